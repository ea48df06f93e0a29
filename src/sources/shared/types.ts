/** A delivered webhook: header names in lower case, the body as the text that was received. */
export interface SourceRequest {
  headers: Readonly<Record<string, string>>
  body: string
  url?: string
}

/** One call of Segment's spec, as `Segment.track` and its siblings take it. `timestamp` is ISO 8601 in UTC. */
export interface SegmentCall {
  type: 'track' | 'identify'
  /** The same on every redelivery. Absent where nothing tells a redelivery from a second event: Segment gives each an id then. */
  messageId?: string
  event?: string
  userId?: string
  anonymousId?: string
  timestamp?: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
  integrations?: Record<string, boolean>
}

/**
 * Takes one message for the log, without a secret: `Skipped …` for an event that is rightly not sent, `Omitted …` for a part
 * of one, and what was not verified.
 */
export type Log = (message: string) => void

/**
 * One setting of a source function. Segment's screen knows texts, lists and switches: a `choice` and a `number` are typed in
 * there as text.
 */
export interface SourceSetting {
  label: string
  description: string
  type: 'string' | 'array' | 'choice' | 'number' | 'boolean'
  sensitive?: true
  choices?: readonly string[]
  default?: string | number | boolean
}

/** The values of the settings, by key, as the host hands them over. */
export type SourceSettings = Readonly<Record<string, unknown>>

/**
 * The pure core of a source. Without a usable request it throws a `SourceError`; a webhook of a type it does not know is
 * skipped: no calls, and a message for the log.
 *
 * @param now the present, in epoch milliseconds
 */
export type Receive = (request: SourceRequest, settings: SourceSettings, now: number, log?: Log) => SegmentCall[]

export interface Source<Name extends string = string> {
  /** Name of the folder and of the bundle. */
  name: Name
  /** By key, in the order of the screen. */
  settings: Readonly<Record<string, SourceSetting>>
  receive: Receive
}
