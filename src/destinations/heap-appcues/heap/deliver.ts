import range from 'lodash/range'
import { isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { BATCH_SIZE, HEAP_REQUESTS_PER_BATCH } from '../shared/limits'

const UNCONFIRMED: VendorResponse = {
  status: 503,
  data: undefined,
  failure: 'Heap refuses something in this batch and does not say what. This one is not decided yet: deliver it again'
}

/** 400 comes without a reason and means that nothing of the request was taken; 413 that it was too large. */
const isRejectedBatch = (answer: VendorResponse): boolean => answer.status === 400 || answer.status === 413

/**
 * Sends items in one request for each 1000 of them and gives one answer for each, in their order. A request that Heap refuses whole is halved
 * until the culprit stands alone, within a bound on requests; what the bound, or trouble on the way, leaves undecided is
 * retryable. What was already delivered is never sent again.
 */
export async function deliver<T>(
  items: readonly T[],
  send: (part: T[]) => Promise<VendorResponse>
): Promise<VendorResponse[]> {
  const answers = items.map(() => UNCONFIRMED)
  const parts = range(0, items.length, BATCH_SIZE)
    .map((from) => ({ from, to: Math.min(from + BATCH_SIZE, items.length) }))
    .reverse()
  for (let requests = 0; parts.length > 0 && requests < HEAP_REQUESTS_PER_BATCH; requests++) {
    const { from, to } = parts.pop() as { from: number; to: number }
    const answer = await send(items.slice(from, to))
    if (isRejectedBatch(answer) && to - from > 1) {
      const middle = (from + to) >> 1
      parts.push({ from: middle, to }, { from, to: middle })
      continue
    }
    answers.fill(answer, from, to)
    if (!isSuccess(answer) && isRetryable(answer.status)) {
      for (const part of parts.splice(0)) answers.fill(answer, part.from, part.to)
    }
  }
  return answers
}
