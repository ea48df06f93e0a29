import { PayloadValidationError } from '@segment/actions-core'
import { settingLabel } from '../settings'
import { findTrait, isAnonymousId, isPlaceholderId, toText } from '../shared/identity'
import type { TraitSets } from '../shared/identity'
import { HEAP_IDENTITY } from '../shared/limits'
import type { RoundedIds } from '../shared/raw-input'

/** Heap knows a person by an identity, or only by an anonymous id. */
export type HeapPerson = { identity: string } | { anonymousId: string }

export interface IdentityFields {
  identity?: string | null
  anonymous_id?: string | null
}

/**
 * Who an event or a property belongs to in Heap.
 *
 * @param property the setting Heap Identity Property; when set it takes the place of the Identity field
 * @param traits where that property may stand
 * @throws PayloadValidationError when there is no person to attach it to, or the id is unusable
 */
export function heapPerson(
  fields: IdentityFields,
  property: string | undefined,
  traits: TraitSets,
  rounded?: RoundedIds
): HeapPerson {
  const identity = property?.trim() ? propertyIdentity(fields, property.trim(), traits) : toText(fields.identity)
  if (identity !== undefined && !isAnonymousId(identity))
    return { identity: assertUsable('Identity', identity, rounded) }
  const anonymousId = identity ?? toText(fields.anonymous_id)
  if (anonymousId !== undefined) return { anonymousId: assertUsable('Anonymous ID', anonymousId, rounded) }
  throw new PayloadValidationError(
    'Identity: the event has neither a user ID nor an anonymous ID. Map Identity or Anonymous ID to an ID that it carries.'
  )
}

/** The value of the property; a visitor who has no id yet, or an anonymous one, cannot have it. */
function propertyIdentity({ identity }: IdentityFields, property: string, traits: TraitSets): string | undefined {
  const found = findTrait(traits, property)
  const userId = toText(identity)
  if (found !== undefined) return found
  if (userId === undefined || isAnonymousId(userId)) return userId
  throw new PayloadValidationError(
    `Identity: the event has no usable "${property}" (setting ${settingLabel('heapIdentityProperty')}). Send it as text in context.traits (the Appcues source function does so for the names in its setting Traits), map it under Properties, or clear the setting.`
  )
}

function assertUsable(label: string, id: string, rounded: RoundedIds | undefined): string {
  if (isPlaceholderId(id)) {
    throw new PayloadValidationError(
      `${label}: "${id}" is a placeholder, not a user ID. Heap would permanently merge everyone who sends it. Map ${label} to a real ID.`
    )
  }
  if (id.length > HEAP_IDENTITY) {
    throw new PayloadValidationError(
      `${label}: it is ${id.length} characters long; Heap allows ${HEAP_IDENTITY}. Map ${label} to a shorter ID.`
    )
  }
  if (rounded?.has(id)) {
    throw new PayloadValidationError(
      `${label}: ${id} arrived as a number beyond 2^53, which JSON rounds: it may be someone else’s. Send the ID as text.`
    )
  }
  return id
}
