import { createInterface } from 'node:readline/promises'
import { setFlagsFromString } from 'node:v8'
import type { RetryPolicy } from '../delivery/deliver'
import { CommandError } from './command-error'
import type { Environment } from './environment'

/** What a command needs besides its arguments. */
export interface CommandContext {
  environment: Environment
  /** Takes the report. */
  print: (text: string) => void
  /** Ends the run early. */
  signal?: AbortSignal
  policy?: RetryPolicy
  /** The clock, in epoch milliseconds. */
  now?: () => number
  /** Where `--resume` finds the earlier run. */
  folder?: string
}

/** Ends a run when someone presses Ctrl-C or the system asks for it; a second Ctrl-C ends the process at once, as usual. */
export function interruption(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const interrupt = (): void => {
    end()
    controller.abort('It was interrupted.')
  }
  const end = (): void => {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return { signal: controller.signal, end }
}

/**
 * Asks the person at the terminal; only "y" or "yes" is yes.
 *
 * @throws CommandError where there is no terminal
 */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CommandError('There is no terminal to confirm in. Add --yes to continue without asking.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close())
  return /^y(es)?$/i.test(answer.trim())
}

/**
 * Makes this process collect garbage when the heap has doubled. Left alone, V8 lets a small heap grow to four times what is in use
 * before it looks; waiting batches live long enough to count as used, so a backfill would take 400 MB for 90. Costs a few per cent of
 * time.
 */
export const keepMemoryLean = (): void => setFlagsFromString('--heap-growing-percent=100')
