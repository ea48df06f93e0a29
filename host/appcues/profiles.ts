import { PayloadValidationError } from '@segment/actions-core'
import { CONCURRENT_REQUESTS, mapWithConcurrency } from '../../src/destinations/heap-appcues/appcues/concurrency'
import { appcuesMessage } from '../../src/destinations/heap-appcues/appcues/response'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import { asRecord } from '../../src/sources/shared/json'
import type { AppcuesApi } from './client'

/** What Appcues says about one person. */
export type Profile =
  | { state: 'known'; properties: Record<string, unknown> }
  | { state: 'unknown' }
  | { state: 'unreadable'; reason: string }

/** `GET /users/{user}/profile`: the properties as flat JSON (unverified: seen in third-party code); 404 for someone Appcues does not know. */
export async function readProfile(api: AppcuesApi, userId: string): Promise<Profile> {
  const response = await ask(api, userId)
  if (typeof response === 'string') return { state: 'unreadable', reason: response }
  if (response.status === 404) return { state: 'unknown' }
  if (!isSuccess(response)) return { state: 'unreadable', reason: appcuesMessage(response) }
  return { state: 'known', properties: asRecord(response.data) }
}

/** @returns why the id cannot stand in a request, in a sentence */
async function ask(api: AppcuesApi, userId: string): Promise<VendorResponse | string> {
  try {
    return await api.getProfile(userId)
  } catch (error) {
    if (error instanceof PayloadValidationError) return error.message
    throw error
  }
}

export interface LookedUp {
  found: string[]
  missing: string[]
  /** Why someone could not be looked up. */
  unread: string[]
}

/** Looks ids up in Appcues, each once. */
export async function lookUp(api: AppcuesApi, ids: readonly string[]): Promise<LookedUp> {
  const result: LookedUp = { found: [], missing: [], unread: [] }
  await mapWithConcurrency([...new Set(ids)], CONCURRENT_REQUESTS, async (id) => {
    const profile = await readProfile(api, id)
    if (profile.state === 'known') result.found.push(id)
    else if (profile.state === 'unknown') result.missing.push(id)
    else result.unread.push(profile.reason)
  })
  return result
}
