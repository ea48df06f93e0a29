import { PayloadValidationError } from '@segment/actions-core'
import type { AudienceMembership } from '@segment/actions-core'
import { audienceOf } from './audience-of'
import type { Audience } from './audience-of'
import type { Payload } from './generated-types'
import { memberId } from './member-id'

/** One event: who is in an audience, or has left it. */
export interface Member {
  /** Its place in the batch. */
  index: number
  userId: string
  isMember: boolean
  audience: Audience
  payload: Payload
}

export interface MemberContext {
  identityProperty?: string
  /** The reference that a Reverse ETL mapping was saved with. */
  savedReference?: string
}

/**
 * One event, understood.
 *
 * @throws PayloadValidationError when its membership, its audience or its person cannot be told
 */
export function toMember(
  payload: Payload,
  membership: AudienceMembership,
  index: number,
  { identityProperty, savedReference }: MemberContext
): Member {
  const isMember = membershipOf(payload, membership)
  const audience = audienceOf(payload, savedReference)
  const userId = memberId(payload, isMember, identityProperty)
  return { index, userId, isMember, audience, payload }
}

function membershipOf({ computation_key }: Payload, membership: AudienceMembership): boolean {
  if (typeof membership === 'boolean') return membership
  const where = computation_key ? `"${computation_key}"` : 'the key of the audience'
  throw new PayloadValidationError(
    `Membership: it cannot be told whether this person joined the audience or left it. In Engage, ${where} must be true or false, not a word, among the properties of a track or the traits of an identify call; in Reverse ETL, the row must be new, updated or deleted and the Sync Mode must take such rows.`
  )
}
