import { Destination, defaultValues } from '@segment/actions-core'
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { audienceConfig } from '../../../../src/destinations/heap-appcues/audience/audience-config'
import type { Settings } from '../../../../src/destinations/heap-appcues/generated-types'
import { audienceFields } from '../../../../src/destinations/heap-appcues/settings'
import syncAudience from '../../../../src/destinations/heap-appcues/syncAudience'

export const credentials = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }

const definition = {
  name: 'Audiences',
  mode: 'cloud',
  actions: { syncAudience },
  audienceFields,
  audienceConfig
} as unknown as DestinationDefinition<Settings>

export const destination = (): Destination<Settings> => new Destination<Settings>(definition)

const withSubscription = (mapping: JSONObject, settings: JSONObject): JSONObject => ({
  ...credentials,
  ...settings,
  subscription: {
    subscribe: 'type = "track" or type = "identify"',
    partnerAction: 'syncAudience',
    mapping: { ...(defaultValues(syncAudience.fields) as JSONObject), ...mapping }
  }
})

export interface EventResponse {
  status: number
  sent?: JSONObject
  body?: JSONObject
  errortype?: string
  errormessage?: string
  errorreporter?: string
}

export interface Options {
  mapping?: JSONObject
  settings?: JSONObject
  features?: Record<string, boolean>
}

/** One batch through the platform's own code, answer by answer. */
export const deliver = async (
  events: SegmentEvent[],
  { mapping = {}, settings = {}, features }: Options = {}
): Promise<EventResponse[]> => {
  const [{ multistatus }] = await destination().onBatch(events, withSubscription(mapping, settings), { features })
  return (multistatus ?? []) as EventResponse[]
}

/** One event through the platform's own code. */
export const deliverOne = async (event: SegmentEvent, { mapping = {}, settings = {} }: Options = {}) =>
  destination().onEvent(event, withSubscription(mapping, settings))

export const TIME = '2026-03-10T22:21:56.000Z'

/** A membership of Heap's own segment sync, as our source sends it, on an ordinary connection. */
export const heapMember = (userId: string, joins: boolean, changes: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  event: joins ? 'Audience Entered' : 'Audience Exited',
  messageId: `message-${userId}-${String(joins)}`,
  userId,
  timestamp: TIME,
  properties: { audience_key: 'heap_segment_7', heap_segment_7: joins },
  context: {
    personas: {
      computation_class: 'audience',
      computation_id: 'heap/7',
      computation_key: 'heap_segment_7',
      namespace: 'heap',
      audience_name: 'Power users'
    }
  },
  ...changes
})

/** A membership of an Engage audience that was connected: the reference comes with every event. */
export const engageMember = (
  userId: string,
  joins: boolean,
  reference: string,
  changes: Partial<SegmentEvent> = {}
): SegmentEvent => ({
  type: 'track',
  event: joins ? 'Audience Entered' : 'Audience Exited',
  messageId: `message-${userId}-${String(joins)}`,
  userId,
  timestamp: TIME,
  properties: { audience_key: 'power_users', power_users: joins },
  context: {
    personas: {
      computation_class: 'audience',
      computation_id: 'aud_1',
      computation_key: 'power_users',
      namespace: 'spa_1',
      space_id: 'spa_1',
      external_audience_id: reference,
      audience_settings: { keep_segment: true }
    }
  },
  ...changes
})
