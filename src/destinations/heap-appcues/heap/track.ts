import mapValues from 'lodash/mapValues'
import { bisect } from '../shared/batch'
import type { VendorResponse } from '../shared/http'
import type { AnonymousEvent, HeapValue, IdentifiedEvent, heapApi } from './api'
import type { HeapPerson } from './identity'
import { cutText } from './values'

/** One event, ready for Heap. `timestamp` is ISO 8601; `key` is the idempotency key. */
export interface HeapEvent {
  person: HeapPerson
  event: string
  timestamp?: string
  key: string
  properties: Record<string, HeapValue>
}

/** The event as it leaves: typed for people with an identity, all text for those with an anonymous id only. */
export function wireEvent({ person, event, timestamp, key, properties }: HeapEvent): IdentifiedEvent | AnonymousEvent {
  if ('identity' in person) {
    return { identity: person.identity, event, timestamp, idempotency_key: key, properties }
  }
  return {
    event,
    user_identifier: { anonymous_id: person.anonymousId },
    custom_properties: mapValues(properties, (value) => cutText(String(value))),
    idempotency_key: key,
    timestamp
  }
}

type WireEvent = IdentifiedEvent | AnonymousEvent
const isIdentified = (event: WireEvent): event is IdentifiedEvent => 'identity' in event
const isAnonymous = (event: WireEvent): event is AnonymousEvent => !isIdentified(event)

/** Sends a batch, one request for each of the two endpoints that is needed, and gives one answer for each event, in their order. */
export async function trackAll(
  api: ReturnType<typeof heapApi>,
  events: readonly WireEvent[]
): Promise<VendorResponse[]> {
  const [identified, anonymous] = await Promise.all([
    bisect('Heap', events.filter(isIdentified), api.track),
    bisect('Heap', events.filter(isAnonymous), api.trackAnonymous)
  ])
  let [nextIdentified, nextAnonymous] = [0, 0]
  return events.map((event) => (isIdentified(event) ? identified[nextIdentified++] : anonymous[nextAnonymous++]))
}
