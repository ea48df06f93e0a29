import { transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { AttemptView, DeliverySummary, DeliveryView, ExchangeView } from '../api-types'
import { eventName, fieldOf, personOf } from './delivery'
import type { Attempt, Delivery } from './delivery'
import type { RequestPart } from './request-slice'

export const summaryOf = (delivery: Delivery): DeliverySummary => ({
  id: delivery.id,
  at: delivery.at,
  from: delivery.from,
  event: eventName(delivery),
  title: titleOf(delivery),
  person: personOf(delivery),
  preset: delivery.subscription?.name,
  vendor: delivery.vendor,
  stage: delivery.stage,
  outcome: delivery.outcome,
  message: delivery.message,
  field: fieldOf(delivery.message),
  attempts: delivery.attempts.length
})

/** What happened, for a person: who entered or left which audience, else the preset, else the event. */
function titleOf({ event, subscription }: Delivery): string {
  const membership = membershipOf(event)
  if (membership) return `${membership.isMember ? 'Entered' : 'Left'} ${membership.audience}`
  return subscription?.name ?? (event ? eventName({ event }) : '')
}

function membershipOf(event: Delivery['event']): { audience: string; isMember: boolean } | undefined {
  const { computation_key: key, audience_name: name } = (event?.context?.personas ?? {}) as Record<string, unknown>
  const values = (event?.properties ?? event?.traits ?? {}) as Record<string, unknown>
  if (typeof key !== 'string' || typeof values[key] !== 'boolean') return undefined
  return { audience: typeof name === 'string' ? name : key, isMember: values[key] }
}

/** Everything about one delivery. The payload is mapped again for whoever looks: to keep it for all would double the memory. */
export function deliveryView(delivery: Delivery): DeliveryView {
  const { event, subscription, response } = delivery
  return {
    ...summaryOf(delivery),
    received: delivery.received,
    eventIn: event,
    trigger: subscription?.subscribe,
    action: subscription?.partnerAction,
    payload: event && subscription && transform(subscription.mapping, event as unknown as JSONObject),
    sent: response?.sent,
    body: response?.body,
    tries: delivery.attempts.map(attemptView),
    canSendAgain: event !== undefined && subscription !== undefined && delivery.outcome !== 'waiting'
  }
}

const attemptView = ({ at, batch, response, requests }: Attempt): AttemptView => ({
  at,
  batch,
  status: response.status,
  message: response.errormessage,
  exchanges: requests.map(exchangeView)
})

const exchangeView = ({ facts, body }: RequestPart): ExchangeView => ({
  ...facts,
  body,
  curl: curlOf(facts.method, facts.url, facts.headers, body === '' ? undefined : body)
})

/** A request as a shell command. Credentials are not in it: `headers` holds none, and the command says where to put them. */
export function curlOf(method: string, url: string, headers: Record<string, string>, body: string | undefined): string {
  const parts = [`curl -X ${method} ${quoted(url)}`]
  if (isAppcues(url)) parts.push('-u "$APPCUES_API_KEY:$APPCUES_API_SECRET"')
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`)
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`)
  return parts.join(' \\\n  ')
}

const isAppcues = (url: string): boolean => new URL(url).hostname.endsWith('appcues.com')

const CONTROL = /[\p{Cc}]/u

/** For a shell. Control characters are written out: pasted, they would move the cursor or end the line. */
const quoted = (text: string): string =>
  CONTROL.test(text) ? `$'${text.replace(/[\p{Cc}\\']/gu, escaped)}'` : `'${text.split("'").join(`'\\''`)}'`

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" }

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  // Bash writes \u of 0x80 to 0x9f as UTF-8, and \x as one byte.
  return NAMED[character] ?? (code < 128 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u00${code.toString(16)}`)
}
