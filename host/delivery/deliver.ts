import retry from 'p-retry'
import type { EventResponse, Outcome } from './outcome'
import { isCredentialError, isRetryable } from '../../src/destinations/heap-appcues/shared/http'
import { outcomeOf } from './outcome'
import { responsesOf } from './sender'
import type { Batch, Item } from './batches'
import type { Rate } from './rate'
import type { Send } from './sender'
import type { Subscription } from './subscription'

/** How often, and after how long, what was not delivered is tried again. */
export interface RetryPolicy {
  /** Attempts in a row, after the first, that may deliver nothing. */
  retries: number
  /** Milliseconds before the first of them; each wait doubles, with some chance in it. */
  firstWait: number
  longestWait: number
  /** Milliseconds without any response before the run stops. Without it, the run goes on. */
  longestSilence?: number
}

/** Three to four minutes in all. Segment itself goes on for four hours; here someone watches, and can resume. */
export const RETRY_POLICY: RetryPolicy = { retries: 8, firstWait: 1000, longestWait: 60_000, longestSilence: 15_000 }

export interface DeliveryOptions<T extends Item> {
  send: Send
  rate: Rate
  policy: RetryPolicy
  /** Its signal ends the run; the reason is a message. */
  controller: AbortController
  /** Hears what became of an item, once for each batch it was in. Not called for items that a stop left alone. */
  settle: (item: T, subscription: Subscription, outcome: Outcome) => void
  /** Hears how many items will be tried again, and why. */
  retrying: (items: number, response: EventResponse) => void
  /** Goes on when credentials are rejected: those events failed, and each later batch has attempts of its own. */
  keepsGoing?: boolean
}

/**
 * Delivers a batch as the platform does: what a vendor could not take for the moment is tried again, and only that; the rest
 * is settled at once. An attempt that settles something begins the count anew. A stop ends the waiting, but not the attempt
 * that is under way.
 *
 * @returns why nothing more of it could be delivered, when that is how it ended
 */
export async function deliverBatch<T extends Item>(
  batch: Batch<T>,
  options: DeliveryOptions<T>
): Promise<string | undefined> {
  const { policy } = options
  const { signal } = options.controller
  let left: Left<T>[] = batch.items.map((item) => ({ item, response: UNTRIED }))
  let underWay: Promise<unknown> = Promise.resolve()
  const attempt = async (): Promise<void> => {
    if (signal.aborted) return
    const items = left.map(({ item }) => item)
    const trying = attemptOnce({ ...batch, items }, options)
    underWay = trying.catch(() => undefined)
    left = await trying
    if (left.length === items.length && !signal.aborted) throw new NothingDeliveredError()
  }
  // Unreferenced: the wait for another attempt must not hold up the end of a run that was stopped.
  const timing = { retries: policy.retries, minTimeout: policy.firstWait, maxTimeout: policy.longestWait, unref: true }
  while (left.length > 0 && !signal.aborted) {
    const tried = retry(attempt, { ...timing, randomize: true }).then(() => true, isNotGivenUp)
    if (await unlessAborted(signal, tried, () => underWay)) continue
    left.forEach(({ item, response }) => options.settle(item, batch.subscription, failed(response)))
    return left[0].response.errormessage
  }
  return undefined
}

/** What `tried` comes to; after a stop, true as soon as the attempt under way is over. */
function unlessAborted(
  signal: AbortSignal,
  tried: Promise<boolean>,
  underWay: () => Promise<unknown>
): Promise<boolean> {
  return new Promise<boolean>((resolve, reject) => {
    const end = (): void => void underWay().then(() => resolve(true))
    signal.addEventListener('abort', end)
    void tried.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}

interface Left<T> {
  item: T
  response: EventResponse
}

const UNTRIED: EventResponse = { status: 408, errormessage: 'It was not tried.' }

class NothingDeliveredError extends Error {}

function isNotGivenUp(error: unknown): boolean {
  if (error instanceof NothingDeliveredError) return false
  throw error
}

const failed = (response: EventResponse): Outcome => ({ kind: 'failed', reason: response.errormessage ?? '', response })

/** Settles what was decided and gives back the rest. */
async function attemptOnce<T extends Item>(batch: Batch<T>, options: DeliveryOptions<T>): Promise<Left<T>[]> {
  const { rate, send, settle, retrying, controller } = options
  const { subscription, items } = batch
  const responses = await rate.run(items.length, () => responsesOf(subscription, items, send))
  if (!responses) return items.map((item) => ({ item, response: UNTRIED }))
  const left: Left<T>[] = []
  let notSent = 0
  items.forEach((item, index) => {
    const response = responses[index]
    if (options.keepsGoing && response.errormessage !== undefined && isCredentialError(response.status)) {
      settle(item, subscription, failed(response))
      return
    }
    if (response.errormessage !== undefined && (isRetryable(response.status) || isCredentialError(response.status))) {
      left.push({ item, response })
      return
    }
    const outcome = outcomeOf(response)
    if (outcome.kind === 'skipped') notSent += 1
    settle(item, subscription, outcome)
  })
  rate.giveBack(notSent)
  const [first] = left
  const rejection = left.find(({ response }) => isCredentialError(response.status))
  if (rejection) controller.abort(`The credentials were rejected: ${rejection.response.errormessage}`)
  else if (first) retrying(left.length, first.response)
  return left
}
