import type { RequestClient } from '@segment/actions-core'
import groupBy from 'lodash/groupBy'
import { tryBuild } from '../shared/multistatus'
import type { EventResponse } from '../shared/multistatus'
import { appcuesApi } from '../appcues/api'
import { appcuesResponse } from '../appcues/answer'
import { circuitBreaker, notSent } from '../appcues/halting'
import { REQUESTS_AT_ONCE, mapWithConcurrency } from '../appcues/in-turns'
import { sendEvent } from '../appcues/send-event'
import { isRetryable } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { buildEvent } from './build-event'
import type { ForwardedEvent } from './build-event'
import type { Payload } from './generated-types'

type Send = (one: ForwardedEvent) => Promise<VendorResponse>

/** Sends events to Appcues, one request each, those of one person in their order, and answers for each in its place. */
export async function sendEvents(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings
): Promise<EventResponse[]> {
  const api = appcuesApi(request, settings)
  const prepared = payloads.map((payload) => tryBuild(() => buildEvent(payload, settings)))
  const send = circuitBreaker(({ userId, event }: ForwardedEvent) => sendEvent(api, userId, event))
  const built = prepared.flatMap((one) => ('built' in one ? [one.built] : []))
  const people = Object.values(groupBy(built, ({ userId }) => `id ${userId}`))
  const perPerson = await mapWithConcurrency(people, REQUESTS_AT_ONCE, (events) => sendInOrder(events, send))
  const answers = new Map(perPerson.flat())
  return prepared.map((one) => {
    if ('error' in one) return one.error
    const { userId, event } = one.built
    return appcuesResponse(answers.get(one.built)!, { user_id: userId, ...event })
  })
}

/** When one event of a person has to be delivered again, the later ones wait for it. */
async function sendInOrder(events: readonly ForwardedEvent[], send: Send): Promise<[ForwardedEvent, VendorResponse][]> {
  const answers: [ForwardedEvent, VendorResponse][] = []
  let waitsFor: VendorResponse | undefined
  for (const one of events) {
    const answer = waitsFor ? notSent(waitsFor) : await send(one)
    if (isRetryable(answer.status)) waitsFor = waitsFor ?? answer
    answers.push([one, answer])
  }
  return answers
}
