import { PayloadValidationError } from '@segment/actions-core'
import { findEvent } from '../events'
import type { EventRow } from '../events'
import type { Settings } from '../generated-types'
import { heapPerson } from '../heap/identity'
import type { HeapEvent } from '../heap/track'
import { isEmpty } from '../heap/values'
import { HEAP_EVENT_NAME, HEAP_IDEMPOTENCY_KEY } from '../limits'
import { plainText } from '../person'
import { toIsoTime } from '../time'
import { eventProperties } from './event-properties'
import type { Payload } from './generated-types'

export interface BuiltEvent {
  event: HeapEvent
  /** Properties that could not be sent, in words. */
  leftOut: readonly string[]
}

/**
 * One event as Heap takes it.
 *
 * @throws PayloadValidationError when the name, the person, the message id or the time is missing or unusable
 */
export function buildEvent(payload: Payload, settings: Settings): BuiltEvent {
  const row = findEvent(payload.event.trim())
  const native = settings.heapNames === 'As the native integration'
  const event = eventName(payload.event, row, native)
  const person = heapPerson(payload, settings.heapIdentityProperty)
  const timestamp = eventTime(payload.timestamp)
  const key = idempotencyKey(payload.message_id, event)
  const collected = eventProperties(payload, row, native)
  return { event: { person, event, timestamp, key, properties: collected.toObject() }, leftOut: collected.leftOut }
}

function eventName(spelling: string, row: EventRow | undefined, native: boolean): string {
  const name = row ? (native ? row.clientName : row.name) : spelling.trim()
  if (name === '') throw new PayloadValidationError('Event Name: it is empty. Map Event Name to the name of the event.')
  if (name.length <= HEAP_EVENT_NAME) return name
  throw new PayloadValidationError(
    `Event Name: ${name.length} characters are too many for Heap, which takes ${HEAP_EVENT_NAME}. Map Event Name to a shorter name.`
  )
}

function eventTime(value: Payload['timestamp']): string | undefined {
  if (isEmpty(value)) return undefined
  const time = toIsoTime(value)
  if (time !== undefined) return time
  throw new PayloadValidationError(
    `Timestamp: "${String(value).slice(0, 40)}" is not a time. Map Timestamp to ISO 8601 text, or to epoch seconds or milliseconds.`
  )
}

/** The event's name is part of the key, so that two mappings of one message do not swallow each other. */
function idempotencyKey(messageId: string | undefined, event: string): string {
  const id = plainText(messageId)
  if (id !== undefined) return `${id}:${event}`.padEnd(HEAP_IDEMPOTENCY_KEY, ':')
  throw new PayloadValidationError(
    'Message ID: it is missing, and without it Heap would count a repeated delivery twice. Map Message ID to the id of the message.'
  )
}
