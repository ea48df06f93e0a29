import { CommandError } from './command-error'

/** Runs something with files; where the system refuses, its code stands behind `sentence`. */
export function inWords<T>(sentence: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new CommandError(`${sentence} (${String((error as { code?: unknown }).code)}).`)
  }
}
