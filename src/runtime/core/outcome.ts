import { isCredentialError, isRetryable } from '../../destinations/heap-appcues/shared/http'
import type { EventResponse } from './response'
import type { Delivery } from './deliver'

/** Skipped: rightly not sent. Rejected: a person must correct it. Failed: can be tried again. */
export type OutcomeKind = 'delivered' | 'skipped' | 'rejected' | 'failed'

export interface Outcome {
  kind: OutcomeKind
  status: number
  /** For what was rejected or failed, with the name of the preset. */
  message?: string
}

/** Wrong credentials are no fault of the event: it is retried while someone corrects them. */
const isFailed = ({ status }: EventResponse): boolean => isRetryable(status) || isCredentialError(status)

export function kindOf(response: EventResponse): OutcomeKind {
  if (response.errormessage !== undefined) return isFailed(response) ? 'failed' : 'rejected'
  return isSkipped(response) ? 'skipped' : 'delivered'
}

const isSkipped = ({ body }: EventResponse): boolean => typeof body === 'object' && body !== null && 'skipped' in body

/** The one outcome of an event that several presets may have wanted: the worst counts. */
export function outcomeOf(deliveries: readonly Delivery[]): Outcome {
  const kinds = deliveries.map(({ response }) => kindOf(response))
  const kind = (['failed', 'rejected', 'delivered'] as const).find((each) => kinds.includes(each)) ?? 'skipped'
  const decisive = deliveries.filter((_, index) => kinds[index] === kind)
  if (kind === 'delivered' || kind === 'skipped') return { kind, status: 200 }
  const reasons = new Map<string, string>()
  decisive.forEach(({ subscription, response }) => {
    const reason = response.errormessage ?? ''
    if (!reasons.has(reason)) reasons.set(reason, subscription)
  })
  const message = [...reasons].map(([reason, subscription]) => `${subscription}: ${reason}`).join(' ')
  return { kind, status: decisive[0].response.status, message }
}
