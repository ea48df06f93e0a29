import type { Profile } from '../../appcues/read-profile'

/** What is wrong about one person, in a sentence that holds nothing of theirs; undefined when nothing is. */
export type Verdict = string | undefined

/** The value of a membership: imports carry text, and what an account makes of it is not documented (M). */
export function membershipIn(properties: Record<string, unknown>, property: string): boolean | undefined {
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

export const UNKNOWN =
  'In the list, and Appcues knows nobody with this id: no import of it was applied, or the ids differ.'
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
