import { PayloadValidationError } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { findTrait, isPlaceholderId, toText } from '../shared/identity'
import type { TraitSets } from '../shared/identity'
import { settingLabel } from '../settings'

/** Half of a character that takes two: it cannot be written in UTF-8, so what arrives would be another id. */
const UNPAIRED_SURROGATE = /\p{Cs}/u

/**
 * One id as one part of a path. `.` and `..` are refused: every URL parser resolves them away, encoded or not, and the
 * request would reach another endpoint.
 *
 * @param label what the screen calls the id
 * @throws PayloadValidationError when the id cannot be addressed
 */
export function pathPart(label: string, id: string): string {
  if (id === '' || id === '.' || id === '..') {
    throw new PayloadValidationError(
      `${label}: "${id}" cannot be part of an address in Appcues’ API. Map ${label} to another ID.`
    )
  }
  if (UNPAIRED_SURROGATE.test(id)) {
    throw new PayloadValidationError(`${label}: contains an unpaired surrogate; fix the value at its source.`)
  }
  return encodeURIComponent(id)
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
 * @throws PayloadValidationError when there is no id, or one that cannot be sent
 */
export function appcuesUserId(fields: UserIdFields, settings: Settings, lastResort?: unknown): string {
  const property = identityPropertyOf(settings)
  const own = property === undefined ? exactId(fields) : findTrait(placesOf(fields), property)
  const id = own ?? toText(lastResort)
  if (id === undefined) throw new PayloadValidationError(missing(property))
  if (isPlaceholderId(id)) {
    throw new PayloadValidationError(
      `${USER_ID}: "${id}" is a placeholder, not a user ID. Map ${USER_ID} to a real ID.`
    )
  }
  pathPart(USER_ID, id)
  return id
}

/** Where the values of a person stand, traits before properties. */
export const placesOf = ({ person }: UserIdFields): TraitSets =>
  [person?.traits, person?.context_traits, person?.properties] as TraitSets

/**
 * The field User ID. The framework makes text of a number before our code sees it: one beyond 2^53, which JSON has rounded,
 * is known by its place among the person's values, where it still is a number.
 */
function exactId({ user_id, person }: UserIdFields): string | undefined {
  const values = [person?.user_id, ...placesOf({ person }).flatMap((place) => Object.values(place ?? {}))]
  const isRounded = values.some(
    (value) => typeof value === 'number' && !Number.isSafeInteger(value) && String(value) === user_id
  )
  if (!isRounded || !/^\d+$/.test(user_id ?? '')) return toText(user_id)
  throw new PayloadValidationError(
    `${USER_ID}: ${user_id} is a number beyond 2^53, which JSON rounds, so it may be another person’s ID. Send it as text.`
  )
}

const missing = (property: string | undefined): string =>
  property === undefined
    ? `${USER_ID}: it is missing. Map ${USER_ID} to the person’s ID in Appcues.`
    : `${USER_ID}: the property "${property}" (setting ${settingLabel('appcuesIdentityProperty')}) has no usable value among this person’s traits. Send it as text, or clear the setting.`
