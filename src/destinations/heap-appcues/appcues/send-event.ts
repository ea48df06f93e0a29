import type { VendorResponse } from '../shared/http'
import type { AppcuesApi } from './api'
import { pathPart } from './path'

/** The body of `POST /users/{user}/events`. `name` ≤ 127 characters, `timestamp` RFC 3339, `attributes` flat: nested ones are ignored without a word. */
export interface AppcuesEvent {
  name: string
  timestamp?: string
  attributes: Record<string, string | number | boolean>
  group_id?: string
  context?: Record<string, string>
}

/**
 * `POST /users/{user}/events`, answered with 202. An unknown user is created.
 *
 * @throws PayloadValidationError when the user id cannot stand in a path
 */
export const sendEvent = (api: AppcuesApi, userId: string, event: AppcuesEvent): Promise<VendorResponse> =>
  api('POST', `/users/${pathPart('User ID', userId)}/events`, { json: event })
