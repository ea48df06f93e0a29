import range from 'lodash/range'
import { isRetryable, isSuccess } from './http'
import type { VendorResponse } from './http'
import { BATCH_SIZE, REQUESTS_PER_BATCH } from './limits'
import { tryBuild } from './multistatus'
import type { EventResponse, SuccessResponse } from './multistatus'

/**
 * Builds each payload, responds for those that cannot be sent, sends the rest, and puts every response in its place.
 *
 * @param build what one payload becomes, or `skipped(…)`; a PayloadValidationError that it throws rejects that payload alone
 * @param send gives one response for each of what was built, in that order; not called when there is nothing to send
 */
export async function sendBatch<P, B extends object & { status?: never }>(
  payloads: readonly P[],
  build: (payload: P, index: number) => B | SuccessResponse,
  send: (built: B[]) => Promise<readonly EventResponse[]>
): Promise<EventResponse[]> {
  const prepared = payloads.map((payload, index) => tryBuild(() => build(payload, index)))
  const built = prepared.filter(isBuilt)
  const responses = built.length > 0 ? await send(built) : []
  let next = 0
  return prepared.map((one) => (isBuilt(one) ? responses[next++] : one))
}

const isBuilt = <B extends object & { status?: never }>(one: B | EventResponse): one is B => one.status === undefined

/** Retryable: what halving could neither deliver nor reject. */
const UNCONFIRMED_STATUS = 503

const unconfirmed = (vendor: string): VendorResponse => ({
  status: UNCONFIRMED_STATUS,
  data: undefined,
  failure: `${vendor} rejected part of this batch without saying which event. This event is unconfirmed; retry it`
})

/**
 * Whether the request was rejected as a whole, perhaps for one item: Heap responds with 400 without a reason, Appcues may (unverified)
 * respond with 400 for one bad id, and a firewall's page counts as a 400. 413 is a body that is too large.
 */
const isRejectedBatch = ({ status }: VendorResponse): boolean => status === 400 || status === 413

/**
 * Sends items in one request for each 1000 of them and gives one response for each, in their order. A request that is
 * rejected as a whole is halved until the culprit stands alone, within a bound on requests; what the bound, or trouble on the
 * way, leaves unconfirmed is retryable. What was delivered is never sent again.
 */
export async function bisect<T>(
  vendor: 'Heap' | 'Appcues',
  items: readonly T[],
  send: (part: T[]) => Promise<VendorResponse>
): Promise<VendorResponse[]> {
  const responses = new Array<VendorResponse>(items.length).fill(unconfirmed(vendor))
  const parts = range(0, items.length, BATCH_SIZE)
    .map((from) => ({ from, to: Math.min(from + BATCH_SIZE, items.length) }))
    .reverse()
  for (let requests = 0; requests < REQUESTS_PER_BATCH; requests++) {
    const part = parts.pop()
    if (!part) break
    const { from, to } = part
    const response = await send(items.slice(from, to))
    if (isRejectedBatch(response) && to - from > 1) {
      const middle = (from + to) >> 1
      parts.push({ from: middle, to }, { from, to: middle })
      continue
    }
    responses.fill(response, from, to)
    if (!isSuccess(response) && isRetryable(response.status)) {
      for (const unsent of parts.splice(0)) responses.fill(response, unsent.from, unsent.to)
    }
  }
  return responses
}

/** What one payload says about one person. `time` is ISO 8601, empty when the payload has none: any time is later. */
export interface TimedProperties<V> {
  identity: string
  time: string
  properties: Record<string, V>
}

/** One entry a person, in order of first appearance: of each property the latest value, on a tie the one that comes later. */
export function latestValues<V>(updates: readonly TimedProperties<V>[]): Omit<TimedProperties<V>, 'time'>[] {
  const byPerson = new Map<string, Map<string, { time: string; value: V }>>()
  for (const { identity, time, properties } of updates) {
    const known = byPerson.get(identity) ?? new Map<string, { time: string; value: V }>()
    byPerson.set(identity, known)
    for (const [name, value] of Object.entries(properties)) {
      const before = known.get(name)
      if (!before || before.time <= time) known.set(name, { time, value })
    }
  }
  return [...byPerson].map(([identity, known]) => ({
    identity,
    properties: Object.fromEntries([...known].map(([name, { value }]) => [name, value]))
  }))
}
