import { PayloadValidationError } from '@segment/actions-core'
import { HEAP_ORIGIN, findEvent } from '../catalog'
import type { HeapValue } from '../heap/client'
import { heapPerson } from '../heap/identity'
import type { HeapPerson } from '../heap/identity'
import type { HeapEvent } from '../heap/send'
import { toText } from '../shared/identity'
import { HEAP_EVENT_NAME, HEAP_IDEMPOTENCY_KEY } from '../shared/limits'
import type { RoundedIds } from '../shared/raw-input'
import { eventName, eventTime } from '../shared/event-rules'
import { collectProperties } from './collect-properties'
import type { PropertyRules } from './collect-properties'
import type { Payload } from './generated-types'

export interface BuiltEvent {
  event: HeapEvent
  /** Properties that could not be sent, and why. */
  omitted: readonly string[]
}

/** What is the same for all events of a batch. */
export interface Batch extends PropertyRules {
  rounded: RoundedIds
}

/** What of an event's context is read. */
interface Context {
  traits?: Record<string, unknown>
  integration?: { source?: unknown }
}

/**
 * One event as Heap takes it: typed for people with an identity, all text for those with an anonymous id only.
 *
 * @throws PayloadValidationError when the event came from Heap, or its name, person, message id or time is missing or unusable
 */
export function buildEvent(payload: Payload, index: number, batch: Batch): BuiltEvent {
  const { settings, rounded } = batch
  const { traits, integration } = (payload.context ?? {}) as Context
  assertNotFromHeap(integration?.source)
  const entry = findEvent(payload.event.trim())
  const name = entry
    ? entry[batch.hasNativeNames ? 'clientName' : 'name']
    : eventName(payload.event, 'Heap', HEAP_EVENT_NAME)
  const person = heapPerson(payload, settings.heapIdentityProperty, [traits, payload.properties], rounded)
  const timestamp = eventTime(payload.timestamp)
  const key = idempotencyKey(payload.message_id, name)
  const collected = collectProperties(payload, { index, entry, name, timestamp }, batch)
  const event = toHeapEvent(person, name, timestamp, key, collected.toObject())
  return { event, omitted: collected.omitted }
}

/** What Heap sent out must not come back as another event: it would go round for ever. */
function assertNotFromHeap(source: unknown): void {
  if (source !== HEAP_ORIGIN) return
  throw new PayloadValidationError(
    'Event Name: this event came from Heap and is never sent back to it. Exclude events of the Heap source from this mapping’s trigger.'
  )
}

/** The event's name is part of the key, so that two mappings of one message do not swallow each other. */
function idempotencyKey(messageId: string | undefined, event: string): string {
  const id = toText(messageId)
  if (id !== undefined) return `${id}:${event}`.padEnd(HEAP_IDEMPOTENCY_KEY, ':')
  throw new PayloadValidationError(
    'Message ID: it is missing, and without it Heap would count a repeated delivery twice. Map Message ID to the ID of the message.'
  )
}

function toHeapEvent(
  person: HeapPerson,
  event: string,
  timestamp: string | undefined,
  idempotency_key: string,
  values: Record<string, HeapValue>
): HeapEvent {
  if ('identity' in person) {
    return { identity: person.identity, event, timestamp, idempotency_key, properties: values }
  }
  return {
    event,
    user_identifier: { anonymous_id: person.anonymousId },
    custom_properties: asText(values),
    idempotency_key,
    timestamp
  }
}

/** Heap takes nothing else for people with an anonymous id only. */
function asText(values: Record<string, HeapValue>): Record<string, string> {
  for (const key of Object.keys(values)) values[key] = String(values[key])
  return values as Record<string, string>
}
