import { defaultValues, isDirective } from '@segment/actions-core'
import type { JSONObject, Preset, SegmentEvent } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import isEmpty from 'lodash/isEmpty'
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
 * What is switched on: all automatic presets but those that are off, the forwarding of the named events, and the named user properties.
 *
 * @throws ConfigurationError for a preset that there is not, or a property that no mapping can name
 */
export function subscriptionsOf(options: RuntimeOptions): Subscription[] {
  const { presetsOff = [], forwardEvents = [], extraProperties = {}, appcuesUserProperties = {} } = options
  const unknown = presetsOff.find((name) => !presetNames.includes(name))
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `presetsOff: there is no preset "${unknown}". The names are: ${presetNames.join(', ')}.`
    )
  }
  const extra = pathsOf('extraProperties', extraProperties)
  const ofUsers = pathsOf('appcuesUserProperties', appcuesUserProperties)
  return [
    ...presets.filter(({ name }) => !presetsOff.includes(name)).map(withExtra(extra)),
    ...(forwardEvents.length === 0 ? [] : [forwarding(new Set(forwardEvents))]),
    ...(isEmpty(ofUsers) ? [] : [updating(ofUsers)])
  ]
}

const forwarding = (names: ReadonlySet<string>): Subscription => ({
  name: 'Forwarded events',
  action: 'forwardEvent',
  mapping: defaultValues(destination.actions.forwardEvent.fields),
  wants: ({ type, event }) => type === 'track' && typeof event === 'string' && names.has(event.trim())
})

const updating = (properties: JSONObject): Subscription => ({
  name: 'Appcues user properties',
  action: 'updateAppcuesUser',
  mapping: { ...defaultValues(destination.actions.updateAppcuesUser.fields), properties },
  wants: ({ type }) => type === 'identify'
})

function withExtra(more: JSONObject): (subscription: Subscription) => Subscription {
  if (isEmpty(more)) return (subscription) => subscription
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

/** Pairs of a property and a path, as a mapping. */
const pathsOf = (option: string, pairs: Readonly<Record<string, string>>): JSONObject =>
  Object.fromEntries(Object.entries(pairs).map(([name, path]) => [name, { '@path': checkedPath(option, name, path) }]))

function checkedPath(option: string, name: string, path: unknown): string {
  if (typeof path === 'string' && path.trim() !== '' && name.trim() !== '' && !name.startsWith('@')) {
    return `$.${path.trim().replace(/^\$\./, '')}`
  }
  throw new ConfigurationError(
    `${option}: "${name}" needs the path of a value in the event, for example "properties.plan", and a name that does not begin with "@".`
  )
}
