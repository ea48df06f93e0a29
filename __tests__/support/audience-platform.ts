import { Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import type { AppcuesSandbox } from '../../host/sandbox/appcues'
import { appcuesSettings } from './sandboxes'

export const TIME = '2026-03-10T22:21:56.000Z'

export interface EventResponse {
  status: number
  errormessage?: string
  body?: JSONObject
}

/** The preset of the real destination, as the platform switches it on; those that Engage addresses itself take every call. */
export function presetOf(name: string): JSONObject {
  const preset = definition.presets?.find((each) => each.name === name)
  return { ...preset, subscribe: 'type = "track" or type = "identify"' }
}

export const ORDINARY = 'Heap segments and Engage audiences'

/** One batch through the real destination. */
export async function deliver(
  events: readonly SegmentEvent[],
  { preset = ORDINARY, mapping = {} }: { preset?: string; mapping?: JSONObject } = {}
): Promise<EventResponse[]> {
  const subscription = presetOf(preset)
  const merged = { ...subscription, mapping: { ...(subscription.mapping as JSONObject), ...mapping } }
  const [{ multistatus }] = await new Destination(definition).onBatch([...events], {
    ...appcuesSettings,
    subscription: merged
  })
  return (multistatus ?? []) as EventResponse[]
}

interface Personas {
  computation_id: string
  computation_key: string
  namespace: string
  [key: string]: string
}

export const engage = (id: string): Personas => ({
  computation_id: id,
  computation_key: `key_${id}`,
  namespace: 'spa_1'
})

/** Connects an Engage audience and gives its reference. */
export async function connect(id: string, name: string, audienceSettings: JSONObject = {}): Promise<string> {
  const { externalId } = await new Destination(definition).createAudience({
    settings: appcuesSettings,
    audienceName: name,
    audienceSettings: audienceSettings,
    personas: engage(id)
  })
  return externalId
}

/** A membership of a connected Engage audience, as a track call. */
export function membership(
  id: string,
  reference: string,
  userId: string,
  joins: boolean,
  timestamp = TIME
): SegmentEvent {
  const personas = engage(id)
  return {
    type: 'track',
    event: joins ? 'Audience Entered' : 'Audience Exited',
    messageId: `message-${id}-${userId}-${String(joins)}-${timestamp}`,
    userId,
    timestamp,
    properties: { audience_key: personas.computation_key, [personas.computation_key]: joins },
    context: {
      personas: { ...personas, computation_class: 'audience', space_id: 'spa_1', external_audience_id: reference }
    }
  }
}

/** Who carries a property, with its value. */
export const withProperty = ({ state }: AppcuesSandbox, property: string): Record<string, unknown> =>
  Object.fromEntries(
    state.profiles().flatMap(({ id, properties }) => (properties.has(property) ? [[id, properties.get(property)]] : []))
  )

/** Who is in the segment of a name. */
export const membersOf = ({ state }: AppcuesSandbox, name: string): string[] =>
  state
    .segments()
    .filter((segment) => segment.name === name)
    .flatMap(({ id }) => [...(state.membersOf(id) ?? [])])
    .sort()

export const callsTo = ({ requests }: AppcuesSandbox, path: RegExp): string[] =>
  requests.entries
    .filter((entry) => path.test(entry.path))
    .map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`)
