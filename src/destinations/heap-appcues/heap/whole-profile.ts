import attempt from 'lodash/attempt'
import isEqual from 'lodash/isEqual'
import { isProfileKey } from '../shared/profile-filter'

/**
 * Recognizes a person's whole profile under any name, as an object or as JSON text: a mapping can give it another name, and
 * it is never sent whatever the mapping says. One value out of the profile is a mapping's right. What nests too deep to be
 * compared with a profile counts as one.
 *
 * @param person what the event says about the person, among it the profile under the name that Appcues gave it
 */
export function wholeProfile(person: Record<string, unknown> | null | undefined): (value: unknown) => boolean {
  const profiles = Object.keys(person ?? {})
    .filter(isProfileKey)
    .map((key) => person?.[key])
    .filter(isObject)
  return (value) => {
    if (typeof value === 'string')
      return mayBeJson(value) && profiles.some((one) => attempt(JSON.stringify, one) === value)
    return isObject(value) && profiles.some((one) => isCopy(one, value))
  }
}

/** Most objects are told from a profile by the number of their keys, for a tenth of what a comparison costs. */
const isCopy = (profile: object, value: object): boolean =>
  Object.keys(profile).length === Object.keys(value).length && attempt(isEqual, profile, value) !== false

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const mayBeJson = (text: string): boolean => /^["[{]/.test(text)
