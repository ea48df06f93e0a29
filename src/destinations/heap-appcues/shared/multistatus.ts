import {
  APIError,
  ErrorCodes,
  InvalidAuthenticationError,
  MultiStatusResponse,
  PayloadValidationError
} from '@segment/actions-core'
import type { JSONLikeObject } from '@segment/actions-core'
import { isCredentialError } from './http'

/** A delivered event: what was sent and what the vendor said. */
export interface SuccessResponse {
  status: number
  sent: JSONLikeObject
  body: JSONLikeObject
}

/** An event that was not delivered. With `sent` the platform reports it as the vendor's response, without it as ours. */
export interface ErrorResponse {
  status: number
  errortype?: keyof typeof ErrorCodes
  errormessage: string
  sent?: JSONLikeObject
  body?: JSONLikeObject
}

/** One per event, in the order of the batch. */
export type EventResponse = SuccessResponse | ErrorResponse

export const isDelivered = (response: EventResponse): response is SuccessResponse => !('errormessage' in response)

/** Our own rejection of one event: its message names the field and what to do. Not retried. */
export const toErrorResponse = (error: PayloadValidationError): ErrorResponse => ({
  status: 400,
  errortype: ErrorCodes.PAYLOAD_VALIDATION_FAILED,
  errormessage: error.message
})

/** What `build` returns, or the rejection that it threw; anything else it throws is a fault of ours and passes through. */
export function tryBuild<T>(build: () => T): T | ErrorResponse {
  try {
    return build()
  } catch (error) {
    if (error instanceof PayloadValidationError) return toErrorResponse(error)
    throw error
  }
}

/** The responses as `performBatch` returns them. */
export function toMultiStatus(responses: readonly EventResponse[]): MultiStatusResponse {
  const multistatus = new MultiStatusResponse()
  for (const response of responses) {
    if (isDelivered(response)) multistatus.pushSuccessResponse(response)
    else multistatus.pushErrorResponse(response)
  }
  return multistatus
}

/** The one response as `perform` gives it: returned when delivered, else thrown as the error that tells the platform what to do next. */
export function toResult([response]: readonly EventResponse[]): SuccessResponse {
  if (isDelivered(response)) return response
  const { status, errortype, errormessage } = response
  if (errortype === ErrorCodes.PAYLOAD_VALIDATION_FAILED) throw new PayloadValidationError(errormessage)
  if (isCredentialError(status)) throw new InvalidAuthenticationError(errormessage)
  throw new APIError(errormessage, status)
}

/** An event that rightly makes no request: delivered as far as the platform is concerned, with the reason. */
export const skipped = (reason: string): SuccessResponse => ({ status: 200, sent: {}, body: { skipped: reason } })
