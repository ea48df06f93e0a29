import type { VendorResponse } from '../shared/http'
import { appcuesMessage, isCredentialTrouble } from './answer'

/** As many unanswered requests as run at a time are taken for Appcues being out of reach. */
const MOST_UNANSWERED = 5

/**
 * The same sender, but once Appcues refuses the credentials, asks to slow down, or has left several requests unanswered,
 * it sends nothing more and gives that answer instead. A 500 for one person stops nobody else.
 */
export function circuitBreaker<Args extends unknown[]>(
  send: (...args: Args) => Promise<VendorResponse>
): (...args: Args) => Promise<VendorResponse> {
  let halt: VendorResponse | undefined
  let unanswered = 0
  return async (...args) => {
    if (halt) return notSent(halt)
    const answer = await send(...args)
    if (answer.failure) unanswered += 1
    if (isCredentialTrouble(answer.status) || answer.status === 429 || unanswered >= MOST_UNANSWERED) halt = answer
    return answer
  }
}

/** The answer of a request that was not made because of another. */
export const notSent = (because: VendorResponse): VendorResponse => ({
  status: because.status,
  data: undefined,
  failure: `Not sent, because of what happened to another of this batch: ${appcuesMessage(because).replace(/\.$/, '')}`
})
