import {
  APIError,
  ErrorCodes,
  InvalidAuthenticationError,
  MultiStatusResponse,
  PayloadValidationError
} from '@segment/actions-core'
import type { JSONLikeObject } from '@segment/actions-core'

/** A delivered event: what was sent and what the vendor said. */
export interface SuccessResponse {
  status: number
  sent: JSONLikeObject
  body: JSONLikeObject
}

/** An event that was not delivered. With `sent` the platform reports it as the vendor's answer, without as ours. */
export interface ErrorResponse {
  status: number
  errortype?: keyof typeof ErrorCodes
  errormessage: string
  sent?: JSONLikeObject
  body?: JSONLikeObject
}

/** One per event, in the order of the batch. */
export type EventResponse = SuccessResponse | ErrorResponse

export const isDelivered = (answer: EventResponse): answer is SuccessResponse => !('errormessage' in answer)

/** Our own refusal of one event, in a sentence that names the field and what would mend it. Not retried. */
export const toErrorResponse = (error: PayloadValidationError): ErrorResponse => ({
  status: 400,
  errortype: ErrorCodes.PAYLOAD_VALIDATION_FAILED,
  errormessage: error.message
})

/** A value, or the refusal that `build` threw; anything else it throws is a fault of ours and passes through. */
export function tryBuild<T>(build: () => T): { built: T } | { error: ErrorResponse } {
  try {
    return { built: build() }
  } catch (error) {
    if (error instanceof PayloadValidationError) return { error: toErrorResponse(error) }
    throw error
  }
}

/** The answers as `performBatch` returns them. */
export function toMultiStatus(answers: readonly EventResponse[]): MultiStatusResponse {
  const multistatus = new MultiStatusResponse()
  for (const answer of answers) {
    if (isDelivered(answer)) multistatus.pushSuccessResponse(answer)
    else multistatus.pushErrorResponse(answer)
  }
  return multistatus
}

/** The one answer as `perform` gives it: returned when delivered, else thrown as the error that tells the platform what to do next. */
export function toResult([answer]: readonly EventResponse[]): SuccessResponse {
  if (isDelivered(answer)) return answer
  if (answer.errortype === ErrorCodes.PAYLOAD_VALIDATION_FAILED) throw new PayloadValidationError(answer.errormessage)
  if (answer.status === 401 || answer.status === 403) throw new InvalidAuthenticationError(answer.errormessage)
  throw new APIError(answer.errormessage, answer.status)
}

/** An event that rightly makes no request: the answer is success, and says why. */
export const skipped = (reason: string): SuccessResponse => ({ status: 200, sent: {}, body: { not_sent: reason } })
