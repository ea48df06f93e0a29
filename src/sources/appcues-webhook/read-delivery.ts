import { isRecord } from '../shared/is-record'
import { parseJson } from '../shared/parse-json'
import { SourceError } from '../shared/errors'
import { camelCase } from './camel-case'

/** What a webhook, or a row of an export, says about one event (M: as third-party code reads it). */
export interface Delivery {
  id?: unknown
  name: string
  userId?: unknown
  groupId?: unknown
  timestamp?: unknown
  attributes: Record<string, unknown>
  context: Record<string, unknown>
}

/** Reads the envelope of an event: its keys in snake_case or camelCase, `attributes` and `context` as objects or as JSON in a text. */
export function readDelivery(envelope: Record<string, unknown>): Delivery {
  const native = Object.fromEntries(Object.entries(envelope).map(([key, value]) => [camelCase(key), value]))
  const { id, name, userId, groupId, timestamp } = native
  if (typeof name !== 'string' || name.trim() === '') {
    throw new SourceError('INVALID_PAYLOAD', 'The field "name" is missing: it must hold the event’s name.')
  }
  return {
    id,
    name: name.trim(),
    userId,
    groupId,
    timestamp,
    attributes: objectIn('attributes', native.attributes),
    context: objectIn('context', native.context)
  }
}

function objectIn(field: string, value: unknown): Record<string, unknown> {
  if (value === undefined || value === null || value === '') return {}
  const object = typeof value === 'string' ? parseJson(value) : value
  if (isRecord(object)) return object
  throw new SourceError('INVALID_PAYLOAD', `The field "${field}" is no object: send one, or its JSON as a text.`)
}
