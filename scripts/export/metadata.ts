import type { AudienceDestinationDefinition, DestinationDefinition } from '@segment/actions-core'

type Facts = Record<string, unknown>
type Described = Record<string, Facts>

/**
 * A destination as Segment's catalog keeps it beside the definition: what the screens show, and no function. Keys, their
 * order and the words for "not said" are those that Segment's own command line writes, so that its check finds nothing to change.
 */
export function metadataOf<Settings, Audience>(
  destination: DestinationDefinition<Settings> | AudienceDestinationDefinition<Settings, Audience>
): Facts {
  const { slug, name, mode, description, authentication, actions, presets } = destination
  return {
    slug,
    name,
    mode,
    description,
    authentication: authentication && { scheme: authentication.scheme, fields: each(authentication.fields, setting) },
    audienceConfig: audienceConfig(destination as AudienceDestinationDefinition<Settings, Audience>),
    actions: each(actions, action),
    presets: (presets ?? []).map((preset) => preset as unknown as Facts).map(presetFacts)
  }
}

/** `metadata.json` byte for byte as Segment's command line writes it: no formatter runs over it there. */
export const metadataFile = <Settings, Audience>(
  destination: DestinationDefinition<Settings> | AudienceDestinationDefinition<Settings, Audience>
): string => `${JSON.stringify(metadataOf(destination), null, 2)}\n`

const each = (table: object | undefined, facts: (row: Facts, key: string) => Facts): Described =>
  Object.fromEntries(Object.entries(table ?? {}).map(([key, row]) => [key, facts(row as Facts, key)]))

/** `required` is a condition, or true, or false. */
const required = (row: Facts): unknown =>
  typeof row.required === 'object' && row.required !== null ? row.required : row.required === true

const choices = (row: Facts): unknown => {
  const list = Array.isArray(row.choices) ? (row.choices as unknown[]) : []
  if (list.length === 0) return null
  return list.map((choice) =>
    typeof choice === 'object' && choice !== null ? choice : { label: String(choice), value: choice }
  )
}

const orNull = (row: Facts, ...keys: string[]): Facts => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]))

const setting = (row: Facts): Facts => ({
  label: row.label,
  description: row.description,
  type: row.type,
  required: required(row),
  multiple: row.multiple ?? false,
  choices: choices(row),
  ...orNull(row, 'default', 'depends_on')
})

const field = (row: Facts): Facts => ({
  label: row.label,
  description: row.description,
  type: row.type,
  required: required(row),
  multiple: row.multiple ?? false,
  allowNull: row.allowNull ?? false,
  dynamic: typeof row.dynamic === 'function' || (row.dynamic ?? false),
  default: row.default ?? null,
  choices: choices(row),
  placeholder: row.placeholder ?? null,
  properties: row.type === 'object' && row.properties ? each(row.properties, field) : null,
  ...orNull(row, 'category', 'depends_on', 'readOnly'),
  hidden: row.unsafe_hidden ?? null,
  ...orNull(row, 'minimum', 'maximum', 'defaultObjectUI', 'disabledInputMethods', 'displayMode', 'format'),
  additionalProperties: row.additionalProperties ?? false
})

function action(row: Facts, key: string): Facts {
  const { title, description, platform, defaultSubscription, hidden, syncMode, hooks } = row
  return {
    title: title ?? key,
    description: description ?? '',
    platform: platform === 'web' ? 'web' : 'cloud',
    defaultSubscription: defaultSubscription ?? null,
    hidden: hidden ?? false,
    hasPerformBatch: typeof row.performBatch === 'function',
    syncMode: syncMode ? syncModeFacts(syncMode as Facts) : null,
    hooks: hooks ? each(hooks, hook) : null,
    dynamicFields: dynamicFields(row.dynamicFields),
    fields: each(row.fields as object, field)
  }
}

const syncModeFacts = (mode: Facts): Facts => ({
  default: mode.default,
  label: mode.label ?? 'Sync Mode',
  description: mode.description ?? '',
  choices: ((mode.choices ?? []) as Facts[]).map(({ value, label }) => ({ value, label }))
})

const hook = (row: Facts, key: string): Facts => ({
  label: row.label ?? key,
  description: row.description ?? '',
  inputFields: each(row.inputFields as object, field),
  outputFields: each((row.outputTypes ?? row.outputFields) as object, field)
})

/** Only objects whose keys or values are looked up; a field that is looked up whole says so itself. */
function dynamicFields(table: unknown): Facts | null {
  const rows = Object.entries((table ?? {}) as Record<string, unknown>)
    .filter(([, lookUp]) => typeof lookUp === 'object' && lookUp !== null)
    .map(([key, lookUp]): [string, string[]] => [
      key,
      Object.keys(lookUp as object).filter((part) => part === '__keys__' || part === '__values__')
    ])
    .filter(([, parts]) => parts.length > 0)
  return rows.length > 0 ? Object.fromEntries(rows) : null
}

const presetFacts = (row: Facts): Facts => ({
  name: row.name,
  type: row.type,
  partnerAction: row.partnerAction,
  subscribe: row.subscribe,
  mapping: row.mapping ?? {},
  eventSlug: row.eventSlug ?? null
})

function audienceConfig<Settings, Audience>(
  destination: AudienceDestinationDefinition<Settings, Audience>
): Facts | null {
  const config = destination.audienceConfig as unknown as Facts | undefined
  if (!config) return null
  const mode = config.mode as Facts
  return {
    mode:
      mode.type === 'synced'
        ? { type: 'synced', full_audience_sync: mode.full_audience_sync ?? false }
        : { type: 'realtime' },
    audienceFields: each(destination.audienceFields, setting),
    supportsAudienceFunctions: typeof config.createAudience === 'function' && typeof config.getAudience === 'function'
  }
}
