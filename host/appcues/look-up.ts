import type { AppcuesApi } from './client'
import { mapWithConcurrency } from './map-with-concurrency'
import { readProfile } from './read-profile'

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
