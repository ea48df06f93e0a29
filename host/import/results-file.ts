import { randomUUID } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  fchmodSync,
  fstatSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync
} from 'node:fs'
import { createInterface } from 'node:readline'
import { CommandError, withMessage } from '../cli/command-error'
import type { Input } from '../input/open-input'

/** One line of a file of results. */
export interface ResultLine {
  row: number
}

export interface ResultsOptions {
  /** The option that named the file. */
  option: '--rejects' | '--outcome'
  /** What is read: never written over, by whatever name. */
  inputs: readonly Pick<Input, 'path'>[]
  /** Which lines of an earlier run stay; without it the file begins anew. */
  keep?: (line: ResultLine) => boolean
}

/**
 * A file of what became of rows, as NDJSON. Written at once, without a buffer: what is done in the file to resume from must be on
 * the disk here. It holds people's data, so only its owner may read it.
 */
export class ResultsFile<Line extends ResultLine> {
  private constructor(
    private readonly file: number,
    private readonly cannot: string
  ) {}

  /** @throws CommandError when the file cannot be written, or is an input */
  static async open<Line extends ResultLine>(path: string, options: ResultsOptions): Promise<ResultsFile<Line>> {
    const { option, inputs, keep } = options
    if (inputs.some((input) => isSameFile(path, input.path))) {
      throw new CommandError(`${option} names a file that is read here, which would be lost. Name another file.`)
    }
    const kept = keep ? await linesOf(path, keep) : []
    const cannot = `${option}: ${path} cannot be written`
    if (kept.length === 0)
      return new ResultsFile(
        withMessage(cannot, () => openOwn(path, flagsFor(path))),
        cannot
      )
    // Renamed into its place, so that a kill at any moment leaves the old lines. No other file has this name.
    const fresh = `${path}.${randomUUID()}`
    const file = withMessage(cannot, () => openOwn(fresh, 'wx'))
    try {
      kept.forEach((line) => writeSync(file, `${line}\n`))
      renameSync(fresh, path)
    } catch (error) {
      unlinkSync(fresh)
      throw error
    }
    return new ResultsFile(file, cannot)
  }

  add(line: Line): void {
    withMessage(this.cannot, () => writeSync(this.file, `${JSON.stringify(line)}\n`))
  }

  close(): void {
    closeSync(this.file)
  }
}

/** What is not there yet is made where it is named, and not where a link of that name points to. */
const flagsFor = (path: string): 'w' | 'wx' => (statSync(path, { throwIfNoEntry: false }) ? 'w' : 'wx')

/** An earlier file may have been readable by others. What is no file, such as `/dev/null`, stays everyone's. */
function openOwn(path: string, flags: 'w' | 'wx'): number {
  const file = openSync(path, flags, 0o600)
  if (fstatSync(file).isFile()) fchmodSync(file, 0o600)
  return file
}

/** By another name or a link too, and where standard input is a file (`backfill - < export.csv`). */
function isSameFile(path: string, input: string | undefined): boolean {
  const one = statSync(path, { throwIfNoEntry: false })
  const other = input === undefined ? fstatSync(process.stdin.fd) : statSync(input, { throwIfNoEntry: false })
  return one !== undefined && one.dev === other?.dev && one.ino === other.ino
}

async function linesOf(path: string, keep: (line: ResultLine) => boolean): Promise<string[]> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return []
  const kept: string[] = []
  for await (const text of createInterface({ input: createReadStream(path) })) {
    const line = parsed(text)
    if (line && keep(line)) kept.push(text)
  }
  return kept
}

/** A run that was killed may have left half a line. */
function parsed(text: string): ResultLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<ResultLine> | null
    return typeof line?.row === 'number' ? (line as ResultLine) : undefined
  } catch {
    return undefined
  }
}
