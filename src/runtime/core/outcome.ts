import { isCredentialError, isRetryable } from '../../destinations/heap-appcues/shared/http'
import type { Answer } from './answer'
import type { Delivery } from './deliver'

/** Skipped: rightly not sent. Rejected: a person must mend it. Failed: can be tried again. */
export type OutcomeKind = 'delivered' | 'skipped' | 'rejected' | 'failed'

export interface Outcome {
  kind: OutcomeKind
  status: number
  /** For what was rejected or failed, with the name of the preset. */
  message?: string
}

/** Wrong credentials are no fault of the event: it is tried again while someone mends them. */
const isFailed = ({ status }: Answer): boolean => isRetryable(status) || isCredentialError(status)

export function kindOf(answer: Answer): OutcomeKind {
  if (answer.errormessage !== undefined) return isFailed(answer) ? 'failed' : 'rejected'
  return isSkipped(answer) ? 'skipped' : 'delivered'
}

const isSkipped = ({ body }: Answer): boolean => typeof body === 'object' && body !== null && 'skipped' in body

/** The one outcome of an event that several presets may have wanted: the worst counts. */
export function outcomeOf(deliveries: readonly Delivery[]): Outcome {
  const kinds = deliveries.map(({ answer }) => kindOf(answer))
  const kind = (['failed', 'rejected', 'delivered'] as const).find((each) => kinds.includes(each)) ?? 'skipped'
  const decisive = deliveries.filter((_, index) => kinds[index] === kind)
  if (kind === 'delivered' || kind === 'skipped') return { kind, status: 200 }
  const reasons = new Map<string, string>()
  decisive.forEach(({ subscription, answer }) => {
    const reason = answer.errormessage ?? ''
    if (!reasons.has(reason)) reasons.set(reason, subscription)
  })
  const message = [...reasons].map(([reason, subscription]) => `${subscription}: ${reason}`).join(' ')
  return { kind, status: decisive[0].answer.status, message }
}
