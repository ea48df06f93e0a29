import { APIError } from '@segment/actions-core'
import chunk from 'lodash/chunk'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { BATCH_SIZE } from '../shared/limits'
import type { AppcuesApi } from './api'
import { appcuesError } from './answer'
import { pathPart } from './path'

/** One of the list of segments. A segment made through the API has no rules: it is a list of members. */
export interface Segment {
  id: string
  name: string
  description: string
  /** As Appcues wrote it; undefined when it did not. */
  createdAt?: unknown
}

/** Retryable: the status of a gateway that got nonsense. */
const UNREADABLE = 502

/**
 * `GET /segments`: a bare array, not paged.
 *
 * @throws InvalidAuthenticationError or APIError with the status that tells whether to try again
 */
export async function readSegments(api: AppcuesApi): Promise<Segment[]> {
  const answer = await api('GET', '/segments')
  if (!isSuccess(answer)) throw appcuesError(answer)
  if (!Array.isArray(answer.data)) throw new APIError('Appcues answered with no list of segments.', UNREADABLE)
  return answer.data.map(toSegment).filter((segment) => segment.id !== '')
}

/** `POST /segments`: name and description are all it takes. */
export const createSegment = (api: AppcuesApi, name: string, description: string): Promise<VendorResponse> =>
  api('POST', '/segments', { json: { name, description } })

const pathOf = (id: string): string => `/segments/${pathPart('Appcues segment', id)}`

/** `GET /segments/{id}`. */
export const getSegment = (api: AppcuesApi, id: string): Promise<VendorResponse> => api('GET', pathOf(id))

/** `PATCH /segments/{id}`, the description only. */
export const describeSegment = (api: AppcuesApi, id: string, description: string): Promise<VendorResponse> =>
  api('PATCH', pathOf(id), { json: { description } })

/** `DELETE /segments/{id}`. */
export const deleteSegment = (api: AppcuesApi, id: string): Promise<VendorResponse> => api('DELETE', pathOf(id))

/** `POST /segments/{id}/add_user_ids`: a job. */
export const addUserIds = (api: AppcuesApi, id: string, userIds: readonly string[]): Promise<VendorResponse> =>
  inParts(userIds, (user_ids) => api('POST', `${pathOf(id)}/add_user_ids`, { json: { user_ids } }))

/** `POST /segments/{id}/remove_user_ids`: as adding. */
export const removeUserIds = (api: AppcuesApi, id: string, userIds: readonly string[]): Promise<VendorResponse> =>
  inParts(userIds, (user_ids) => api('POST', `${pathOf(id)}/remove_user_ids`, { json: { user_ids } }))

/**
 * The most ids in one call are unknown (Appcues documents none): at most 1000 are given, whatever the host's batches are.
 * The answer is the last one, or the first that is no success; a repeat of the others is harmless.
 */
async function inParts(
  userIds: readonly string[],
  send: (part: string[]) => Promise<VendorResponse>
): Promise<VendorResponse> {
  const [first, ...others] = chunk(userIds, BATCH_SIZE)
  let answer = await send(first)
  for (const part of others) if (isSuccess(answer)) answer = await send(part)
  return answer
}

/** A segment out of any value; without a usable id, the id is empty. */
export function toSegment(value: unknown): Segment {
  const { id, name, description, created_at } = (value ?? {}) as Record<string, unknown>
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : '',
    name: typeof name === 'string' ? name : '',
    description: typeof description === 'string' ? description : '',
    createdAt: created_at
  }
}
