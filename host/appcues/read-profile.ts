import { asRecord } from '../server/source-cores'
import { appcuesMessage, isSuccess, pathPart } from './client'
import type { AppcuesApi } from './client'

/** What Appcues says about one person. */
export type Profile =
  | { state: 'known'; properties: Record<string, unknown> }
  | { state: 'unknown' }
  | { state: 'unreadable'; reason: string }

/** `GET /users/{user}/profile`: the properties as flat JSON (M); 404 for someone Appcues does not know. */
export async function readProfile(api: AppcuesApi, userId: string): Promise<Profile> {
  const path = pathOf(userId)
  if ('reason' in path) return { state: 'unreadable', ...path }
  const answer = await api('GET', path.path)
  if (answer.status === 404) return { state: 'unknown' }
  if (!isSuccess(answer)) return { state: 'unreadable', reason: appcuesMessage(answer) }
  return { state: 'known', properties: asRecord(answer.data) }
}

function pathOf(userId: string): { path: string } | { reason: string } {
  try {
    return { path: `/users/${pathPart('User ID', userId)}/profile` }
  } catch (error) {
    return { reason: (error as Error).message }
  }
}
