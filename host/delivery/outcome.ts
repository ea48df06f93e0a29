/** What the framework reports for one event of a batch. */
export interface EventResponse {
  status: number
  /** Absent when it was delivered. */
  errormessage?: string
  sent?: unknown
  body?: unknown
}

/** What became of one event in one subscription. */
export type Kind = 'delivered' | 'skipped' | 'rejected' | 'failed'

export interface Outcome {
  kind: Kind
  /** Empty for `delivered`. */
  reason: string
  response: EventResponse
}

/** What a response that is not to be repeated means. `body.skipped` of our actions holds why they did not send it on purpose. */
export function outcomeOf(response: EventResponse): Outcome {
  if (response.errormessage !== undefined) return { kind: 'rejected', reason: response.errormessage, response }
  const reason = textIn(response.body, 'skipped')
  return reason === undefined ? { kind: 'delivered', reason: '', response } : { kind: 'skipped', reason, response }
}

/** Messages about properties that could not be sent with an event that was. */
export function omittedBy({ body }: EventResponse): string[] {
  const omitted = isObject(body) ? body.omitted : undefined
  return Array.isArray(omitted) ? omitted.filter((each) => typeof each === 'string') : []
}

function textIn(body: unknown, key: string): string | undefined {
  const value = isObject(body) ? body[key] : undefined
  return typeof value === 'string' ? value : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
