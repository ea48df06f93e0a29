import { defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'

/** Every field of an event pinned: a framework's helper would make a new id and a new time each time. */
export const flowStarted = (n: number, changes: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  event: 'Flow Started (Appcues)',
  userId: `person-${n}`,
  messageId: `message-${n}`,
  timestamp: '2026-03-10T22:21:56.000Z',
  properties: { flowId: 'flow-1', flowName: 'Welcome' },
  context: {},
  ...changes
})

export const AUDIENCE = { computation_key: 'vips', computation_id: 'aud_1', namespace: 'spa_1' } as const

/** One change of the audience "VIPs" as Engage delivers it. */
export const membership = (n: number, joins: unknown, changes: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  event: joins ? 'Audience Entered' : 'Audience Exited',
  userId: `person-${n}`,
  messageId: `membership-${n}`,
  timestamp: '2026-03-10T22:21:56.000Z',
  properties: { vips: joins as boolean },
  context: { personas: { ...AUDIENCE, computation_class: 'audience' } },
  ...changes
})

/** A mapping of an action with its defaults, switched on for every track event. */
export const subscriptionTo = (partnerAction: string, mapping: JSONObject = {}) => ({
  subscribe: 'type = "track"',
  partnerAction,
  mapping: { ...(defaultValues(definition.actions[partnerAction].fields) as JSONObject), ...mapping }
})
