import type { JSONLikeObject } from '@segment/actions-core'
import { settingLabel } from '../settings'
import { bisect } from '../shared/batch'
import { isCredentialError, isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { EventResponse } from '../shared/multistatus'
import type { AnonymousEvent, HeapApi, IdentifiedEvent } from './client'

export type HeapEvent = IdentifiedEvent | AnonymousEvent

const isIdentified = (event: HeapEvent): event is IdentifiedEvent => 'identity' in event
const isAnonymous = (event: HeapEvent): event is AnonymousEvent => !isIdentified(event)

/** Sends a batch, one request for each of the two endpoints that is needed, and gives one response for each event, in their order. */
export async function trackAll(api: HeapApi, events: readonly HeapEvent[]): Promise<VendorResponse[]> {
  const [identified, anonymous] = await Promise.all([
    bisect('Heap', events.filter(isIdentified), api.track),
    bisect('Heap', events.filter(isAnonymous), api.trackAnonymous)
  ])
  let [nextIdentified, nextAnonymous] = [0, 0]
  return events.map((event) => (isIdentified(event) ? identified[nextIdentified++] : anonymous[nextAnonymous++]))
}

/**
 * The platform's response for one event or person.
 *
 * @param sent what went to Heap
 * @param omitted the properties that did not, and why
 */
export function toEventResponse(response: VendorResponse, sent: object, omitted: readonly string[]): EventResponse {
  const { status, data } = response
  const result = {
    status,
    sent: sent as JSONLikeObject,
    body: { status, reason: reasonOf(data), omitted: [...omitted] }
  }
  return isSuccess(response) ? result : { ...result, errormessage: errorMessage(response) }
}

/** Why a request failed. */
export function errorMessage({ status, data, failure }: VendorResponse): string {
  if (failure) return `${failure}.`
  if (isRetryable(status)) return `Heap responded with ${status}. Retry the event.`
  if (isCredentialError(status)) return credentialMessage(status)
  const reason = reasonOf(data)
  if (status !== 400) return `Heap responded with ${status}${reason && `: ${reason}`}.`
  return `Heap rejected this on its own and ${reason ? `said: ${reason}` : 'gave no reason'}. Compare "sent" with Heap’s limits.`
}

/** Ingestion knows no key, only the id; deletions need the key. What Heap says besides may quote it, and stays out of the message. */
function credentialMessage(status: number): string {
  const [id, key, region] = (['heapAppId', 'heapApiKey', 'heapRegion'] as const).map(settingLabel)
  return `Heap rejected the credentials (${status}): check ${id} and ${region}, and for deletions ${key}, in the destination’s settings.`
}

/** Heap's 200 and 400 carry `{}`; anything more is worth reading. */
function reasonOf(data: unknown): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? '')
  return text === '{}' || text === '""' ? '' : text.slice(0, 300)
}
