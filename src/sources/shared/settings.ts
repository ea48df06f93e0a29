import { SourceError } from './errors'
import type { SourceSetting, SourceSettings } from './types'

type Value<T extends SourceSetting> = T['type'] extends 'array'
  ? string[]
  : T['type'] extends 'number'
    ? number
    : T['type'] extends 'boolean'
      ? boolean
      : T extends { choices: readonly (infer Choice)[] }
        ? Choice
        : string

type SettingTable = Readonly<Record<string, SourceSetting>>

export type SettingValues<T extends SettingTable> = {
  -readonly [Key in keyof T]: Value<T[Key]>
}

/**
 * The values of a source's settings, typed and with the defaults filled in. Lenient in form, as hosts differ: a list may be
 * one text with commas or line breaks, a number may be text, a blank is a setting that is not filled in. Strict where a
 * mistake would switch verification off: a secret that is filled in is usable, or the source is misconfigured.
 */
export function readSettings<T extends SettingTable>(table: T, values: SourceSettings): SettingValues<T> {
  assertNoMistypedSecret(table, values)
  const read = Object.entries(table).map(([key, setting]) => [key, readers[setting.type](setting, values[key])])
  return Object.fromEntries(read) as SettingValues<T>
}

/**
 * The same settings with what suits a server of one's own, where nothing else is filled in: a webhook arrives there as it
 * was sent, while Segment tries a function again for hours with the original headers.
 */
export const withServerDefaults = (table: SettingTable, values: SourceSettings): SourceSettings =>
  !('toleranceSeconds' in table) || isFilledIn(values.toleranceSeconds) ? values : { ...values, toleranceSeconds: 60 }

export const isFilledIn = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== null && value !== ''
}

function assertNoMistypedSecret(table: SettingTable, values: SourceSettings): void {
  const hasSecret = Object.entries(table).some(([key, { sensitive }]) => sensitive && isFilledIn(values[key]))
  if (hasSecret) return
  const unknown = Object.keys(values).find((key) => !Object.hasOwn(table, key) && isFilledIn(values[key]))
  if (unknown === undefined) return
  throw new SourceError(
    'MISCONFIGURED',
    `There is no setting "${unknown}", and no secret is filled in. The settings are ${Object.keys(table).join(', ')}.`
  )
}

const misconfigured = ({ label }: SourceSetting, problem: string): SourceError =>
  new SourceError('MISCONFIGURED', `The setting ${label} ${problem}.`)

/** Text and numbers, trimmed; undefined for anything else. */
function asText(value: unknown): string | undefined {
  if (Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? value.trim() : undefined
}

function readText(setting: SourceSetting, value: unknown): string {
  const fallback = String(setting.default ?? '')
  if (!isFilledIn(value)) return fallback
  const text = asText(value)
  if (text === undefined) throw misconfigured(setting, 'is not text: enter one text, or clear it')
  if (text === '' && setting.sensitive) throw misconfigured(setting, 'is blank: enter the secret, or clear it')
  return text === '' ? fallback : text
}

function readList(setting: SourceSetting, value: unknown): string[] {
  if (!isFilledIn(value)) return []
  const members: unknown[] = Array.isArray(value) ? value : (asText(value)?.split(/[,\n]/) ?? [value])
  const texts = members.map((member) => (member === null ? '' : asText(member)))
  if (texts.includes(undefined)) throw misconfigured(setting, 'is not a list of texts: enter texts, or clear it')
  const usable = texts.filter((text): text is string => text !== undefined && text !== '')
  if (usable.length === 0 && setting.sensitive) throw misconfigured(setting, 'is blank: enter the secret, or clear it')
  return usable
}

const readers = {
  string: readText,
  array: readList,
  choice: (setting: SourceSetting, value: unknown): string => {
    const chosen = readText(setting, value)
    const choice = setting.choices?.find((each) => each.toLowerCase() === chosen.toLowerCase())
    if (choice !== undefined) return choice
    const choices = setting.choices?.map((each) => `"${each}"`).join(' or ')
    throw misconfigured(setting, `is "${chosen}": enter ${choices}`)
  },
  number: (setting: SourceSetting, value: unknown): number => {
    const text = readText(setting, value)
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
    throw misconfigured(setting, `is "${text}": enter a number, 0 or more`)
  },
  boolean: (setting: SourceSetting, value: unknown): boolean => {
    const text = readText(setting, typeof value === 'boolean' ? String(value) : value).toLowerCase()
    if (['true', 'yes', 'on'].includes(text)) return true
    if (['false', 'no', 'off', ''].includes(text)) return false
    throw misconfigured(setting, `is "${text}": enter "true" or "false"`)
  }
}
