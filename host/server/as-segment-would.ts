import type { SegmentEvent } from '@segment/actions-core'

/** A call with what Segment itself adds when it receives one: the type and the times, where they are missing. */
export function asSegmentWould(call: object, now: Date): SegmentEvent {
  const at = now.toISOString()
  // Calls of sources and pasted ones are JSON, which is all that the framework's type asks.
  return { type: 'track', timestamp: at, receivedAt: at, ...call } as unknown as SegmentEvent
}
