import { Destination, defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'

/** One mapping of a connection, as the platform keeps it. */
type Subscription = { name?: string; subscribe: string; partnerAction: string; mapping: JSONObject }

export const heapSettings = { heapAppId: '11' }

/** The presets that a new connection offers switched on. */
export const automaticPresets: Subscription[] = (definition.presets ?? []).flatMap((preset) =>
  preset.type === 'automatic' ? [{ ...preset, mapping: preset.mapping as JSONObject }] : []
)

/** Delivers one event through several subscriptions, as the platform does with all mappings of a connection. */
export const deliverThrough = (subscriptions: Subscription[], event: SegmentEvent, more: object = {}) =>
  new Destination(definition).onEvent(event, { ...heapSettings, ...more, subscriptions })

/** Delivery through one mapping of an action: its default mapping, with changes. */
export function heapAction(action: 'trackEvent' | 'updateUser', changes: JSONObject = {}) {
  const mapping = { ...(defaultValues(definition.actions[action].fields) as JSONObject), ...changes }
  const subscription: Subscription = { name: action, subscribe: 'type = "track"', partnerAction: action, mapping }
  return {
    one: (event: SegmentEvent, more: object = {}) =>
      new Destination(definition).onEvent(event, { ...heapSettings, ...more, subscription }),
    batch: (events: SegmentEvent[], more: object = {}) =>
      new Destination(definition)
        .onBatch(events, { ...heapSettings, ...more, subscription })
        .then(([{ multistatus }]) => multistatus ?? [])
  }
}
