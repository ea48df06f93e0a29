import type { RequestClient } from '@segment/actions-core'
import groupBy from 'lodash/groupBy'
import { appcuesApi } from '../appcues/api'
import { circuitBreaker, CONCURRENT_REQUESTS, mapWithConcurrency, notSent } from '../appcues/concurrency'
import { appcuesResponse } from '../appcues/response'
import type { Settings } from '../generated-types'
import { sendBatch } from '../shared/batch'
import { hostFilter } from '../shared/hosts'
import { isRetryable } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { EventResponse } from '../shared/multistatus'
import { RoundedIds } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { buildEvent } from './build-event'
import type { ForwardedEvent } from './build-event'
import { fields } from './fields'
import type { Payload } from './generated-types'

type Send = (one: ForwardedEvent) => Promise<VendorResponse>
type Delivery = [ForwardedEvent, VendorResponse]

/** Sends events to Appcues, one request each, those of one person in their order, and answers for each in its place. */
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
