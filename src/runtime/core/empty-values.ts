import { isObject } from '@segment/actions-core'

/** The parts of a JSON schema that say which values are empty. */
export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  items?: Schema
  properties?: Record<string, Schema>
}

/**
 * A payload without the empty values that its fields do not take: null where null is not allowed, "" where no text is meant.
 * The framework does the same before it validates and does not export it.
 */
export function withoutEmptyValues(value: unknown, schema: Schema = {}): unknown {
  if (!schema.type && !schema.enum) return value
  if (Array.isArray(value)) {
    const { items } = schema
    return items ? value.filter((item) => withoutEmptyValues(item, items) !== undefined) : value
  }
  if (isObject(value)) return withoutEmptyFields(value, schema)
  const types = [schema.type].flat()
  if (value === null && !types.includes('null')) return undefined
  if (value === '' && !types.includes('string')) return undefined
  return value
}

function withoutEmptyFields(object: Record<string, unknown>, { properties }: Schema): Record<string, unknown> {
  if (!properties) return object
  const kept = { ...object }
  for (const key of Object.keys(kept)) {
    kept[key] = withoutEmptyValues(kept[key], properties[key])
    if (kept[key] === undefined) delete kept[key]
  }
  return kept
}

/** A list where a field takes several values and there is one. The framework does it in place, too. */
export function listFields(payload: Record<string, unknown>, { properties = {} }: Schema): void {
  for (const key of Object.keys(payload)) {
    const value = payload[key]
    const takesList = properties[key]?.type === 'array'
    if (takesList && value !== undefined && value !== null && !Array.isArray(value)) payload[key] = [value]
  }
}
