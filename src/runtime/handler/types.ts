import type { RuntimeOptions, SettingValues } from '../core/options'
import type { OutcomeKind } from '../core/outcome'
import type { sources } from '../../sources'

export type SourceKey = keyof typeof sources

/** How many events of a request ended in which way. */
export type Counts = Record<OutcomeKind, number>

/** One line for the log. It holds no secret, and of an event only its name, its message id and what is wrong. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error'
  /**
   * `request`: one accepted request, with its counts. `rejected`: one event that a person must correct. `failed`: events that the
   * sender should send again. `request_rejected`: a request that was not accepted. `note`: a remark of a source. `fault`: an error of ours.
   */
  kind: 'request' | 'rejected' | 'failed' | 'request_rejected' | 'note' | 'fault'
  route: string
  status?: number
  counts?: Counts
  event?: string
  messageId?: string
  /** How many events, where one line speaks for several. */
  times?: number
  reason?: string
}

export interface HandlerOptions extends RuntimeOptions {
  /** The destination's settings, by the keys of the reference. */
  settings: SettingValues
  /** The settings of each source. A source without a secret has no route. */
  sources?: Partial<Record<SourceKey, Readonly<Record<string, unknown>>>>
  /** The bearer token of `/segment`. Without one there is no such route. */
  token?: string
  /** Opens every route that has no secret. For trials on a machine of your own. */
  allowUnsigned?: boolean
  /** Takes what happened, for a log. */
  log?: (entry: LogEntry) => void
  /** Makes the requests to the vendors. The platform's own `fetch` unless given. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>
}

/** What a web-standard runtime calls for each request. */
export type Handler = (request: Request) => Promise<Response>
