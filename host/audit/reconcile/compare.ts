import type { AppcuesApi } from '../../appcues/client'
import { mapWithConcurrency } from '../../appcues/map-with-concurrency'
import { readProfile } from '../../appcues/read-profile'
import type { Profile } from '../../appcues/read-profile'
import { verdictOf } from './verdict'
import type { Verdict } from './verdict'

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
    async (person): Promise<Compared> => {
      const profile = await readProfile(api, person.id)
      done?.(++count)
      return { ...person, verdict: verdictOf(profile, property, person.isListed), state: profile.state }
    },
    signal
  )
  return compared.filter((person) => person !== undefined)
}
