import { CLIENT_SUFFIX, events, findEvent, ID_PREFIX } from '../../destinations/heap-appcues/catalog'

/** What the ids of the newer builder begin with. */
const NEWER_BUILDER = 'v2:'

/** Appcues' id for a score and its feedback in one. No event of the catalog: it becomes one of each. */
const SCORE_AND_FEEDBACK_ID = 'nps_score_and_feedback'

const ids = new Set([...events.map(({ id }) => id), SCORE_AND_FEEDBACK_ID])

/**
 * The client-side name of one of Appcues' events: the catalog's, or one derived from the id, so that what Appcues adds later
 * arrives too (`appcues:some_new_thing` becomes "Some New Thing (Appcues)"). Undefined for names that are not Appcues' own: an
 * export also holds the customer's events.
 */
export function clientName(name: string): string | undefined {
  const entry = findEvent(name)
  if (entry) return entry.clientName
  if (name.endsWith(CLIENT_SUFFIX)) return name
  const id = bareId(name)
  return id !== name || id.startsWith(NEWER_BUILDER) || ids.has(id) ? derivedName(id) : undefined
}

const bareId = (name: string): string => (name.startsWith(ID_PREFIX) ? name.slice(ID_PREFIX.length) : name)

/** Steps of both builders share their ids: those of the newer one are called Experience Step, as in the catalog. */
function derivedName(id: string): string | undefined {
  const isNewer = id.startsWith(NEWER_BUILDER)
  const bare = isNewer ? id.slice(NEWER_BUILDER.length) : id
  const words = bare.split(/[_:\s]/).filter((word) => word !== '')
  if (words.length === 0) return undefined
  const named = isNewer && words[0] !== 'experience' ? ['experience', ...words] : words
  return named.map(title).join(' ') + CLIENT_SUFFIX
}

const title = (word: string): string => (word === 'nps' ? 'NPS' : word.charAt(0).toUpperCase() + word.slice(1))

/** The events whose names the rules for answers need, by what they hold. */
export const names = {
  scoreAndFeedback: derivedName(SCORE_AND_FEEDBACK_ID),
  interaction: clientName('v2:step_interaction'),
  score: clientName('nps_score'),
  feedback: clientName('nps_feedback'),
  form: clientName('form_submitted'),
  formField: clientName('form_field_submitted')
}

/** Says of a client-side name that it is an event of an NPS survey. */
export const isNpsEvent = (event: string | undefined): boolean => event?.startsWith('NPS ') === true

/**
 * Says of a name in the catalog that nothing marks it as Appcues': neither `appcues:`, nor "(Appcues)", nor the form of an id.
 * Unverified: in webhooks and exports such an event ("Form Submitted") is the customer's own (seen in third-party code).
 */
export const isBareName = (name: string): boolean =>
  findEvent(name) !== undefined && !name.startsWith(ID_PREFIX) && !name.endsWith(CLIENT_SUFFIX) && !ids.has(name)

/**
 * The newer builder's events that Appcues' browser integration sends on. It sends five (Appcues' own code), and completions and
 * answers are not among them. Unverified: which five is not documented.
 */
const NEWER_IN_BROWSER = [
  'v2:experience_started',
  'v2:experience_skipped',
  'v2:experience_dismissed',
  'v2:experience_error'
]

/** With the classic builder's events of the catalog. What is in doubt is delivered: a double can be seen, a loss cannot. */
const IN_BROWSER = new Set(
  events
    .map(({ id }) => id)
    .filter((id) => !id.startsWith(NEWER_BUILDER))
    .concat(NEWER_IN_BROWSER)
)

/** Mobile SDKs say so in `experienceType`; their events never pass a browser. */
const MOBILE = 'mobile'

/** Says whether Appcues' browser integration sends this event on by itself. */
export function isSentByBrowser(name: string, attributes: Record<string, unknown>): boolean {
  const type = attributes.experienceType ?? attributes.experience_type
  return type !== MOBILE && IN_BROWSER.has(findEvent(name)?.id ?? '')
}
