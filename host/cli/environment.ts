import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { GlobalSetting } from '@segment/actions-core'
import snakeCase from 'lodash/snakeCase'
import { CommandError } from './command-error'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of the process over the `.env` file of the folder it runs in; the file never changes the process. */
export function readEnvironment(path = '.env'): Environment {
  return { ...parseEnv(textOf(path)), ...process.env }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The environment variable of a setting: `heapAppId` is HEAP_APP_ID. There is no other table of these names. */
export const variableOf = (setting: string): string => snakeCase(setting).toUpperCase()

/** The environment variable of a source's setting: `urlToken` of `appcues-webhook` is APPCUES_WEBHOOK_URL_TOKEN. */
export const sourceVariableOf = (source: string, setting: string): string => variableOf(`${source}_${setting}`)

export type SettingsTable = Readonly<Record<string, GlobalSetting>>

export type PlainSettings = Record<string, string | number | boolean>

/**
 * The values of some of the destination's settings from the environment, with the defaults filled in.
 *
 * @param keys which settings: those of the other vendor are not even read
 * @throws CommandError for a value that the setting does not take; a secret is not repeated
 */
export function settingsFrom(environment: Environment, table: SettingsTable, keys: readonly string[]): PlainSettings {
  const read = keys.map((key): [string, string | number | boolean | undefined] => {
    const text = environment[variableOf(key)]?.trim()
    return [key, text ? valueOf(key, table[key], text) : plainDefault(table[key])]
  })
  return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as PlainSettings
}

const plainDefault = ({ default: value }: GlobalSetting): string | number | boolean | undefined =>
  typeof value === 'object' || value === null ? undefined : value

function valueOf(key: string, setting: GlobalSetting, text: string): string | number | boolean {
  const choices = setting.choices?.map((choice) => (typeof choice === 'object' ? String(choice.value) : String(choice)))
  if (choices) return oneOf(key, setting, choices, text)
  if (setting.type === 'boolean') return oneOf(key, setting, ['true', 'false'], text) === 'true'
  if (setting.type !== 'number') return text
  if (Number.isFinite(Number(text))) return Number(text)
  throw new CommandError(`${variableOf(key)} (${setting.label}) is "${text}": fill in a number.`)
}

function oneOf(key: string, setting: GlobalSetting, choices: readonly string[], text: string): string {
  const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found
  throw new CommandError(`${variableOf(key)} (${setting.label}) is "${text}": fill in ${choices.join(' or ')}.`)
}
