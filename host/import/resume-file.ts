import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError, withMessage } from '../cli/command-error'
import type { Input } from '../input/open-input'

/** What a run leaves behind for `--resume`. */
export interface ResumePoint {
  /** Tells the input from another. */
  input: string
  /** Where the events went. */
  target: string
  /** The value of `--until`, if any. */
  until?: string
  /** Everything up to this row is done. */
  row: number
  /** So many rows up to there were refused. */
  refused: number
}

/** Beside the project's other local files, and never committed. */
const FOLDER = '.heap-appcues'

/** One small file for each command and input, replaced as a whole, so that a kill at any moment leaves the old or the new one. */
export class ResumeFile {
  private readonly path: string

  constructor(command: 'backfill' | 'sync', input: Pick<Input, 'name' | 'path'>, folder = FOLDER) {
    const place = createHash('sha256')
      .update(input.path ?? '-')
      .digest('hex')
      .slice(0, 12)
    this.path = join(folder, `${command}-${input.name.replace(/[^\w.-]+/g, '-')}-${place}.json`)
    withMessage(`The folder ${folder} for --resume cannot be made`, () => mkdirSync(folder, { recursive: true }))
  }

  save(point: ResumePoint): void {
    writeFileSync(`${this.path}.new`, `${JSON.stringify(point)}\n`, { mode: 0o600 })
    renameSync(`${this.path}.new`, this.path)
  }

  /**
   * Where an earlier run over the same input stopped.
   *
   * @throws CommandError when there is none, or when it was another input, target or time
   */
  load(now: Pick<ResumePoint, 'input' | 'target' | 'until'>): ResumePoint {
    const point = this.read()
    if (!point)
      throw new CommandError('There is nothing to resume: no earlier run over this input stands in .heap-appcues.')
    if (point.input !== now.input) {
      throw new CommandError(
        'This input is another than the one of the run to resume, or it was changed. Start without --resume.'
      )
    }
    if (point.target !== now.target) {
      throw new CommandError(`The run to resume went to ${point.target}, not to ${now.target}. Start without --resume.`)
    }
    if (point.until !== now.until) {
      const before = point.until === undefined ? 'without --until' : `with --until ${point.until}`
      throw new CommandError(`The run to resume was started ${before}: resume it the same way.`)
    }
    return point
  }

  private read(): ResumePoint | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as ResumePoint
    } catch {
      return undefined
    }
  }
}
