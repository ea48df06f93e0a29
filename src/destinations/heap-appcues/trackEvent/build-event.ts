import { PayloadValidationError } from '@segment/actions-core'
import { eventName, eventTime } from '../shared/validation'
import { findEvent } from '../catalog'
import type { Settings } from '../generated-types'
import { heapPerson } from '../heap/identity'
import type { HeapEvent } from '../heap/track'
import { HEAP_EVENT_NAME, HEAP_IDEMPOTENCY_KEY } from '../shared/limits'
import { toText } from '../shared/identity'
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
  const event = row ? (native ? row.clientName : row.name) : eventName(payload.event, 'Heap', HEAP_EVENT_NAME)
  const person = heapPerson(payload, settings.heapIdentityProperty)
  const timestamp = eventTime(payload.timestamp)
  const key = idempotencyKey(payload.message_id, event)
  const collected = eventProperties(payload, row, native)
  return { event: { person, event, timestamp, key, properties: collected.toObject() }, leftOut: collected.omitted }
}

/** The event's name is part of the key, so that two mappings of one message do not swallow each other. */
function idempotencyKey(messageId: string | undefined, event: string): string {
  const id = toText(messageId)
  if (id !== undefined) return `${id}:${event}`.padEnd(HEAP_IDEMPOTENCY_KEY, ':')
  throw new PayloadValidationError(
    'Message ID: it is missing, and without it Heap would count a repeated delivery twice. Map Message ID to the id of the message.'
  )
}
