import { defaultValues } from '@segment/actions-core'
import type { JSONObject, Preset } from '@segment/actions-core'
import { CLIENT_SUFFIX, events } from './catalog'
import syncAudience from './syncAudience'
import trackEvent from './trackEvent'
import { mappingOf } from './trackEvent/fields'
import updateUser from './updateUser'
import { userMappingOf } from './updateUser/fields'
import type { UserPropertyName } from './updateUser/fields'

/** Two conditions, which every Segment plan allows. */
const onEvent = (clientName: string): string => `type = "track" and event = "${clientName}"`

/**
 * A mapping of trackEvent. Anonymous ID stands last: the framework takes the fields away that an event has nothing for, and
 * every read of an object that lost another than its last key is slow (2 of 15 µs an event).
 */
function trackMapping(changes: JSONObject): JSONObject {
  const { anonymous_id, ...mapping } = defaultValues(trackEvent.fields) as JSONObject
  return { ...mapping, ...changes, anonymous_id }
}

/** One for each event of the catalog, with just the properties that belong to it. */
const eventPresets: Preset[] = events.map((entry) => ({
  name: entry.name,
  subscribe: onEvent(entry.clientName),
  partnerAction: 'trackEvent',
  mapping: trackMapping({ properties: mappingOf(entry.properties) }),
  type: 'automatic'
}))

/** What Appcues may add later, under its own client-side name. */
const otherEvents: Preset = {
  name: 'Other Appcues events',
  subscribe: `type = "track" and match(event, "*${CLIENT_SUFFIX.trim()}")`,
  partnerAction: 'trackEvent',
  mapping: trackMapping({ properties: { '@path': '$.properties' }, unlisted_only: true }),
  type: 'automatic'
}

const userPreset = (name: string, clientName: string, properties: UserPropertyName[]): Preset => ({
  name,
  subscribe: onEvent(clientName),
  partnerAction: 'updateUser',
  mapping: { ...defaultValues(updateUser.fields), properties: userMappingOf(properties) },
  type: 'automatic'
})

/** Audiences and our own segment sync, on an ordinary connection. */
const audiences: Preset = {
  name: 'Heap segments and Engage audiences',
  subscribe: 'type = "track" and context.personas.computation_class = "audience"',
  partnerAction: 'syncAudience',
  mapping: defaultValues(syncAudience.fields),
  type: 'automatic'
}

/** What Engage calls the events of audiences and journeys, where it offers presets by event instead of by trigger. */
const ENGAGE_EVENTS = {
  'Audience membership changed': 'warehouse_audience_membership_changed_identify',
  'Audience entered': 'warehouse_audience_entered_track',
  'Audience exited': 'warehouse_audience_exited_track',
  'Journey step entered': 'journeys_step_entered_track'
} as const

const engage = Object.entries(ENGAGE_EVENTS).map(([name, eventSlug]): Preset => ({
  name,
  partnerAction: 'syncAudience',
  mapping: defaultValues(syncAudience.fields),
  type: 'specificEvent',
  eventSlug
}))

export const presets: Preset[] = [
  ...eventPresets,
  otherEvents,
  userPreset('Appcues user ID from flows', 'Flow Started (Appcues)', ['appcuesUserID']),
  userPreset('Appcues user ID from NPS surveys', 'NPS Survey Started (Appcues)', ['appcuesUserID']),
  userPreset('Appcues group ID', 'Flow Started (Appcues)', ['Appcues Group ID']),
  userPreset('Appcues NPS score and date', 'NPS Score (Appcues)', ['Appcues NPS Score', 'Appcues NPS Date']),
  audiences,
  ...engage
]
