import { SourceError } from './errors'
import type { Log, Receive, SegmentCall, SourceSettings } from './types'

/** What Segment hands to `onRequest`: `url` is a URL object there. */
export interface FunctionRequest {
  text: () => string | Promise<string>
  headers: { forEach: (visit: (value: string, name: string) => void) => void }
  url?: { toString: () => string }
}

declare const Segment: Record<SegmentCall['type'], (call: Omit<SegmentCall, 'type'>) => unknown>
declare const InvalidEventPayload: new (message: string) => Error
declare const ValidationError: new (message: string) => Error

/**
 * Runs a source's core on a request of Segment's and emits what comes out. Nothing is emitted before all of it is made, and
 * refusals become Segment's own errors, which it does not retry.
 */
export async function runInSegment(
  receive: Receive,
  request: FunctionRequest,
  settings: SourceSettings,
  now: number,
  note: Log
): Promise<void> {
  const headers: Record<string, string> = {}
  request.headers.forEach((value, name) => (headers[name.toLowerCase()] = value))
  const received = { headers, body: await request.text(), url: request.url?.toString() }
  const calls = orSegmentError(() => receive(received, settings, now, note))
  await Promise.all(calls.map(({ type, ...call }) => Segment[type](call)))
}

function orSegmentError<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    throw error.code === 'INVALID_PAYLOAD' ? new InvalidEventPayload(error.message) : new ValidationError(error.message)
  }
}
