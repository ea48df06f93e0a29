import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError, withMessage } from '../cli/command-error'
import type { Input } from '../input/open-input'
import type { Mark } from './run-import'

/** What must be the same for a run to be resumed. */
export interface RunIdentity {
  /** Tells the input from another. */
  input: string
  /** Where the events went. */
  target: string
  /** The options that decide what is sent, as they were given. */
  options?: string
}

export type ResumePoint = RunIdentity & Mark

/** Beside the project's other local files, and never committed. */
const FOLDER = '.heap-appcues'

/** One small file for each command and input, replaced as a whole, so that a kill at any moment leaves the old or the new one. */
export class ResumeFile {
  private readonly path: string

  constructor(command: 'backfill' | 'sync', input: Pick<Input, 'name' | 'path'>, folder = FOLDER) {
    const place = sha256(input.path ?? '-').slice(0, 12)
    this.path = join(folder, `${command}-${input.name.replace(/[^\w.-]+/g, '-')}-${place}.json`)
    withMessage(`The folder ${folder} for --resume cannot be made`, () => {
      mkdirSync(folder, { recursive: true })
      // It names the user's files: nothing in it belongs into a repository.
      writeFileSync(join(folder, '.gitignore'), '*\n')
    })
  }

  save(point: ResumePoint): void {
    const fresh = `${this.path}.${randomUUID()}`
    try {
      withMessage(`${this.path} for --resume cannot be written`, () => {
        writeFileSync(fresh, `${JSON.stringify({ ...point, hash: hashOf(point) })}\n`, { mode: 0o600, flag: 'wx' })
        renameSync(fresh, this.path)
      })
    } finally {
      rmSync(fresh, { force: true })
    }
  }

  /**
   * Where an earlier run over the same input stopped.
   *
   * @throws CommandError when there is none, it was changed, or it was another run
   */
  load(now: RunIdentity): ResumePoint {
    const point = this.read()
    if (point.input !== now.input) {
      throw new CommandError('The input differs from the interrupted run, or was changed. Start without --resume.')
    }
    if (point.target !== now.target) {
      throw new CommandError(`The run to resume went to ${point.target}, not to ${now.target}. Start without --resume.`)
    }
    if ((point.options ?? '') !== (now.options ?? '')) {
      const before = point.options ? `with ${point.options}` : `without ${now.options}`
      throw new CommandError(`The run to resume was started ${before}: resume it the same way.`)
    }
    return point
  }

  private read(): ResumePoint {
    const text = this.text()
    if (text === undefined) {
      throw new CommandError(`There is nothing to resume: ${FOLDER} holds no earlier run over this input.`)
    }
    const point = pointIn(text)
    if (point) return point
    throw new CommandError(`${this.path} was changed or is damaged. Start without --resume.`)
  }

  private text(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8')
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return undefined
      throw new CommandError(`${this.path} cannot be read (${String((error as { code?: unknown }).code)}).`)
    }
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const hashOf = ({ input, target, options, row, rejected }: ResumePoint): string =>
  sha256(JSON.stringify([input, target, options ?? '', row, rejected]))

/** Undefined for anything but what `save` wrote: a wrong row would silently skip people. */
function pointIn(text: string): ResumePoint | undefined {
  try {
    const { hash, ...point } = JSON.parse(text) as ResumePoint & { hash: unknown }
    const { row, rejected } = point
    const isMark = Number.isSafeInteger(row) && Number.isSafeInteger(rejected) && rejected >= 0 && row >= rejected
    return isMark && hash === hashOf(point) ? point : undefined
  } catch {
    return undefined
  }
}
