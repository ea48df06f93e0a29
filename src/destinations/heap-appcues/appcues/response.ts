import type { JSONLikeObject } from '@segment/actions-core'
import { APIError, InvalidAuthenticationError } from '@segment/actions-core'
import type { EventResponse } from '../shared/multistatus'
import { isCredentialError, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { settingLabel } from '../settings'

const MAX_REASON_LENGTH = 300
/** What Appcues' responses carry, errors (`title`, `detail`) and accepted jobs alike. */
const RESPONSE_KEYS = ['title', 'detail', 'job_id', 'job_url'] as const

/** Why a request failed, as Appcues says it where it does; rejected credentials in a sentence of ours. */
export function appcuesMessage(response: VendorResponse): string {
  const { status, failure } = response
  if (failure) return `${failure}.`
  if (isCredentialError(status)) return credentialMessage(status)
  const { title, detail } = appcuesBody(response)
  const reason = [title, detail].filter(Boolean).join(': ').slice(0, MAX_REASON_LENGTH).replace(/\.$/, '')
  return `Appcues responded with ${status}${reason ? `: ${reason}` : ''}.`
}

function credentialMessage(status: number): string {
  const [account, key, secret, region] = (
    ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret', 'appcuesRegion'] as const
  ).map(settingLabel)
  return `Appcues rejected the credentials (${status}): check ${account}, ${key}, ${secret} and ${region} in the destination’s settings. A key works for its own account and region only.`
}

/** The readable part of a response. Of rejected credentials nothing: it may quote the key. */
export function appcuesBody({ status, data }: VendorResponse): Record<string, string | number> {
  const isReadable = typeof data === 'object' && data !== null && !isCredentialError(status)
  const fields = (isReadable ? data : {}) as Record<string, unknown>
  const body: Record<string, string | number> = {}
  for (const key of RESPONSE_KEYS) {
    const value = fields[key]
    if (typeof value === 'string' || typeof value === 'number') body[key] = value
  }
  return body
}

/**
 * The platform's response for one event.
 *
 * @param omitted the properties that were not sent, and why
 */
export function appcuesResponse(
  response: VendorResponse,
  sent: JSONLikeObject,
  omitted: readonly string[] = []
): EventResponse {
  const body = { ...appcuesBody(response), ...(omitted.length > 0 ? { omitted: [...omitted] } : {}) }
  if (isSuccess(response)) return { status: response.status, sent, body }
  return { status: response.status, errormessage: appcuesMessage(response), sent, body }
}

/** The same for calls that report by throwing: audiences, deletion, the connection test. */
export const appcuesError = (response: VendorResponse): APIError | InvalidAuthenticationError =>
  isCredentialError(response.status)
    ? new InvalidAuthenticationError(appcuesMessage(response))
    : new APIError(appcuesMessage(response), response.status)
