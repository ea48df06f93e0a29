import type { SegmentEvent } from '@segment/actions-core'

/** Changes of an event may be of any shape, as what arrives may be. */
type Changes = { [key in keyof SegmentEvent]?: unknown }

/** A Segment event of a person with an identity, everything about it pinned. */
export const appcuesEvent = (changes: Changes = {}): SegmentEvent => ({ ...pinned, ...changes }) as SegmentEvent

const pinned: SegmentEvent = {
  type: 'track',
  event: 'Flow Started (Appcues)',
  userId: 'alice@example.com',
  anonymousId: 'visitor-1',
  messageId: 'message-1',
  timestamp: '2026-03-10T22:22:00Z',
  properties: { flowId: 'flow-1' },
  context: { page: { title: 'Dashboard', url: 'https://app.example.com/dashboard' } }
}
