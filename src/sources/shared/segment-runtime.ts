import { SourceError } from './errors'
import type { Log, Receive, SegmentCall, SourceSettings } from './types'

/** What Segment hands to `onRequest`: `url` is a URL object there. */
export interface FunctionRequest {
  text: () => string | Promise<string>
  headers: { forEach: (visit: (value: string, name: string) => void) => void }
  url?: { toString: () => string }
}

type OnRequest = (request: FunctionRequest, settings: SourceSettings, now: number, log: Log) => Promise<void>

declare const Segment: Record<SegmentCall['type'], (call: Omit<SegmentCall, 'type'>) => unknown>
declare const InvalidEventPayload: new (message: string) => Error
declare const ValidationError: new (message: string) => Error
declare const RetryError: new (message: string) => Error

/**
 * A source's core as the handler of a Segment function: emits what the core makes of a request, and nothing before all of it
 * is made. Rejections become Segment's own errors.
 */
export const createOnRequest =
  (receive: Receive): OnRequest =>
  async (request, settings, now, log) => {
    const headers: Record<string, string> = {}
    request.headers.forEach((value, name) => (headers[name.toLowerCase()] = value))
    const received = { headers, body: await request.text(), url: request.url?.toString() }
    const calls = orSegmentError(() => receive(received, settings, now, log))
    await Promise.all(calls.map(({ type, ...call }) => Segment[type](call)))
  }

function orSegmentError<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof SourceError) throw toSegmentError(error)
    throw error
  }
}

/** Segment drops what is invalid, and tries again for hours where the settings are wrong: time to correct them. */
function toSegmentError({ code, message }: SourceError): Error {
  if (code === 'MISCONFIGURED') return new RetryError(message)
  return code === 'INVALID_PAYLOAD' ? new InvalidEventPayload(message) : new ValidationError(message)
}
