import { createHmac } from 'node:crypto'
import { exampleOf } from '../../examples/events'
import { sources } from '../../src/sources'
import type { SourceRequest, SourceSettings } from '../../src/sources/shared/types'
import type { Case } from './case'

/** When the webhooks were signed, in epoch milliseconds. */
const SIGNED_AT = 1_762_000_000_000

const SECRET = 'bench-secret'
/** People on each page of Heap's. */
const PAGE = 500

/** Signed deliveries to one of the sources. */
interface Deliveries {
  source: 'appcuesWebhook' | 'heapSegmentSync' | 'heapEventWebhook'
  settings: SourceSettings
  /** Events that one delivery becomes. */
  eventsEach: number
  request: (n: number) => SourceRequest
}

const hmac = (text: string) => createHmac('sha256', SECRET).update(text)

function appcuesWebhook(n: number): SourceRequest {
  const example = exampleOf('flow-started').in
  const body = JSON.stringify({
    ...example,
    id: `delivery-${n}`,
    user_id: `person-${n}@example.com`,
    timestamp: SIGNED_AT,
    attributes: { ...(example.attributes as object), flowId: `flow-${n % 40}`, _identity: { plan: 'pro' } }
  })
  const signature = hmac(`${SIGNED_AT}.${body}`).digest('hex')
  return { headers: { 'x-apc-timestamp': String(SIGNED_AT), 'x-apc-signature': signature }, body }
}

const person = (n: number, place: number): { id: string } => ({ id: `person-${n}-${place}@example.com` })

function syncPage(n: number): { page: object; headers: Record<string, string> } {
  const example = exampleOf('segment-sync').in
  const data = {
    ...(example.data as object),
    sync_info: { page_number: n, total_pages: n + 1, sync_task_id: 'task-1' },
    add: Array.from({ length: PAGE - 100 }, (_, place) => person(n, place)),
    remove: Array.from({ length: 100 }, (_, place) => person(n, PAGE + place))
  }
  const page = { ...example, data }
  const hash = hmac(`${SIGNED_AT}${JSON.stringify(page)}`).digest('base64')
  return { page, headers: { 'heap-hash': `ts:${SIGNED_AT},hmac:${hash}` } }
}

/** As Segment hands a body to a deployed function. */
const sorted = (page: object): string =>
  JSON.stringify(page, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value
  )

const heapEvent = (n: number): SourceRequest => ({
  headers: { authorization: `Basic ${Buffer.from('heap:word').toString('base64')}` },
  body: JSON.stringify({ ...exampleOf('heap-event').in, identity: `person-${n}`, time: SIGNED_AT, event_id: n })
})

export const deliveries: Record<string, Deliveries> = {
  'appcues-webhook, signed': {
    source: 'appcuesWebhook',
    settings: { webhookSecrets: [SECRET] },
    eventsEach: 1,
    request: appcuesWebhook
  },
  'heap-segment-sync, pages of 500': {
    source: 'heapSegmentSync',
    settings: { webhookSecrets: [SECRET] },
    eventsEach: PAGE,
    request: (n) => {
      const { page, headers } = syncPage(n)
      return { headers, body: JSON.stringify(page) }
    }
  },
  'heap-segment-sync, keys sorted by Segment': {
    source: 'heapSegmentSync',
    settings: { webhookSecrets: [SECRET] },
    eventsEach: PAGE,
    request: (n) => {
      const { page, headers } = syncPage(n)
      return { headers, body: sorted(page) }
    }
  },
  'heap-event-webhook, Basic': {
    source: 'heapEventWebhook',
    settings: { basicUser: 'heap', basicPassword: 'word' },
    eventsEach: 1,
    request: heapEvent
  }
}

/** How many deliveries are made and signed in advance, and then repeated. */
const DIFFERENT = 200

/** A source's core, verification included; what counts as one is a delivery. */
export async function receiving(name: string, count: number): Promise<Case> {
  const { source, settings, eventsEach, request } = deliveries[name]
  const requests = Array.from({ length: DIFFERENT }, (_, n) => request(n))
  return {
    run: async () => {
      for (let n = 0; n < count; n++) {
        const calls = sources[source].receive(requests[n % DIFFERENT], settings, SIGNED_AT)
        if (calls.length !== eventsEach) throw new TypeError(`${name} made ${calls.length} calls.`)
      }
      return count
    }
  }
}
