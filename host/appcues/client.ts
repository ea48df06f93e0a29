import { createRequestClient } from '@segment/actions-core'
import Bottleneck from 'bottleneck'
import retry from 'p-retry'
import { appcuesApi } from '../../src/destinations/heap-appcues/appcues/api'
import type { AppcuesApi } from '../../src/destinations/heap-appcues/appcues/api'
import { isRetryable } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import type { RetryPolicy } from '../delivery/deliver'
import { RETRY_POLICY } from '../delivery/deliver'
import type { PlainSettings } from '../cli/settings-from-environment'

// The commands read Appcues with the destination's own client and rules. Its public door gives the definition alone, so this
// is the one place of the host that reaches behind it.
export { appcuesError, appcuesMessage } from '../../src/destinations/heap-appcues/appcues/answer'
export { pathPart } from '../../src/destinations/heap-appcues/appcues/path'
export {
  describeSegment,
  getSegment,
  readSegments,
  toSegment
} from '../../src/destinations/heap-appcues/appcues/segments'
export { recurringLimit } from '../../src/destinations/heap-appcues/audience/admission'
export { describeAudience, parseDescription } from '../../src/destinations/heap-appcues/audience/segment-description'
export type { KeptAudience } from '../../src/destinations/heap-appcues/audience/segment-description'
export { cleanName, propertyName } from '../../src/destinations/heap-appcues/audience/property-name'
export { buildReference } from '../../src/destinations/heap-appcues/audience/reference'
export { SegmentRegistry } from '../../src/destinations/heap-appcues/audience/registry'
export { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
export { isPlaceholderId, toText } from '../../src/destinations/heap-appcues/shared/identity'
export { toIsoTime } from '../../src/destinations/heap-appcues/shared/time'
export type { AppcuesApi } from '../../src/destinations/heap-appcues/appcues/api'
export type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'

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
    let answer: VendorResponse | undefined
    const attempt = async (): Promise<VendorResponse> => {
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
