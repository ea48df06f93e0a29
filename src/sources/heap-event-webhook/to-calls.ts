import { CLIENT_SUFFIX, findEvent, HEAP_ORIGIN, ID_PREFIX } from '../../destinations/heap-appcues/catalog'
import { SourceError } from '../shared/errors'
import { sanitizeJson, withoutUndefined } from '../shared/json'
import { contentId, eventTime, integrations, toId, toPersonId } from '../shared/segment-call'
import type { SettingValues } from '../shared/settings'
import type { SegmentCall } from '../shared/types'
import type { settings } from './settings'

type Fields = SettingValues<typeof settings>

/** One event of Heap's as a Segment call: the fields that the settings name are its name, person, time and id, the others its properties. */
export function toCalls(body: Record<string, unknown>, fields: Fields, now: number): SegmentCall[] {
  const content = {
    event: eventName(body, fields.eventField),
    ...person(body, fields),
    timestamp: eventTime({ [fields.timeField]: body[fields.timeField] }, now),
    properties: otherFields(body, fields)
  }
  const call = {
    type: 'track' as const,
    messageId: messageId(toId(body[fields.idField]), content),
    ...content,
    // The mark by which the destination knows what must never go back to Heap.
    context: { integration: { name: 'Heap', source: HEAP_ORIGIN } },
    integrations: { ...recipients(content.event) }
  }
  return [withoutUndefined(call)]
}

/**
 * The webhook's own id counts, then its content. Without an id and a time, two webhooks of the same content are two events:
 * nothing says that the second is a redelivery.
 */
function messageId(id: string | undefined, content: { event: string; timestamp?: string }): string | undefined {
  if (id !== undefined) return contentId('heap-event', { event: content.event, id })
  return content.timestamp === undefined ? undefined : contentId('heap-event', content)
}

/**
 * Nothing goes back to Heap. An event that is surely Appcues' own goes nowhere, for it would go round in a loop. One that
 * only has the name of such an event may be the customer's: this package's destination can forward it under another name.
 */
function recipients(event: string): Record<string, boolean> {
  if (event.startsWith(ID_PREFIX) || event.endsWith(CLIENT_SUFFIX.trim())) return integrations.none
  return findEvent(event) ? integrations.neither : integrations.notHeap
}

function eventName(body: Record<string, unknown>, field: string): string {
  const name = body[field]
  if (typeof name === 'string' && name.trim() !== '') return name.trim()
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The field "${field}" has no event name. Set Event Field to the field that holds the name.`
  )
}

function person(body: Record<string, unknown>, fields: Fields): { userId: string } | { anonymousId: string } {
  const userId = toPersonId(body[fields.userIdField])
  if (userId !== undefined) return { userId }
  const anonymousId = toPersonId(body[fields.anonymousIdField])
  if (anonymousId !== undefined) return { anonymousId }
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The fields "${fields.userIdField}" and "${fields.anonymousIdField}" have no user ID, or a placeholder for one. Set User ID Field to the field that holds it.`
  )
}

function otherFields(body: Record<string, unknown>, fields: Fields): Record<string, unknown> {
  const { eventField, userIdField, anonymousIdField, timeField, idField } = fields
  const named = new Set([eventField, userIdField, anonymousIdField, timeField, idField])
  return sanitizeJson(Object.fromEntries(Object.entries(body).filter(([field]) => !named.has(field))))
}
