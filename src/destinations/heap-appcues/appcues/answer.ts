import type { JSONLikeObject } from '@segment/actions-core'
import { APIError, InvalidAuthenticationError } from '@segment/actions-core'
import type { EventResponse } from '../shared/multistatus'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { settingLabel } from '../settings'

const MOST_WORDS = 300
/** What Appcues' answers carry, errors (`title`, `detail`) and accepted jobs alike. */
const ANSWER_KEYS = ['title', 'detail', 'job_id', 'job_url'] as const

export const isCredentialTrouble = (status: number): boolean => status === 401 || status === 403

/** Why a request failed, in Appcues' own words where it gave some. Credentials are in ours. */
export function appcuesMessage(answer: VendorResponse): string {
  const { status, failure } = answer
  if (failure) return `${failure}.`
  if (isCredentialTrouble(status)) return credentialSentence(status)
  const { title, detail } = appcuesBody(answer)
  const words = [title, detail].filter(Boolean).join(': ').slice(0, MOST_WORDS).replace(/\.$/, '')
  return `Appcues answered ${status}${words ? `: ${words}` : ''}.`
}

function credentialSentence(status: number): string {
  const [account, key, secret, region] = (
    ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret', 'appcuesRegion'] as const
  ).map(settingLabel)
  return `Appcues refused the credentials (${status}): check ${account}, ${key}, ${secret} and ${region} in the destination’s settings. A key works for its own account and region only.`
}

/** The readable part of an answer. Of a refusal of the credentials nothing: it may quote the key. */
export function appcuesBody({ status, data }: VendorResponse): Record<string, string | number> {
  const isReadable = typeof data === 'object' && data !== null && !isCredentialTrouble(status)
  const fields = (isReadable ? data : {}) as Record<string, unknown>
  const body: Record<string, string | number> = {}
  for (const key of ANSWER_KEYS) {
    const value = fields[key]
    if (typeof value === 'string' || typeof value === 'number') body[key] = value
  }
  return body
}

/** The platform's answer for one event that was one request of its own. */
export function appcuesResponse(answer: VendorResponse, sent: JSONLikeObject): EventResponse {
  const body = appcuesBody(answer)
  if (isSuccess(answer)) return { status: answer.status, sent, body }
  return { status: answer.status, errormessage: appcuesMessage(answer), sent, body }
}

/** The same for calls that answer by throwing: audiences, deletion, the connection test. */
export const appcuesError = (answer: VendorResponse): APIError | InvalidAuthenticationError =>
  isCredentialTrouble(answer.status)
    ? new InvalidAuthenticationError(appcuesMessage(answer))
    : new APIError(appcuesMessage(answer), answer.status)
