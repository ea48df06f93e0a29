import attempt from 'lodash/attempt'
import isEqual from 'lodash/isEqual'
import { isProfileKey } from '../profile'

/**
 * Recognizes a person's whole profile under any name, as an object or as JSON text: a mapping can give it another name, and
 * it is never sent whatever the mapping says. One value out of the profile is a mapping's right. What nests too deep to be
 * compared with a profile counts as one.
 *
 * @param person what the event says about the person, among it the profile under the name that Appcues gave it
 */
export function wholeProfile(person: Record<string, unknown> | null | undefined): (value: unknown) => boolean {
  const profiles = Object.entries(person ?? {})
    .filter(([key, value]) => isProfileKey(key) && typeof value === 'object' && value !== null)
    .map(([, value]) => value)
  return (value) => {
    if (typeof value === 'string')
      return mayBeJson(value) && profiles.some((one) => attempt(JSON.stringify, one) === value)
    return typeof value === 'object' && profiles.some((one) => attempt(isEqual, one, value) !== false)
  }
}

const mayBeJson = (text: string): boolean => /^["[{]/.test(text)
