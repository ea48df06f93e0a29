/** A delivered webhook: header names in lower case, the body as the text that was received. */
export interface SourceRequest {
  headers: Readonly<Record<string, string>>
  body: string
  url?: string
}

/** One call of Segment's spec, as `Segment.track` and its siblings take it. `timestamp` is ISO 8601 in UTC. */
export interface SegmentCall {
  type: 'track' | 'identify'
  messageId: string
  event?: string
  userId?: string
  anonymousId?: string
  timestamp?: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
  integrations?: Record<string, boolean>
}

/** Takes one sentence for the log: what was ignored, left out or not checked, and why. It never holds a secret. */
export type Log = (sentence: string) => void

/**
 * One setting of a source function. Segment's screen knows texts and lists only: a `choice` and a `number` are typed in there
 * as text.
 */
export interface SourceSetting {
  label: string
  description: string
  type: 'string' | 'array' | 'choice' | 'number'
  sensitive?: true
  choices?: readonly string[]
  default?: string | number
}

/** The values of the settings, by key, as the host hands them over. */
export type SourceSettings = Readonly<Record<string, unknown>>

/**
 * The pure core of a source. Without a usable request it throws a `SourceRefusal`; a webhook of a type it does not know is
 * accepted and ignored: no calls, and a note.
 *
 * @param now the present, in epoch milliseconds
 */
export type Receive = (request: SourceRequest, settings: SourceSettings, now: number, note?: Log) => SegmentCall[]

export interface Source {
  /** Name of the folder and of the bundle. */
  name: string
  /** By key, in the order of the screen. */
  settings: Readonly<Record<string, SourceSetting>>
  receive: Receive
}
