import { PayloadValidationError } from '@segment/actions-core'
import { HEAP_IDENTITY } from '../shared/limits'
import { isAnonymousId, isPlaceholderId, findTrait, toText } from '../shared/identity'
import { settingLabel } from '../settings'

/** Heap knows a person by an identity, or only by an anonymous id. */
export type HeapPerson = { identity: string } | { anonymousId: string }

export interface IdentityFields {
  identity?: string | null
  anonymous_id?: string | null
  person?: Record<string, unknown> | null
}

/**
 * Who an event or a property belongs to in Heap.
 *
 * @param property the setting Heap Identity Property; when set it takes the place of the Identity field
 * @throws PayloadValidationError when there is nobody to attach it to, or the id is too long for Heap
 */
export function heapPerson(fields: IdentityFields, property: string | undefined): HeapPerson {
  const identity = property?.trim() ? propertyIdentity(fields, property) : toText(fields.identity)
  if (identity !== undefined && !isAnonymousId(identity)) return { identity: usable('Identity', identity) }
  const anonymousId = identity ?? toText(fields.anonymous_id)
  if (anonymousId !== undefined) return { anonymousId: usable('Anonymous ID', anonymousId) }
  throw new PayloadValidationError(
    'Identity: there is nobody to attach this to. Map Identity or Anonymous ID to an id that the event carries.'
  )
}

/** The value of the property; a visitor who has no id yet, or an anonymous one, cannot have it. */
function propertyIdentity({ identity, person }: IdentityFields, property: string): string | undefined {
  const found = findTrait([person], property)
  const userId = toText(identity)
  if (found !== undefined) return found
  if (userId === undefined || isAnonymousId(userId)) return userId
  throw new PayloadValidationError(
    `Identity: the property "${property.trim()}" (setting ${settingLabel('heapIdentityProperty')}) is not among this person’s traits. Send it with the event, or clear the setting.`
  )
}

function usable(label: string, id: string): string {
  if (isPlaceholderId(id)) {
    throw new PayloadValidationError(
      `${label}: "${id}" stands for nobody. Heap would merge everyone who has it, for good. Map ${label} to a real id.`
    )
  }
  if (id.length > HEAP_IDENTITY) {
    throw new PayloadValidationError(
      `${label}: ${id.length} characters are too many for Heap, which takes ${HEAP_IDENTITY}. Map ${label} to a shorter id.`
    )
  }
  return id
}
