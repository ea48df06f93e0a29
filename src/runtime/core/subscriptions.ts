import { defaultValues, isDirective } from '@segment/actions-core'
import type { JSONObject, Preset, SegmentEvent } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import destination from '../../destinations/heap-appcues'
import { ConfigurationError } from './options'
import type { RuntimeOptions } from './options'

export type ActionName = keyof typeof destination.actions

/** Which events an action takes, and with which mapping. */
export interface Subscription {
  name: string
  action: ActionName
  mapping: JSONObject
  wants: (event: SegmentEvent) => boolean
}

/** The framework's own parser and test of triggers. */
export function trigger(text: string): Subscription['wants'] {
  const condition = parseFql(text)
  return (event) => validate(condition, event)
}

type AutomaticPreset = Extract<Preset, { type: 'automatic' }> & { name: string }

const automatic = (destination.presets ?? []).filter((preset): preset is AutomaticPreset => preset.type === 'automatic')

/** Engage sends audiences as identify calls and steps of journeys too; in the catalog presets without a trigger take those. */
const ENGAGE_CALLS = [
  'type = "identify" and context.personas.computation_class = "audience"',
  'type = "track" and context.personas.computation_class = "journey_step"'
].map(trigger)

/** The names of the presets that `presetsOff` may list. */
export const presetNames: readonly string[] = automatic.map(({ name }) => name)

const presets = automatic.map(({ name, subscribe, partnerAction, mapping = {} }): Subscription => {
  const action = partnerAction
  const wants = [trigger(subscribe), ...(action === 'syncAudience' ? ENGAGE_CALLS : [])]
  return { name, action, mapping: mapping, wants: (event) => wants.some((wanted) => wanted(event)) }
})

/**
 * What is switched on: all automatic presets but those that are off, and the forwarding of the named events.
 *
 * @throws ConfigurationError for a preset that there is not, or a property that no mapping can name
 */
export function subscriptionsOf(options: RuntimeOptions): Subscription[] {
  const { presetsOff = [], forwardEvents = [], extraProperties = {} } = options
  const unknown = presetsOff.find((name) => !presetNames.includes(name))
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `presetsOff: there is no preset "${unknown}". The names are: ${presetNames.join(', ')}.`
    )
  }
  const on = presets.filter(({ name }) => !presetsOff.includes(name)).map(withExtra(extraProperties))
  return forwardEvents.length === 0 ? on : [...on, forwarding(new Set(forwardEvents))]
}

const forwarding = (names: ReadonlySet<string>): Subscription => ({
  name: 'Forwarded events',
  action: 'forwardEvent',
  mapping: defaultValues(destination.actions.forwardEvent.fields),
  wants: ({ type, event }) => type === 'track' && typeof event === 'string' && names.has(event.trim())
})

function withExtra(extra: Readonly<Record<string, string>>): (subscription: Subscription) => Subscription {
  const entries = Object.entries(extra).map(([name, path]) => [name, { '@path': checkedPath(name, path) }])
  if (entries.length === 0) return (subscription) => subscription
  const more = Object.fromEntries(entries) as JSONObject
  return (subscription) => {
    if (subscription.action !== 'trackEvent') return subscription
    const properties = subscription.mapping.properties as JSONObject
    // A preset that names its properties stays one that does: the action looks at which they are.
    const merged = isDirective(properties)
      ? ({ '@merge': { direction: 'right', objects: [properties, more] } } as JSONObject)
      : { ...properties, ...more }
    return { ...subscription, mapping: { ...subscription.mapping, properties: merged } }
  }
}

function checkedPath(name: string, path: unknown): string {
  if (typeof path === 'string' && path.trim() !== '' && name.trim() !== '' && !name.startsWith('@')) {
    return `$.${path.trim().replace(/^\$\./, '')}`
  }
  throw new ConfigurationError(
    `extraProperties: "${name}" needs the path of a value in the event, for example "properties.plan", and a name that does not begin with "@".`
  )
}
