import { transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { AttemptView, DeliverySummary, DeliveryView, ExchangeView } from '../api-types'
import { curlOf } from './curl'
import { eventName, personOf } from './deliveries'
import type { Delivery } from './deliveries'
import type { Exchange } from './exchanges'
import { fieldOf } from './field-of'
import { ownPart } from './request-slice'

/** So much of a body is shown. */
const BODY_SHOWN = 16_384

export const summaryOf = (delivery: Delivery): DeliverySummary => ({
  id: delivery.id,
  at: delivery.at,
  from: delivery.from,
  event: eventName(delivery),
  person: personOf(delivery),
  preset: delivery.subscription?.name,
  vendor: delivery.vendor,
  stage: delivery.stage,
  outcome: delivery.outcome,
  sentence: delivery.sentence,
  field: fieldOf(delivery.sentence),
  attempts: delivery.tries.length
})

/** Everything about one delivery. The payload is mapped again for whoever looks: to keep it for all would double the memory. */
export function deliveryView(delivery: Delivery): DeliveryView {
  const { event, subscription, answer } = delivery
  return {
    ...summaryOf(delivery),
    received: delivery.received,
    eventIn: event,
    trigger: subscription?.subscribe,
    action: subscription?.partnerAction,
    payload: event && subscription && transform(subscription.mapping, event as unknown as JSONObject),
    sent: answer?.sent,
    body: answer?.body,
    tries: delivery.tries.map((tried) => attemptView(tried)),
    againOf: delivery.againOf,
    canSendAgain: event !== undefined && subscription !== undefined
  }
}

function attemptView({ attempt, answer }: Delivery['tries'][number]): AttemptView {
  const parts = attempt.exchanges.map((exchange) => ({ exchange, own: ownPart(exchange, answer.sent) }))
  const own = parts.filter((part) => part.own !== undefined)
  // What an action refused by itself is in none of the batch's requests.
  const others = answer.sent === undefined && attempt.batch > 1 ? [] : parts
  return {
    at: attempt.at,
    status: answer.status,
    sentence: answer.errormessage,
    batch: attempt.batch,
    exchanges: (own.length > 0 ? own : others).map(({ exchange, own: part }) => exchangeView(exchange, part))
  }
}

function exchangeView(exchange: Exchange, part: ReturnType<typeof ownPart>): ExchangeView {
  const { json, text, ...facts } = exchange
  const whole = bodyText({ json, text })
  const body = part ? bodyText(part) : whole
  return {
    ...facts,
    body: body.length > BODY_SHOWN ? `${body.slice(0, BODY_SHOWN)}\n… (cut)` : body,
    bodyBytes: Buffer.byteLength(whole),
    curl: curlOf(facts.method, facts.url, facts.headers, body === '' ? undefined : body)
  }
}

function bodyText({ json, text }: { json?: unknown; text?: string }): string {
  return json === undefined ? (text ?? '') : JSON.stringify(json)
}
