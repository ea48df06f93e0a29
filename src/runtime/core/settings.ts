import { AggregateAjvError } from '@segment/ajv-human-errors'
import type { Settings } from '../../destinations/heap-appcues/generated-types'
import { validators } from './generated-validators'
import { ConfigurationError } from './options'
import type { SettingValues } from './options'
import type { Validator } from './validator'

const isFilledIn = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')

/**
 * The destination's settings, checked and typed as the framework does it, without those that are not filled in. Other keys go.
 *
 * @throws ConfigurationError for a value that a setting does not take
 */
export function readSettings(values: SettingValues): Settings {
  const settings = Object.fromEntries(Object.entries(values).filter(([, value]) => isFilledIn(value)))
  const validate: Validator = validators.settings
  if (validate(settings)) return settings
  throw new ConfigurationError(new AggregateAjvError(validate.errors ?? []).message)
}
