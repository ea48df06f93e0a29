import { HEAP_ORIGIN, isAppcuesEvent } from '../../destinations/heap-appcues/catalog'
import { eventTime } from '../shared/event-time'
import { integrations } from '../shared/integrations'
import { personId } from '../shared/person-id'
import { toId } from '../shared/plain-id'
import { sanitizeJson } from '../shared/plain-copy'
import type { SettingValues } from '../shared/settings'
import { SourceError } from '../shared/errors'
import { contentId } from '../shared/stable-id'
import type { SegmentCall } from '../shared/types'
import { withoutUndefined } from '../shared/without-undefined'
import type { settings } from './settings'

type Fields = SettingValues<typeof settings>

/**
 * One event of Heap's as a Segment call. The fields that the settings name become its name, person, time and id; the others
 * are its properties. It goes to everyone but Heap, and an event that Heap had from Appcues not to this package's destination either:
 * it would go round in a circle.
 */
export function toCall(body: Record<string, unknown>, fields: Fields): SegmentCall {
  const event = eventName(body, fields.eventField)
  const content = {
    event,
    ...person(body, fields),
    timestamp: eventTime({ [fields.timeField]: body[fields.timeField] }),
    properties: otherFields(body, fields)
  }
  const id = toId(body[fields.idField])
  return withoutUndefined({
    type: 'track',
    messageId: contentId('heap-event', id === undefined ? content : { event, id }),
    ...content,
    context: { integration: { name: 'Heap', source: HEAP_ORIGIN } },
    integrations: { ...(isAppcuesEvent(event) ? integrations.neither : integrations.notHeap) }
  })
}

function eventName(body: Record<string, unknown>, field: string): string {
  const name = body[field]
  if (typeof name === 'string' && name.trim() !== '') return name.trim()
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The webhook has no name in the field "${field}": set Event Field to the field that holds the event’s name.`
  )
}

function person(body: Record<string, unknown>, fields: Fields): { userId: string } | { anonymousId: string } {
  const userId = personId(body[fields.userIdField])
  if (userId !== undefined) return { userId }
  const anonymousId = personId(body[fields.anonymousIdField])
  if (anonymousId !== undefined) return { anonymousId }
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The webhook names nobody in the fields "${fields.userIdField}" and "${fields.anonymousIdField}": set User ID Field to the field that holds the person’s id.`
  )
}

function otherFields(body: Record<string, unknown>, fields: Fields): Record<string, unknown> {
  const named = new Set([
    fields.eventField,
    fields.userIdField,
    fields.anonymousIdField,
    fields.timeField,
    fields.idField
  ])
  return sanitizeJson(Object.fromEntries(Object.entries(body).filter(([field]) => !named.has(field))))
}
