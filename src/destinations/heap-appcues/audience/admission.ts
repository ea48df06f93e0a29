import { PayloadValidationError } from '@segment/actions-core'
import { cleanName, isReservedName } from '../appcues/profiles'
import type { Settings } from '../generated-types'
import { toText } from '../shared/identity'
import { RECURRING_SYNC_LIMIT, settingLabel } from '../settings'
import type { AppcuesSegment } from './remembered'

const MAX_NAMES = 10

/** Where no sync is counted. */
export const NO_LIMIT = 0

/** How many audiences may be connected; 0 is no limit. Audience calls get settings that were not validated. */
export function recurringLimit(settings: Settings): number {
  const limit = Number(toText(settings.recurringSyncLimit) ?? NaN)
  return limit >= 0 ? limit : RECURRING_SYNC_LIMIT
}

/**
 * Whether one more recurring sync may be connected. The segments of audiences are the register: an audience whose segment
 * was deleted in Appcues has no place in it, and two segments of one audience have one.
 *
 * @throws PayloadValidationError with the names of those that are connected
 */
export function assertWithinLimit(segments: readonly AppcuesSegment[], limit: number): void {
  const names = new Map<string, string>()
  for (const { name, kept } of segments) {
    if (kept?.sync === 'recurring' && !names.has(kept.key)) names.set(kept.key, name)
  }
  if (limit === NO_LIMIT || names.size < limit) return
  const connected = [...names.values()].slice(0, MAX_NAMES).map((name) => `"${name}"`)
  const more = names.size > MAX_NAMES ? ` and ${names.size - MAX_NAMES} more` : ''
  throw new PayloadValidationError(
    `${settingLabel('recurringSyncLimit')}: ${names.size} recurring syncs are connected and ${limit} are allowed: ${connected.join(', ')}${more}. Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.`
  )
}

/** Names that look the same are the same, however their accents are encoded. */
export const isSameName = (a: string, b: string): boolean => a.normalize() === b.normalize()

/**
 * Whether a property is free: two audiences must never write one property, neither by the name of a segment nor by the
 * property it was made with.
 *
 * @throws PayloadValidationError with the owner of the name
 */
export function assertNameAvailable(segments: readonly AppcuesSegment[], property: string): void {
  const taken = segments.find(
    ({ name, kept }) => isSameName(name, property) || (kept && isSameName(kept.property, property))
  )
  if (!taken) return
  const owner = taken.kept ? `another audience (${taken.kept.key})` : 'a segment that was made by hand'
  throw new PayloadValidationError(
    `Property Name: "${property}" is taken in Appcues by ${owner}. Set Property Name to a name of its own for this audience.`
  )
}

/** What the name of every membership property begins with. */
export const PROPERTY_PREFIX = '[Heap] '

/**
 * The name of the property and of the Appcues segment: `[Heap] <audience name>`, or the Property Name, which replaces all
 * of it, in Unicode's composed form (NFC). Control characters and surplus blanks are removed; emoji, brackets, quotes, commas and other scripts stay.
 *
 * @throws PayloadValidationError when nothing readable is left, or the name is one that Appcues keeps for itself
 */
export function propertyName(audienceName: unknown, ownName: unknown): string {
  const own = cleanName(ownName)
  if (own !== '') return allowed(own)
  const name = cleanName(audienceName)
  if (name !== '') return PROPERTY_PREFIX + name
  throw new PayloadValidationError(
    'Property Name: the audience has no name to make it from. Give the audience a name, or set Property Name.'
  )
}

function allowed(name: string): string {
  if (!isReservedName(name)) return name
  throw new PayloadValidationError(
    `Property Name: Appcues reserves names that begin with "_", and "user_id", so "${name}" cannot be used. Set Property Name to another name.`
  )
}
