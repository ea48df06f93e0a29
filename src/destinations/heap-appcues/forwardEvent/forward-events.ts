import type { RequestClient } from '@segment/actions-core'
import groupBy from 'lodash/groupBy'
import { refusalOr } from '../answers'
import type { EventAnswer } from '../answers'
import { appcuesApi } from '../appcues/api'
import { appcuesAnswer } from '../appcues/answer'
import { halting, notSent } from '../appcues/halting'
import { REQUESTS_AT_ONCE, inTurns } from '../appcues/in-turns'
import { sendEvent } from '../appcues/send-event'
import { isRetryable } from '../call'
import type { VendorAnswer } from '../call'
import type { Settings } from '../generated-types'
import { buildEvent } from './build-event'
import type { ForwardedEvent } from './build-event'
import type { Payload } from './generated-types'

type Send = (one: ForwardedEvent) => Promise<VendorAnswer>

/** Sends events to Appcues, one request each, those of one person in their order, and answers for each in its place. */
export async function forwardEvents(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings
): Promise<EventAnswer[]> {
  const api = appcuesApi(request, settings)
  const prepared = payloads.map((payload) => refusalOr(() => buildEvent(payload, settings)))
  const send = halting(({ userId, event }: ForwardedEvent) => sendEvent(api, userId, event))
  const built = prepared.flatMap((one) => ('built' in one ? [one.built] : []))
  const people = Object.values(groupBy(built, ({ userId }) => `id ${userId}`))
  const perPerson = await inTurns(people, REQUESTS_AT_ONCE, (events) => sendInOrder(events, send))
  const answers = new Map(perPerson.flat())
  return prepared.map((one) => {
    if ('refusal' in one) return one.refusal
    const { userId, event } = one.built
    return appcuesAnswer(answers.get(one.built)!, { user_id: userId, ...event })
  })
}

/** When one event of a person has to be delivered again, the later ones wait for it. */
async function sendInOrder(events: readonly ForwardedEvent[], send: Send): Promise<[ForwardedEvent, VendorAnswer][]> {
  const answers: [ForwardedEvent, VendorAnswer][] = []
  let waitsFor: VendorAnswer | undefined
  for (const one of events) {
    const answer = waitsFor ? notSent(waitsFor) : await send(one)
    if (isRetryable(answer.status)) waitsFor = waitsFor ?? answer
    answers.push([one, answer])
  }
  return answers
}
