import { randomUUID } from 'node:crypto'
import type { SegmentEvent } from '@segment/actions-core'
import { CATALOG_NAME } from '../delivery/definition'

/** Message ids that are remembered, as Segment remembers those of a day. */
const MOST_SEEN = 100_000
const SEEN = 'An event with this message ID was received before. Segment drops the second one, and so does this host.'

/** What Segment does with an event between a source and a destination. */
export class SegmentRules {
  private readonly seen = new Set<string>()

  /** Why Segment would not hand the event to this destination; undefined when it would. */
  reasonToSkip(event: SegmentEvent): string | undefined {
    if (!isAddressed(event, CATALOG_NAME)) return 'The event’s "integrations" say that it is not for this destination.'
    const { messageId } = event
    if (typeof messageId !== 'string' || messageId === '') return undefined
    if (this.seen.has(messageId)) return SEEN
    this.seen.add(messageId)
    const [oldest] = this.seen
    if (this.seen.size > MOST_SEEN) this.seen.delete(oldest)
    return undefined
  }
}

/** Whether Segment would hand the event to this destination: what `integrations` says of it by name, else what it says of all. */
export function isAddressed({ integrations }: SegmentEvent, destination: string): boolean {
  const named = (integrations as Record<string, unknown> | undefined) ?? {}
  return (named[destination] ?? named.All ?? true) !== false
}

/** A call with what Segment itself adds when it receives one: the type, the times and an id, where they are missing. */
export function asSegmentEvent(call: { messageId?: unknown }, now: Date): SegmentEvent {
  const at = now.toISOString()
  const added = { type: 'track', timestamp: at, receivedAt: at }
  // Calls of sources and pasted ones are JSON, which is all that the framework's type asks.
  return { ...added, ...call, messageId: call.messageId ?? randomUUID() } as unknown as SegmentEvent
}
