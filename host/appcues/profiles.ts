import { PayloadValidationError } from '@segment/actions-core'
import limit from 'p-limit'
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

/** `GET /users/{user}/profile`: the properties as flat JSON (M); 404 for someone Appcues does not know. */
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
  await mapWithConcurrency([...new Set(ids)], async (id) => {
    const profile = await readProfile(api, id)
    if (profile.state === 'known') result.found.push(id)
    else if (profile.state === 'unknown') result.missing.push(id)
    else result.unread.push(profile.reason)
  })
  return result
}

/** Enough to keep Appcues' 60 a second busy; how fast they may go is the client's to say. */
const AT_A_TIME = 5

/** Runs a task for every item, a few at a time, and gives the results in their order; after the signal, `undefined` for the rest. */
export async function mapWithConcurrency<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  signal?: AbortSignal
): Promise<(R | undefined)[]> {
  const turn = limit(AT_A_TIME)
  return Promise.all(items.map((item) => turn(async () => (signal?.aborted ? undefined : task(item)))))
}
