import { Destination } from '@segment/actions-core'
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'

/** A mapping as a workspace has it switched on: which events, which action, and how its fields are filled. */
export interface Subscription {
  name: string
  /** The trigger, in Segment's query language. */
  subscribe: string
  partnerAction: string
  mapping: JSONObject
}

/** The subscriptions a workspace begins with: every preset that is switched on by itself. */
export const automaticSubscriptions = ({ presets = [] }: Pick<DestinationDefinition, 'presets'>): Subscription[] =>
  presets.flatMap((preset) => {
    if (preset.type !== 'automatic') return []
    const { name = preset.partnerAction, subscribe, partnerAction, mapping = {} } = preset
    return [{ name, subscribe, partnerAction, mapping }]
  })

/** For each event, the subscriptions whose trigger it meets, in their order. */
export type Router = (events: readonly SegmentEvent[]) => Promise<Subscription[][]>

/** The form of nearly every preset; what it means leaves nothing to ask. */
const ONE_EVENT = /^type = "(\w+)" and event = "([^"\\]+)"$/

/**
 * Finds the subscriptions of events. Triggers of the form `type = "…" and event = "…"` are looked up; about all others the
 * framework itself is asked, because its query language has turns that only it knows.
 */
export function createRouter(subscriptions: readonly Subscription[]): Router {
  const byEvent = new Map<string, number[]>()
  const others: number[] = []
  subscriptions.forEach(({ subscribe }, index) => {
    const [, type, event] = ONE_EVENT.exec(subscribe) ?? []
    if (type === undefined) others.push(index)
    else byEvent.set(keyOf(type, event), [...(byEvent.get(keyOf(type, event)) ?? []), index])
  })
  return async (events) => {
    const asked = await Promise.all(others.map((index) => meets(subscriptions[index].subscribe, events)))
    return events.map((event, place) => {
      const found = [...(byEvent.get(keyOf(event.type, event.event)) ?? [])]
      others.forEach((index, n) => asked[n][place] && found.push(index))
      return found.sort((left, right) => left - right).map((index) => subscriptions[index])
    })
  }
}

const keyOf = (type: string, event: string | undefined): string => `${type}\n${event}`

/** A destination whose one action does nothing: what it is called for has met the trigger. */
const probe: DestinationDefinition<JSONObject> = {
  name: 'trigger-probe',
  mode: 'cloud',
  actions: {
    probe: {
      title: 'Probe',
      description: 'Responds for the events that met the trigger.',
      fields: {},
      perform: () => undefined,
      performBatch: () => undefined
    }
  }
}

async function meets(subscribe: string, events: readonly SegmentEvent[]): Promise<boolean[]> {
  if (events.length === 0) return []
  const subscription = { subscribe, partnerAction: 'probe', mapping: {} }
  const [result] = await new Destination(probe).onBatch([...events], { subscription })
  const responses = result?.multistatus
  return events.map((_event, index) => responses?.[index]?.status === 200)
}
