import { PayloadValidationError } from '@segment/actions-core'
import mapValues from 'lodash/mapValues'
import { HEAP_ORIGIN, findEvent, properties, propertyKeys } from '../catalog'
import type { EventEntry, PropertyKey } from '../catalog'
import type { Settings } from '../generated-types'
import type { HeapValue } from '../heap/client'
import { heapPerson } from '../heap/identity'
import type { HeapPerson } from '../heap/identity'
import { PropertyCollector } from '../heap/properties'
import type { HeapEvent } from '../heap/send'
import { cutText, isEmpty } from '../heap/values'
import { NATIVE_NAMES } from '../settings'
import { toText } from '../shared/identity'
import { HEAP_EVENT_NAME, HEAP_IDEMPOTENCY_KEY } from '../shared/limits'
import type { RoundedIds } from '../shared/raw-input'
import { toIsoTime } from '../shared/time'
import { eventName, eventTime } from '../shared/validation'
import type { Payload } from './generated-types'

export interface BuiltEvent {
  event: HeapEvent
  /** Properties that could not be sent, and why. */
  omitted: readonly string[]
}

/** What the batch knows beside the payload. */
export interface Hints {
  rounded?: RoundedIds
  /** Whether the mapping has the property Timestamp: where Appcues gives no time it is the event's own. */
  hasTimestamp?: boolean
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
export function buildEvent(payload: Payload, settings: Settings, { rounded, hasTimestamp }: Hints): BuiltEvent {
  const { traits, integration } = (payload.context ?? {}) as Context
  assertNotFromHeap(integration?.source)
  const entry = findEvent(payload.event.trim())
  const hasNativeNames = settings.heapNames === NATIVE_NAMES
  const name = entry ? entry[hasNativeNames ? 'clientName' : 'name'] : eventName(payload.event, 'Heap', HEAP_EVENT_NAME)
  const person = heapPerson(payload, settings.heapIdentityProperty, [traits, payload.properties], rounded)
  const timestamp = eventTime(payload.timestamp)
  const key = idempotencyKey(payload.message_id, name)
  const collected = collectProperties(payload, entry, timestamp, hasNativeNames)
  if (hasTimestamp && !payload.unlisted_only) collected.addTyped(nameOf('timestamp', hasNativeNames), timestamp, 'time')
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
    custom_properties: mapValues(values, (value) => cutText(String(value))),
    idempotency_key,
    timestamp
  }
}

interface Spelling {
  key: PropertyKey
  /** How it is written: as the mapping offers it, as Heap shows it, or as Appcues' own payloads have it. */
  style: 'offered' | 'name' | 'appcues'
}

const spellings = new Map<string, Spelling>(
  propertyKeys.flatMap((key): [string, Spelling][] => [
    [properties[key].appcuesKey, { key, style: 'appcues' }],
    [properties[key].name, { key, style: 'name' }]
  ])
)
// Last, since some of Appcues' keys ("label", "value") are spelled as the offered ones.
for (const key of propertyKeys) spellings.set(key, { key, style: 'offered' })

const nameOf = (key: PropertyKey, hasNativeNames: boolean): string =>
  properties[key][hasNativeNames ? 'appcuesKey' : 'name']

/**
 * The properties of one event under their names in Heap. Of a listed event, a documented property that is not its own is
 * omitted, unless the mapping writes its name as Heap shows it. Appcues' own keys mean these properties in listed events
 * only: "score" may be anything in another event.
 */
function collectProperties(
  payload: Payload,
  entry: EventEntry | undefined,
  time: string | undefined,
  hasNativeNames: boolean
): PropertyCollector {
  const collected = new PropertyCollector()
  for (const [key, value] of Object.entries(payload.properties ?? {})) {
    const known = payload.unlisted_only ? undefined : spellings.get(key)
    if (known === undefined || (known.style === 'appcues' && !entry)) collected.add(key, value)
    else if (entry && known.style !== 'name' && !entry.properties.includes(known.key))
      omitForeign(collected, key, value, known.key)
    else if (known.key === 'timestamp')
      collected.addTyped(nameOf('timestamp', hasNativeNames), toIsoTime(value) ?? time, 'time')
    else collected.addTyped(nameOf(known.key, hasNativeNames), value, properties[known.key].type)
  }
  return collected
}

function omitForeign(collected: PropertyCollector, key: string, value: unknown, known: PropertyKey): void {
  if (isEmpty(value)) return
  collected.omit(
    key,
    `Appcues documents it for other events; map it as "${properties[known].name}" to send it with this one`
  )
}
