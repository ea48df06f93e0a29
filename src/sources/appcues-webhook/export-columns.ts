import { properties } from '../../destinations/heap-appcues/catalog'

/** Where a column's cells belong in the envelope of a webhook; undefined when they are used for nothing. */
type Path = readonly string[] | undefined

/** `USER_ID`, `User ID` and `userId` are one column. `_id` is another: what begins with "_" is not the customer's to send. */
const normalize = (name: string): string => name.toLowerCase().replace(/(?!^)[\s_-]/g, '')

const byNormalizedName = (names: readonly string[]): ReadonlyMap<string, string> =>
  new Map(names.map((name) => [normalize(name), name]))

/** Fields of the envelope that hold one value. */
export const TEXTS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'event',
  'user_id',
  'account_id',
  'group_id',
  'timestamp'
])

const OBJECTS = new Set(['attributes', 'context', 'identity', '_identity', 'user'])

const FIELDS: ReadonlyMap<string, Path> = new Map([
  ...[...TEXTS].map((field): [string, Path] => [normalize(field), [field]]),
  ['eventname', ['event']],
  ['pageurl', ['context', 'page', 'url']],
  ['pagetitle', ['context', 'page', 'title']]
])

/** Keys of Appcues' payloads (its own code, unlike the catalog also those that no event in Heap has). */
const ATTRIBUTES = byNormalizedName([
  ...Object.values(properties).map(({ appcuesName }) => appcuesName),
  ...['flowType', 'stepNumber', 'checklistVersion', 'localeId', 'localeName', 'sessionId', 'version', 'trigger'],
  ...['workflowId', 'workflowTaskId', 'experienceInstanceId', 'interactionData', 'submissionId', 'fieldType'],
  ...['fieldRequired', 'askMeLaterSelectedAt', 'clickedUpdateNPSScore']
])

const CONTEXT = byNormalizedName(['url', 'title', 'page', 'pageUrl', 'pageTitle'])

/** Objects of the envelope that an export spreads over columns: `attributes_flowId`, `attributes.interaction.response.0.value`. */
const FLATTENED = /^(attributes|context)[\s._[](.+)$/i
/** The profile likewise: `identity_email`, `_identity.email`, `identity[email]`, `user.email`. `user_email` is no column of Appcues'. */
const FLATTENED_PROFILE = /^(?:_?identity[\s._[]|user[.[])(.+)$/i

/** The steps of `interaction.response[0].value`. */
const stepsOf = (path: string): string[] => path.split(/[.[\]]/).filter((step) => step !== '')

export function findPath(column: string): Path {
  const name = column.trim()
  const [, object, path] = FLATTENED.exec(name) ?? []
  if (object?.toLowerCase() === 'attributes') return under('attributes', attributeSteps(path))
  if (object !== undefined) return under('context', contextSteps(path))
  const [, profilePath] = FLATTENED_PROFILE.exec(name) ?? []
  if (profilePath !== undefined) return under('identity', stepsOf(profilePath))
  const normalized = normalize(name)
  if (OBJECTS.has(normalized)) return [normalized]
  const attribute = ATTRIBUTES.get(normalized)
  return FIELDS.get(normalized) ?? (attribute === undefined ? undefined : ['attributes', attribute])
}

const under = (object: string, steps: readonly string[]): Path => (steps.length === 0 ? undefined : [object, ...steps])

function attributeSteps(path: string): string[] {
  const [, profilePath] = /^_identity[\s._[](.+)$/i.exec(path) ?? []
  if (profilePath !== undefined) return ['_identity', ...stepsOf(profilePath)]
  return stepsOf(path).map((step) => ATTRIBUTES.get(normalize(step)) ?? step)
}

/** Of the context only the page is read. */
function contextSteps(path: string): string[] {
  const steps = stepsOf(path).map((step) => CONTEXT.get(normalize(step)))
  return steps.every((step) => step !== undefined) ? steps : []
}

/** A file names its columns in each row: what was found for a name is kept, for as many names as a file can have. */
const found = new Map<string, Path>()
const MAX_FOUND = 2000

export function pathOf(column: string): Path {
  if (found.has(column)) return found.get(column)
  const path = findPath(column)
  if (found.size < MAX_FOUND) found.set(column, path)
  return path
}
