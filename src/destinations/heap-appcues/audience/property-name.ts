import { PayloadValidationError } from '@segment/actions-core'

/** What the name of every membership property begins with. */
export const PROPERTY_PREFIX = '[Heap] '

/** Appcues' own properties begin with it (Appcues' documentation). */
const RESERVED_PREFIX = '_'
/** The id column of an import: a property of that name would take its place. */
const ID_COLUMN = 'user_id'

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
  if (!name.startsWith(RESERVED_PREFIX) && name.toLowerCase() !== ID_COLUMN) return name
  throw new PayloadValidationError(
    `Property Name: Appcues reserves names that begin with "${RESERVED_PREFIX}", and "${ID_COLUMN}", so "${name}" cannot be used. Set Property Name to another name.`
  )
}

/** Empty when there is no text, or none that anyone could see. */
export function cleanName(name: unknown): string {
  if (typeof name !== 'string') return ''
  const readable = name.replace(/\s/g, ' ').replace(/[\p{Cc}\p{Cs}]/gu, '')
  const isInvisible = readable.replace(/[\p{C}\p{Z}]/gu, '') === ''
  return isInvisible ? '' : readable.replace(/ +/g, ' ').trim().normalize()
}
