import type { ProfileValue } from '../appcues/api'

/** No limit on attribute names is known; this one ends the nesting of any input. */
const MAX_KEY_LENGTH = 1024
const LIST_SEPARATOR = ', '

const isPlain = (value: unknown): value is ProfileValue =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/**
 * Attributes as Appcues takes them: text, numbers and booleans, one level deep. Nested values get dotted keys, lists of
 * plain values are joined. Omitted: null and blank values (Appcues: missing is omitted, never ""), keys that begin with
 * "_" (Appcues' own), and what nests deeper than any key could say.
 */
export function flatAttributes(attributes: Record<string, unknown>): Record<string, ProfileValue> {
  const flat = new Map<string, ProfileValue>()
  const add = (key: string, value: unknown): void => {
    if (key.startsWith('_') || key.length > MAX_KEY_LENGTH) return
    if (isPlain(value)) {
      if (String(value).trim() !== '') flat.set(key, value)
    } else if (Array.isArray(value) && value.every((member) => isPlain(member) || member === null)) {
      add(key, value.filter(isPlain).join(LIST_SEPARATOR))
    } else {
      Object.entries(value ?? {}).forEach(([child, nested]) => add(`${key}.${child}`, nested))
    }
  }
  Object.entries(attributes).forEach(([key, value]) => add(key, value))
  return Object.fromEntries(flat)
}
