import type { JSONLikeObject } from '@segment/actions-core'
import type { EventResponse } from '../shared/multistatus'
import { isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { settingLabel } from '../settings'

const isCredentialTrouble = (status: number): boolean => status === 401 || status === 403

/** The platform's answer for one event or person: what was sent, what Heap said, what was left out of it. */
export function heapResponse(answer: VendorResponse, sent: JSONLikeObject, leftOut: readonly string[]): EventResponse {
  const body = { status: answer.status, reason: reasonOf(answer.data), left_out: [...leftOut] }
  if (isSuccess(answer)) return { status: answer.status, sent, body }
  return { status: answer.status, errormessage: heapMessage(answer), sent, body }
}

/** Why a request failed, in words. */
export function heapMessage({ status, data, failure }: VendorResponse): string {
  if (failure) return `${failure}.`
  if (isRetryable(status)) return `Heap answered ${status}: deliver it again.`
  if (isCredentialTrouble(status)) return credentialMessage(status)
  const reason = reasonOf(data)
  if (status !== 400) return `Heap answered ${status}${reason && `: ${reason}`}.`
  return `Heap refused this one, alone in its request, and ${reason ? `said: ${reason}` : 'gave no reason'}. Compare "sent" with Heap’s limits.`
}

/** Ingestion knows no key, only the id; deletions need the key. What Heap says besides may quote it, and stays out of the sentence. */
function credentialMessage(status: number): string {
  const [id, key, region] = (['heapAppId', 'heapApiKey', 'heapRegion'] as const).map(settingLabel)
  return `Heap refused the credentials (${status}): check ${id} and ${region}, and for deletions ${key}, in the destination’s settings.`
}

/** Heap's 200 and 400 carry `{}`; anything more is worth reading. */
function reasonOf(data: unknown): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? '')
  return text === '{}' || text === '""' ? '' : text.slice(0, 300)
}
