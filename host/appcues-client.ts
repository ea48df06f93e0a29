import { createRequestClient } from '@segment/actions-core'
import Bottleneck from 'bottleneck'
import retry from 'p-retry'
import { appcuesApi } from '../src/destinations/heap-appcues/appcues/api'
import type { AppcuesApi } from '../src/destinations/heap-appcues/appcues/api'
import { isRetryable } from '../src/destinations/heap-appcues/call'
import type { VendorAnswer } from '../src/destinations/heap-appcues/call'
import type { RetryPolicy } from './pipeline/deliver'
import { RETRY_POLICY } from './pipeline/deliver'
import type { PlainSettings } from './settings-from-environment'

// The commands read Appcues with the destination's own client and rules. Its public door gives the definition alone, so this
// is the one place of the host that reaches behind it.
export { appcuesError, appcuesSentence } from '../src/destinations/heap-appcues/appcues/answer'
export { pathPart } from '../src/destinations/heap-appcues/appcues/path'
export { describeSegment, getSegment, readSegments, toSegment } from '../src/destinations/heap-appcues/appcues/segments'
export { recurringLimit } from '../src/destinations/heap-appcues/audience-limit'
export { describeAudience, parseDescription } from '../src/destinations/heap-appcues/audience-marker'
export type { KeptAudience } from '../src/destinations/heap-appcues/audience-marker'
export { cleanName, propertyName } from '../src/destinations/heap-appcues/audience-name'
export { buildReference } from '../src/destinations/heap-appcues/audience-reference'
export { AudienceRegister } from '../src/destinations/heap-appcues/audience-register'
export { isSuccess } from '../src/destinations/heap-appcues/call'
export { isNobody, plainText } from '../src/destinations/heap-appcues/person'
export { toIsoTime } from '../src/destinations/heap-appcues/time'
export type { AppcuesApi } from '../src/destinations/heap-appcues/appcues/api'
export type { VendorAnswer } from '../src/destinations/heap-appcues/call'

/** Milliseconds between two requests: 50 a second leave room beside Appcues' 60 for the account (Appcues' documentation). */
const REQUEST_GAP = 20

/**
 * Appcues' API for someone who reads one thing after the other: never faster than the account may be asked, and asked again
 * where the answer says that later may be better. What makes something new is repeated only when it was certainly not taken.
 *
 * @throws InvalidAuthenticationError when account, key or secret is missing
 */
export function patientApi(settings: PlainSettings, policy: RetryPolicy = RETRY_POLICY): AppcuesApi {
  const api = appcuesApi(createRequestClient(), settings)
  const limiter = new Bottleneck({ minTime: REQUEST_GAP })
  const timing = { retries: policy.retries, minTimeout: policy.firstWait, maxTimeout: policy.longestWait }
  return async (...call) => {
    let answer: VendorAnswer | undefined
    const attempt = async (): Promise<VendorAnswer> => {
      answer = await limiter.schedule(() => api(...call))
      if (answer.status === 429 || (call[0] !== 'POST' && isRetryable(answer.status))) throw new TryAgainError()
      return answer
    }
    return retry(attempt, timing).catch((error: unknown) => {
      if (answer && error instanceof TryAgainError) return answer
      throw error
    })
  }
}

class TryAgainError extends Error {}
