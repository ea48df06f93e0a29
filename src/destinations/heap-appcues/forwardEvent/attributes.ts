export type AttributeValue = string | number | boolean

/** No limit on attribute names is known; this one ends the nesting of any input. */
const LONGEST_KEY = 1024
const LIST_SEPARATOR = ', '

const isPlain = (value: unknown): value is AttributeValue =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/**
 * Attributes as Appcues takes them: text, numbers and booleans, one level deep. Nested values get dotted keys, lists of
 * plain values are joined. Left out: null and blank values (Appcues: missing is omitted, never ""), keys that begin with
 * "_" (Appcues' own), and what nests deeper than any key could say.
 */
export function flatAttributes(attributes: Record<string, unknown>): Record<string, AttributeValue> {
  const flat = new Map<string, AttributeValue>()
  const add = (key: string, value: unknown): void => {
    if (key.startsWith('_') || key.length > LONGEST_KEY) return
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
