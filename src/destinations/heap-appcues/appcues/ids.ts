import { PayloadValidationError } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { findTrait, isPlaceholderId, toText } from '../shared/identity'
import type { TraitSets } from '../shared/identity'
import { settingLabel } from '../settings'
import type { RoundedIds } from '../shared/raw-input'

/** Half of a character that takes two: it cannot be written in UTF-8, so what arrives would be another id. */
const UNPAIRED_SURROGATE = /\p{Cs}/u

/**
 * One id as one part of a path.
 *
 * @param label what the screen calls the id
 * @throws PayloadValidationError when the id cannot be addressed
 */
export function pathPart(label: string, id: string): string {
  assertAddressable(label, id)
  return encodeURIComponent(id)
}

/**
 * Rejects what cannot be part of a path. `.` and `..`: every URL parser resolves them away, encoded or not, and the request
 * would reach another endpoint.
 */
export function assertAddressable(label: string, id: string): void {
  if (id === '' || id === '.' || id === '..') {
    throw new PayloadValidationError(
      `${label}: "${id}" cannot be part of an address in Appcues’ API. Map ${label} to another ID.`
    )
  }
  if (UNPAIRED_SURROGATE.test(id)) {
    throw new PayloadValidationError(`${label}: contains an unpaired surrogate; fix the value at its source.`)
  }
}

const USER_ID = 'User ID'

export interface UserIdFields {
  user_id?: string
  person?: Record<string, unknown>
}

/** The setting Appcues Identity Property, under its key of today or the older one. */
export const identityPropertyOf = (settings: Settings): string | undefined =>
  toText(settings.appcuesIdentityProperty) ?? toText(settings.identityProperty)

/**
 * A person's user id in Appcues: the identity property of the settings, else User ID, else the last resort. Ids of
 * anonymous visitors (`anon:…`) are ids.
 *
 * @param rounded knows the user ids that came as numbers which JSON had rounded
 * @throws PayloadValidationError when there is no id, or one that cannot be sent
 */
export function appcuesUserId(
  fields: UserIdFields,
  settings: Settings,
  rounded: RoundedIds,
  lastResort?: unknown
): string {
  const property = identityPropertyOf(settings)
  const own = property === undefined ? toText(fields.user_id) : findTrait(placesOf(fields), property)
  const id = own ?? toText(lastResort)
  if (id === undefined) throw new PayloadValidationError(missing(property))
  if (isPlaceholderId(id)) {
    throw new PayloadValidationError(
      `${USER_ID}: "${id}" is a placeholder, not a user ID. Map ${USER_ID} to a real ID.`
    )
  }
  if (rounded.has(id)) {
    throw new PayloadValidationError(
      `${USER_ID}: ${id} is a number beyond 2^53, which JSON rounds, so it may be another person’s ID. Send it as text.`
    )
  }
  assertAddressable(USER_ID, id)
  return id
}

/** Where the values of a person stand, traits before properties. */
export const placesOf = ({ person }: UserIdFields): TraitSets =>
  [person?.traits, person?.context_traits, person?.properties] as TraitSets

const missing = (property: string | undefined): string =>
  property === undefined
    ? `${USER_ID}: it is missing. Map ${USER_ID} to the person’s ID in Appcues.`
    : `${USER_ID}: the property "${property}" (setting ${settingLabel('appcuesIdentityProperty')}) has no usable value among this person’s traits. Send it as text, or clear the setting.`
