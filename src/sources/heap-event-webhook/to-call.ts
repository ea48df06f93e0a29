import { isAppcuesEvent } from '../../destinations/heap-appcues/events'
import { eventTime } from '../event-time'
import { integrations } from '../integrations'
import { personId } from '../person-id'
import { plainId } from '../plain-id'
import { plainCopy } from '../plain-copy'
import type { SettingValues } from '../read-settings'
import { SourceRefusal } from '../source-refusal'
import { stableId } from '../stable-id'
import type { SegmentCall } from '../types'
import { withoutUndefined } from '../without-undefined'
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
  const id = plainId(body[fields.idField])
  return withoutUndefined({
    type: 'track',
    messageId: stableId('heap-event', id === undefined ? content : { event, id }),
    ...content,
    context: { integration: { name: 'Heap', source: 'heap-event-webhook' } },
    integrations: { ...(isAppcuesEvent(event) ? integrations.neither : integrations.notHeap) }
  })
}

function eventName(body: Record<string, unknown>, field: string): string {
  const name = body[field]
  if (typeof name === 'string' && name.trim() !== '') return name.trim()
  throw new SourceRefusal(
    'INVALID_PAYLOAD',
    `The webhook has no name in the field "${field}": set Event Field to the field that holds the event’s name.`
  )
}

function person(body: Record<string, unknown>, fields: Fields): { userId: string } | { anonymousId: string } {
  const userId = personId(body[fields.userIdField])
  if (userId !== undefined) return { userId }
  const anonymousId = personId(body[fields.anonymousIdField])
  if (anonymousId !== undefined) return { anonymousId }
  throw new SourceRefusal(
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
  return plainCopy(Object.fromEntries(Object.entries(body).filter(([field]) => !named.has(field))))
}
