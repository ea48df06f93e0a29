import { PayloadValidationError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import groupBy from 'lodash/groupBy'
import { appcuesApi } from '../appcues/api'
import type { AppcuesEvent } from '../appcues/api'
import { circuitBreaker, CONCURRENT_REQUESTS, mapWithConcurrency, notSent } from '../appcues/concurrency'
import { appcuesUserId } from '../appcues/ids'
import { flatValues } from '../appcues/profiles'
import { appcuesResponse } from '../appcues/response'
import { APPCUES_ORIGIN, isAppcuesEvent } from '../catalog'
import type { Settings } from '../generated-types'
import { sendBatch } from '../shared/batch'
import { eventName, eventTime, hostFilter } from '../shared/event-rules'
import { isRetryable } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { toText } from '../shared/identity'
import { APPCUES_EVENT_NAME } from '../shared/limits'
import type { EventResponse } from '../shared/multistatus'
import { RoundedIds } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { fields } from './fields'
import type { Payload } from './generated-types'

/** One event on its way to one person in Appcues. */
export interface ForwardedEvent {
  /** Its place in the batch. */
  index: number
  userId: string
  event: AppcuesEvent
}

/**
 * @throws PayloadValidationError when the event is an audience event or came from Appcues, or its name, person or time is unusable
 */
export function buildEvent(payload: Payload, settings: Settings, index: number, rounded: RoundedIds): ForwardedEvent {
  assertForwardable(payload)
  const name = eventName(payload.event_name, 'Appcues', APPCUES_EVENT_NAME)
  const userId = appcuesUserId(payload, settings, rounded)
  const url = toText(payload.page_url)
  const event = {
    name,
    timestamp: eventTime(payload.timestamp),
    attributes: flatValues(payload.attributes ?? {}),
    group_id: toText(payload.group_id),
    context: url === undefined ? undefined : { url }
  }
  return { index, userId, event }
}

function assertForwardable({ event_name, origin, computation_class }: Payload): void {
  if (computation_class) {
    throw new PayloadValidationError(
      'Event Name: this is an audience event. Use the mapping Sync Audience for it, and exclude audience events from this trigger.'
    )
  }
  if (isFromAppcues(event_name.trim(), origin)) {
    throw new PayloadValidationError(
      `Event Name: "${event_name.trim()}" came from Appcues and is never sent back to it. If it is an event of your own, map Event Name to another name.`
    )
  }
}

/**
 * Whether an event came from Appcues: by its name, or by our source's mark under any name. The flag that Appcues' own Segment
 * integration sets does not name newer destinations, so the name has to tell.
 */
const isFromAppcues = (name: string, origin: string | undefined): boolean =>
  origin === APPCUES_ORIGIN || isAppcuesEvent(name)

type Send = (one: ForwardedEvent) => Promise<VendorResponse>
type Delivery = [ForwardedEvent, VendorResponse]

/** Sends events to Appcues, one request each, those of one person in their order, and responds for each in its place. */
export async function sendEvents(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings,
  raw: RawInput
): Promise<EventResponse[]> {
  const api = appcuesApi(request, settings)
  const send = circuitBreaker(({ userId, event }: ForwardedEvent) => api.sendEvent(userId, event))
  const rounded = new RoundedIds(raw, { user_id: fields.user_id.default })
  const skipOtherHost = hostFilter(settings)
  return sendBatch(
    payloads,
    (payload, index) => skipOtherHost(payload.page_url) ?? buildEvent(payload, settings, index, rounded),
    async (events) => {
      const people = Object.values(groupBy(events, ({ userId }) => `id ${userId}`))
      const deliveries = await mapWithConcurrency(people, CONCURRENT_REQUESTS, (person) => sendInOrder(person, send))
      const responses: EventResponse[] = []
      for (const [{ index, userId, event }, response] of deliveries.flat()) {
        responses[index] = appcuesResponse(response, { user_id: userId, ...event })
      }
      return events.map(({ index }) => responses[index])
    }
  )
}

/** When one event of a person has to be delivered again, the later ones wait for it. */
async function sendInOrder(events: readonly ForwardedEvent[], send: Send): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  let waitsFor: VendorResponse | undefined
  for (const one of events) {
    const response = waitsFor ? notSent(waitsFor) : await send(one)
    if (isRetryable(response.status)) waitsFor = waitsFor ?? response
    deliveries.push([one, response])
  }
  return deliveries
}
