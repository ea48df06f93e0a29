import { isCredentialError, isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { appcuesMessage } from './response'

/** At a common 100 ms each, five requests at a time stay below Appcues' 60 a second for the whole account. */
export const CONCURRENT_REQUESTS = 5

/** As many requests without a response as run at a time mean that Appcues is out of reach. */
const MAX_UNANSWERED = CONCURRENT_REQUESTS

/** Retryable, for what was not tried because of a failure that is not. */
const NOT_TRIED = 503

/** Runs a task for every item, at most `limit` at a time, and gives the results in the order of the items. */
export async function mapWithConcurrency<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++
      results[index] = await task(items[index])
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}

/**
 * The same sender, but it sends nothing more once Appcues rejects the credentials, asks to slow down, or has left several
 * requests unanswered. A 403 after a success, or a 500, concerns one person and does not stop the others.
 */
export function circuitBreaker<Args extends unknown[]>(
  send: (...args: Args) => Promise<VendorResponse>
): (...args: Args) => Promise<VendorResponse> {
  let cause: VendorResponse | undefined
  let succeeded = false
  let unanswered = 0
  const stopsTheRest = ({ status }: VendorResponse): boolean =>
    status === 401 || status === 429 || (isCredentialError(status) && !succeeded) || unanswered >= MAX_UNANSWERED
  return async (...args) => {
    if (cause) return notSent(cause)
    const response = await send(...args)
    succeeded ||= isSuccess(response)
    if (response.failure && isRetryable(response.status)) unanswered += 1
    if (stopsTheRest(response)) cause = response
    return response
  }
}

const NOT_SENT = 'Not sent: an earlier request in this batch failed'

/** The response of a request that was not made because of another: retryable. */
export function notSent(cause: VendorResponse): VendorResponse {
  if (cause.failure?.startsWith(NOT_SENT)) return cause
  return {
    status: isRetryable(cause.status) ? cause.status : NOT_TRIED,
    data: undefined,
    failure: `${NOT_SENT} (${appcuesMessage(cause).replace(/\.$/, '')})`
  }
}
