import type { GlobalSetting, JSONObject } from '@segment/actions-core'
import type { SourceSetting } from '../../../src/sources/shared/types'
import type { SettingView } from '../api-types'

/** The destination's settings with their values, without those of secrets. */
export const destinationSettings = (
  fields: Readonly<Record<string, GlobalSetting>>,
  values: JSONObject
): SettingView[] =>
  Object.entries(fields).map(([key, { label, description, type, choices, default: preset }]) =>
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
