import { createRequestClient } from '@segment/actions-core'
import retry from 'p-retry'
import { appcuesMethods } from '../../src/destinations/heap-appcues/appcues/api'
import { appcuesClient } from '../../src/destinations/heap-appcues/appcues/client'
import type { AppcuesRequest } from '../../src/destinations/heap-appcues/appcues/client'
import { pathPart } from '../../src/destinations/heap-appcues/appcues/ids'
import { isRetryable } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import type { RetryPolicy } from '../delivery/deliver'
import { RETRY_POLICY } from '../delivery/deliver'
import { createPace } from '../delivery/rate'
import type { PlainSettings } from '../cli/environment'

/** 50 requests a second leave room beside Appcues' 60 for the account (Appcues' own command line). */
const REQUESTS_PER_MINUTE = 50 * 60

/**
 * Appcues' API for someone who reads one thing after the other: never faster than the account may be asked, and asked again
 * where the response says that later may be better. What creates something is repeated only when it was certainly not taken.
 *
 * @throws InvalidAuthenticationError when account, key or secret is missing
 */
export function retryingAppcuesApi(settings: PlainSettings, policy: RetryPolicy = RETRY_POLICY) {
  const send = retrying(appcuesClient(createRequestClient(), settings), policy)
  return {
    ...appcuesMethods(send),
    /** `GET /users/{user}/profile`. */
    getProfile: (userId: string) => send('GET', `/users/${pathPart('User ID', userId)}/profile`),
    /** `GET /jobs/{id}`. */
    getJob: (id: string) => send('GET', `/jobs/${pathPart('Job', id)}`)
  }
}

export type AppcuesApi = ReturnType<typeof retryingAppcuesApi>

function retrying(send: AppcuesRequest, policy: RetryPolicy): AppcuesRequest {
  const pace = createPace(REQUESTS_PER_MINUTE, 1)
  const { longestSilence = Infinity } = policy
  const timing = { minTimeout: policy.firstWait, maxTimeout: policy.longestWait }
  /** Whether the last call got no better response however often it was retried: the next one is then not retried either. */
  let isDown = false
  return async (...call) => {
    const began = performance.now()
    let response: VendorResponse | undefined
    const attempt = async (): Promise<VendorResponse> => {
      await pace.turn(1)
      response = await send(...call)
      // The vendor cannot be reached: retrying for minutes would only hide that.
      if (response.failure !== undefined && performance.now() - began > longestSilence) return response
      if (response.status === 429 || (call[0] !== 'POST' && isRetryable(response.status))) throw new TryAgainError()
      return response
    }
    const last = await retry(attempt, { ...timing, retries: isDown ? 0 : policy.retries }).catch((error: unknown) => {
      if (response && error instanceof TryAgainError) return response
      throw error
    })
    isDown = last.status !== 429 && isRetryable(last.status)
    return last
  }
}

class TryAgainError extends Error {}
