import { CONCURRENT_REQUESTS, mapWithConcurrency } from '../../src/destinations/heap-appcues/appcues/concurrency'
import type { AppcuesApi } from '../appcues/client'
import { readProfile } from '../appcues/profiles'
import type { Profile } from '../appcues/profiles'

/** Someone to be compared: from the full list, or from another that says who may wrongly be in. */
export interface Person {
  id: string
  row: number
  list: string
  isListed: boolean
}

export interface Compared extends Person {
  verdict: Verdict
  /** `unreadable`: nothing is known, so nothing may be written. */
  state: Profile['state']
}

/** Reads the profile of each person and compares; someone whose turn did not come before the signal is left out. */
export async function compare(
  api: AppcuesApi,
  property: string,
  people: readonly Person[],
  { signal, done }: { signal?: AbortSignal; done?: (count: number) => void } = {}
): Promise<Compared[]> {
  let count = 0
  const compared = await mapWithConcurrency(
    people,
    CONCURRENT_REQUESTS,
    async (person): Promise<Compared | undefined> => {
      if (signal?.aborted) return undefined
      const profile = await readProfile(api, person.id)
      done?.(++count)
      return { ...person, verdict: verdictOf(profile, property, person.isListed), state: profile.state }
    }
  )
  return compared.filter((person) => person !== undefined)
}

/** What is wrong about one person, in a sentence that holds nothing of theirs; undefined when nothing is. */
export type Verdict = string | undefined

/** The value of a membership: imports carry text, and what an account makes of it is not documented. */
export function membershipIn(properties: Record<string, unknown>, property: string): boolean | undefined {
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

export const UNKNOWN =
  'In the list, and Appcues has no user with this id: the import was not applied, or the ids differ.'
export const WITHOUT =
  'In the list, and without the property: not synced yet, or a filtering rule of the account drops it.'
export const FALSE = 'In the list, and the property is false.'
export const TRUE = 'Not in the list, and the property is true.'

/** Compares what a list says of a person with what Appcues says. */
export function verdictOf(profile: Profile, property: string, isListed: boolean): Verdict {
  if (profile.state === 'unreadable') return `It could not be read. ${profile.reason}`
  const membership = profile.state === 'known' ? membershipIn(profile.properties, property) : undefined
  if (!isListed) return membership === true ? TRUE : undefined
  if (profile.state === 'unknown') return UNKNOWN
  if (membership === undefined) return WITHOUT
  return membership ? undefined : FALSE
}
