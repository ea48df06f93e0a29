import type { VendorResponse } from '../shared/http'
import type { AppcuesApi } from './api'
import { toCsv } from './csv'
import { circuitBreaker } from './halting'
import { mapWithConcurrency, REQUESTS_AT_ONCE } from './in-turns'
import { pathPart } from './path'

export type ProfileValue = string | number | boolean

export interface ProfileUpdate {
  userId: string
  value: ProfileValue
}

/**
 * `PATCH /users/{user}/profile`: flat JSON of properties, no wrapper, typed. An unknown user is created. That it is applied
 * at once is known from third parties only (M).
 *
 * @throws PayloadValidationError when the user id cannot stand in a path
 */
export const setProfile = (
  api: AppcuesApi,
  userId: string,
  properties: Record<string, ProfileValue>
): Promise<VendorResponse> => api('PATCH', `/users/${pathPart('User ID', userId)}/profile`, { json: properties })

/** The id column of an import (M: third-party code); the other headers are property names as they stand. */
const ID_COLUMN = 'user_id'

/** `POST /import/profiles`: one property of many users, accepted (202) as a job with `job_id` and `job_url`. */
export function importProperty(
  api: AppcuesApi,
  property: string,
  updates: readonly ProfileUpdate[]
): Promise<VendorResponse> {
  const rows = updates.map(({ userId, value }) => [userId, String(value)])
  return api('POST', '/import/profiles', { csv: toCsv([[ID_COLUMN, property], ...rows]) })
}

/** One property of many users, one request for each, a few at a time; `halting` says when the rest is not sent. */
export function setPropertyOneByOne(
  api: AppcuesApi,
  property: string,
  updates: readonly ProfileUpdate[]
): Promise<VendorResponse[]> {
  const send = circuitBreaker(({ userId, value }: ProfileUpdate) => setProfile(api, userId, { [property]: value }))
  return mapWithConcurrency(updates, REQUESTS_AT_ONCE, send)
}
