import { closeSync, createReadStream, existsSync, openSync, renameSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { withMessage } from '../../cli/command-error'

/** One line of the file: which row, why, and what it held. */
export interface Reject {
  row: number
  reasons: string[]
  /** The event it became, or the text of a row that became none. */
  event?: unknown
  text?: string
}

/**
 * The file of what was refused or not delivered, as NDJSON. Written at once, without a buffer: what is told to be done in the
 * file to resume from must be on the disk here. It holds people's data, so only its owner may read it.
 */
export class RejectsFile {
  private constructor(private readonly file: number) {}

  /**
   * @param keepTo keeps the lines of an earlier run up to this row; later rows are judged again
   * @throws CommandError in words when the file cannot be written
   */
  static async open(path: string, keepTo: number): Promise<RejectsFile> {
    const kept = keepTo > 0 && existsSync(path) ? await linesUpTo(path, keepTo) : []
    const fresh = `${path}.new`
    const file = withMessage(`--rejects: ${path} cannot be written`, () => openSync(fresh, 'w', 0o600))
    kept.forEach((line) => writeSync(file, `${line}\n`))
    renameSync(fresh, path)
    return new RejectsFile(file)
  }

  add(reject: Reject): void {
    writeSync(this.file, `${JSON.stringify(reject)}\n`)
  }

  close(): void {
    closeSync(this.file)
  }
}

async function linesUpTo(path: string, row: number): Promise<string[]> {
  const kept: string[] = []
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const found = /^\{"row":(\d+),/.exec(line)
    if (found && Number(found[1]) <= row) kept.push(line)
  }
  return kept
}
