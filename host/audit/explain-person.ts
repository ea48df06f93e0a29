import type { AppcuesApi } from '../appcues/client'
import { readProfile } from '../appcues/profiles'
import type { Profile } from '../appcues/profiles'
import type { KeptList } from './find-kept'
import type { IdList } from './id-list'
import { membershipIn, verdictOf } from './compare'
import type { Verdict } from './compare'

export interface Explanation {
  text: string
  /** List and property agree. */
  agrees: boolean
}

/** "Who is in, and why is she not": what list and Appcues say about one person. */
export async function explainPerson(
  api: AppcuesApi,
  list: IdList,
  audience: KeptList,
  id: string
): Promise<Explanation> {
  const profile = await readProfile(api, id)
  const isListed = list.rows.has(id)
  const verdict = verdictOf(profile, audience.property, isListed)
  const lines = [
    listLine(list, id),
    profileLine(profile, audience, id),
    segmentLine(audience),
    conclusion(profile, verdict)
  ]
  return { text: lines.join('\n'), agrees: verdict === undefined }
}

function conclusion({ state }: Profile, verdict: Verdict): string {
  if (verdict === undefined) return 'The list and the property agree.'
  return state === 'unreadable' ? 'Whether they agree is unknown.' : `They differ: ${verdict} --repair corrects it.`
}

function listLine({ name, unit, rows }: IdList, id: string): string {
  const row = rows.get(id)
  if (row !== undefined) return `"${id}" stands in ${name}, ${unit} ${row}.`
  const alike = [...rows].find(([other]) => other.trim().toLowerCase() === id.trim().toLowerCase())
  const hint = alike ? ` "${alike[0]}" does (${unit} ${alike[1]}): to Appcues that is another person.` : ''
  return `"${id}" does not stand in ${name}.${hint}`
}

function profileLine(profile: Profile, { property }: KeptList, id: string): string {
  if (profile.state === 'unreadable') return `Appcues could not be asked about "${id}". ${profile.reason}`
  if (profile.state === 'unknown') return `Appcues has no user with the id "${id}".`
  const membership = membershipIn(profile.properties, property)
  const value = membership === undefined ? 'does not carry' : `has ${String(membership)} for`
  return `Appcues knows "${id}", who ${value} the property "${property}".`
}

function segmentLine({ kept, segment }: KeptList): string {
  const synced = kept.lastSynced === undefined ? '' : `, last synced ${kept.lastSynced}`
  if (!kept.fill) return `The Appcues segment ${segment} is not filled${synced}: the property alone counts.`
  return `The Appcues segment ${segment} is filled${synced}. Appcues’ API does not tell who is in a segment: look there in Appcues Studio.`
}
