import { Destination, defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../../../host/delivery/definition'
import { listen, MemoryAppcues } from '../../syncAudience/support/memory-appcues'

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
export const ALL = { properties: { '@path': '$.traits' } }
export const ONE_BY_ONE = { ...ALL, delivery: 'One request per user' }

/** A call that carries traits. */
export const identify = (userId: string, traits: object, changes: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'identify',
  userId,
  messageId: `message-${userId}`,
  timestamp: '2026-03-10T22:21:56.000Z',
  traits: traits as SegmentEvent['traits'],
  ...changes
})

/** The settings, with the mapping that a person would have made. */
export const subscribed = (mapping: JSONObject, more: object) => ({
  ...settings,
  ...more,
  subscription: {
    subscribe: 'type = "identify"',
    partnerAction: 'updateAppcuesUser',
    mapping: { ...(defaultValues(definition.actions.updateAppcuesUser.fields) as JSONObject), ...mapping }
  }
})

/** What each call of a batch is answered. */
export const deliver = async (events: SegmentEvent[], mapping: JSONObject = ALL, more: object = {}) => {
  const [{ multistatus }] = await new Destination(definition).onBatch(events, subscribed(mapping, more))
  return (multistatus ?? []) as { status: number; sent?: JSONObject; body?: JSONObject; errormessage?: string }[]
}

/** The Appcues account that gets the requests. */
export const account = (misbehave?: MemoryAppcues['misbehave']) => {
  const appcues = listen(new MemoryAppcues())
  appcues.misbehave = misbehave
  return appcues
}
