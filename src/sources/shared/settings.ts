import { SourceError } from './errors'
import type { SourceSetting, SourceSettings } from './types'

type Value<T extends SourceSetting> = T['type'] extends 'array'
  ? string[]
  : T['type'] extends 'number'
    ? number
    : T extends { choices: readonly (infer Choice)[] }
      ? Choice
      : string

export type SettingValues<T extends Readonly<Record<string, SourceSetting>>> = {
  -readonly [Key in keyof T]: Value<T[Key]>
}

/**
 * The values of a source's settings, typed and with the defaults filled in. Lenient in form, as hosts differ: a list may be
 * one text with commas or line breaks, a number may be text, a blank is a setting that is not filled in.
 */
export function readSettings<T extends Readonly<Record<string, SourceSetting>>>(
  table: T,
  values: SourceSettings
): SettingValues<T> {
  const read = Object.entries(table).map(([key, setting]) => [key, readers[setting.type](setting, values[key])])
  return Object.fromEntries(read) as SettingValues<T>
}

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

const orDefault = (setting: SourceSetting, value: unknown): string => asText(value) || asText(setting.default)

const readers = {
  string: orDefault,
  array: (_setting: SourceSetting, value: unknown): string[] => {
    const members: unknown[] = Array.isArray(value) ? value : asText(value).split(/[,\n]/)
    return members.map(asText).filter((member) => member !== '')
  },
  choice: (setting: SourceSetting, value: unknown): string => {
    const chosen = orDefault(setting, value)
    const choice = setting.choices?.find((each) => each.toLowerCase() === chosen.toLowerCase())
    if (choice !== undefined) return choice
    const choices = setting.choices?.map((each) => `"${each}"`).join(' or ')
    throw new SourceError('MISCONFIGURED', `The setting ${setting.label} is "${chosen}": fill in ${choices}.`)
  },
  number: (setting: SourceSetting, value: unknown): number => {
    const text = orDefault(setting, value)
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
    throw new SourceError('MISCONFIGURED', `The setting ${setting.label} is "${text}": fill in a number, 0 or more.`)
  }
}
