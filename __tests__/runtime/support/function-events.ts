import type { SegmentEvent } from '@segment/actions-core'

export const TIME = '2026-03-10T22:21:56.000Z'
export const HEAP = { heapAppId: '11' }
export const APPCUES = { appcuesAccountId: '42', appcuesApiKey: 'key-1', appcuesApiSecret: 'secret-1' }
export const BOTH = { ...HEAP, ...APPCUES }

export const track = (event: string, properties: object, more: object = {}): SegmentEvent =>
  ({
    type: 'track',
    event,
    messageId: `m-${event}`,
    userId: 'ada',
    timestamp: TIME,
    properties,
    ...more
  }) as SegmentEvent
export const flowStarted = (more: object = {}): SegmentEvent => track('Flow Started (Appcues)', { flowId: 'f1' }, more)
export const score = (more: object = {}): SegmentEvent => track('NPS Score (Appcues)', { score: 9 }, more)

export const PERSONAS = {
  computation_class: 'audience',
  computation_key: 'vips',
  computation_id: 'aud_1',
  namespace: 'spa_1'
}
/** An audience whose segment is known, so that no list is read. */
export const CONNECTED = {
  ...PERSONAS,
  external_audience_id: JSON.stringify({ v: 1, property: '[Heap] VIPs', segment: 's-1', fill: true })
}
export const member = (userId: string, vips: boolean, personas: object = CONNECTED): SegmentEvent =>
  track('Audience Entered', { vips }, { userId, messageId: `m-${userId}`, context: { personas } })

export const SENT_FLOW = {
  identity: 'ada',
  event: 'Flow Started',
  timestamp: TIME,
  idempotency_key: 'm-Flow Started (Appcues):Flow Started',
  properties: { 'Flow ID': 'f1', Timestamp: TIME }
}
