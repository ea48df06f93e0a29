import type { GlobalSetting, JSONObject } from '@segment/actions-core'
import type { SourceSetting } from '../../../src/sources/shared/types'
import type { SettingView } from '../api-types'

/** The destination's settings as Segment's screen shows them, with their values, without those of secrets. */
export const destinationSettings = (
  fields: Readonly<Record<string, GlobalSetting>>,
  values: JSONObject
): SettingView[] =>
  Object.entries(fields)
    .filter(([, { unsafe_hidden: isHidden }]) => isHidden !== true)
    .map(([key, { label, description, type, choices, default: preset }]) =>
      viewOf(key, {
        label,
        description,
        type: type === 'password' ? 'secret' : choices ? 'choice' : type === 'string' ? 'text' : type,
        choices: choices?.map((choice) => String(typeof choice === 'object' ? choice.value : choice)),
        value: values[key] ?? preset
      })
    )

/** The settings of a source likewise. */
export const sourceSettings = (
  table: Readonly<Record<string, SourceSetting>>,
  values: JSONObject = {}
): SettingView[] =>
  Object.entries(table).map(([key, { label, description, type, sensitive, choices, default: preset }]) =>
    viewOf(key, {
      label,
      description,
      type: sensitive ? 'secret' : type === 'array' ? 'list' : type === 'string' ? 'text' : type,
      choices: choices && [...choices],
      value: values[key] ?? preset
    })
  )

type Row = Omit<SettingView, 'key' | 'filledIn' | 'value' | 'type'> & { type: string; value: unknown }

function viewOf(key: string, { value, type, ...row }: Row): SettingView {
  const filledIn = value !== undefined && value !== null && value !== ''
  const shown = filledIn && type !== 'secret' ? { value: value as string | number | boolean } : {}
  return { key, ...row, type: type as SettingView['type'], filledIn, ...shown }
}

const LONGEST = 4096

/**
 * Writes what the page sent into the values: what is not mentioned stays, an empty text empties the setting.
 *
 * @returns what is wrong, in a message that names the setting; nothing is written then
 */
export function readValues(given: unknown, settings: readonly SettingView[], values: JSONObject): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'Settings: send an object of values.'
  const read: JSONObject = {}
  for (const [key, value] of Object.entries(given)) {
    const setting = settings.find((each) => each.key === key)
    if (!setting) return `Settings: there is no setting "${key}".`
    const typed = typedValue(setting, value)
    if (typed === undefined) return `${setting.label}: ${expected(setting)}`
    read[key] = typed
  }
  for (const [key, value] of Object.entries(read)) {
    if (value === '') delete values[key]
    else values[key] = value
  }
  return undefined
}

function typedValue({ type, choices }: SettingView, value: unknown): string | number | boolean | undefined {
  if (value === '') return ''
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined
  if (type === 'number') return Number.isFinite(Number(value)) && typeof value !== 'object' ? Number(value) : undefined
  if (typeof value !== 'string' || value.length > LONGEST) return undefined
  return type === 'choice' && !choices?.includes(value) ? undefined : value.trim()
}

function expected({ type, choices = [] }: SettingView): string {
  if (type === 'choice') return `choose ${choices.map((choice) => `"${choice}"`).join(' or ')}.`
  if (type === 'number') return 'fill in a number.'
  return type === 'boolean' ? 'switch it on or off.' : `fill in a text of at most ${LONGEST} characters.`
}
