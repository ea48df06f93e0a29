import type { Environment } from './environment'
import type { RetryPolicy } from '../delivery/deliver'

/** What a command needs of the world around it. */
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
