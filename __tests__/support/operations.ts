import { Destination, defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { buildReference } from '../../src/destinations/heap-appcues/audience/remembered'

type Settings = Record<string, unknown>

/** Everything that the platform can ask of the destination, by name: each makes at least one request. */
export type Operation = (settings: Settings, userId?: string) => Promise<unknown>

const REFERENCE = buildReference({ property: '[Heap] VIPs', segment: 'segment-1', fill: true })

const track = (event: string, userId: string, more: object = {}): SegmentEvent => ({
  type: 'track',
  event,
  userId,
  messageId: 'message-1',
  timestamp: '2026-03-10T22:21:56Z',
  properties: { flowId: 'flow-1', vips: true },
  context: {},
  ...more
})

const member = (userId: string): SegmentEvent =>
  track('Audience Entered', userId, {
    context: {
      personas: {
        computation_class: 'audience',
        computation_id: 'aud_1',
        computation_key: 'vips',
        external_audience_id: REFERENCE
      }
    }
  })

const events: Record<string, (userId: string) => SegmentEvent> = {
  trackEvent: (userId) => track('Flow Started (Appcues)', userId),
  updateUser: (userId) => track('Flow Started (Appcues)', userId),
  syncAudience: member,
  updateAppcuesUser: (userId) => track('Report Exported', userId),
  forwardEvent: (userId) => track('Report Exported', userId)
}

/** Set user properties: by default none is mapped, and nothing is sent. */
const MAPPED: Record<string, JSONObject> = { updateAppcuesUser: { properties: { '@path': '$.properties' } } }

const given = (settings: Settings, partnerAction: string, more: JSONObject = {}) => {
  const mapping = {
    ...(defaultValues(definition.actions[partnerAction].fields) as JSONObject),
    ...MAPPED[partnerAction],
    ...more
  }
  return { ...settings, subscription: { subscribe: 'type = "track"', partnerAction, mapping } } as never
}

const delivering = (action: string, more: JSONObject = {}): Record<string, Operation> => ({
  [`${action}, one event`]: (settings, userId = 'alice') =>
    new Destination(definition).onEvent(events[action](userId), given(settings, action, more)),
  [`${action}, a batch`]: (settings, userId = 'alice') =>
    new Destination(definition).onBatch([events[action](userId), events[action]('bob')], given(settings, action, more))
})

const audience = (settings: Settings) => ({
  settings,
  audienceName: 'VIPs',
  personas: { computation_id: 'aud_1', computation_key: 'vips', namespace: 'spa_1' }
})

export const operations: Record<string, Operation> = {
  ...Object.fromEntries(Object.keys(events).flatMap((action) => Object.entries(delivering(action)))),
  ...Object.fromEntries(
    ['syncAudience', 'updateAppcuesUser'].flatMap((action) =>
      Object.entries(delivering(action, { delivery: 'One request per user' })).map(([name, operation]) => [
        `${name}, one request per user`,
        operation
      ])
    )
  ),
  createAudience: (settings) => new Destination(definition).createAudience(audience(settings)),
  getAudience: (settings) => new Destination(definition).getAudience({ ...audience(settings), externalId: REFERENCE }),
  'saving a Reverse ETL mapping': (settings) =>
    new Destination(definition).actions.syncAudience.executeHook('retlOnMappingSave', {
      settings,
      hookInputs: { segment_name: 'VIPs' },
      payload: {}
    } as never),
  testAuthentication: (settings) => new Destination(definition).testAuthentication(settings),
  onDelete: async (settings, userId = 'alice') =>
    new Destination(definition).onDelete?.({ type: 'delete', userId } as never, settings as never)
}
