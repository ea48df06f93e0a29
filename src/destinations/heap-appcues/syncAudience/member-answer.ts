import type { JSONLikeObject } from '@segment/actions-core'
import type { SuccessResponse, EventResponse, ErrorResponse } from '../shared/multistatus'
import { appcuesResponse, appcuesBody, appcuesMessage, isCredentialTrouble } from '../appcues/answer'
import { isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { MemberOutcome } from './deliver'
import type { Member } from './member'
import type { Target } from './target'

const sentOf = ({ userId, isMember }: Member, property: string): JSONLikeObject => ({
  user_id: userId,
  property,
  member: isMember
})

/** The answer for a member that was written, or that Appcues would not take. */
export function memberAnswer({ member, property, segment }: MemberOutcome, target: Target): EventResponse {
  const sent = sentOf(member, target.property)
  if (!segment) return appcuesResponse(property, sent)
  const body = { ...appcuesBody(property), segment: { id: target.segment, ...appcuesBody(segment) } }
  if (isSuccess(segment)) return { status: property.status, sent, body }
  return { status: segment.status, errormessage: segmentSentence(segment, target), sent, body }
}

/** Segment calls can be repeated: adding or removing someone twice changes nothing. */
function segmentSentence(segment: VendorResponse, { property }: Target): string {
  const written = `The property "${property}" was written`
  const reason = appcuesMessage(segment)
  if (isRetryable(segment.status)) return `${written}, the segment was not filled: ${reason} A repeat is harmless.`
  if (isCredentialTrouble(segment.status)) return `${written}, the segment was not filled: ${reason}`
  const gone = segment.status === 404 || segment.status === 410 ? 'is gone' : 'could not be filled, as if it were gone'
  return `${written}, and the Appcues segment ${gone}: ${reason} Connect the audience again to make it anew, or switch Keep Segment off.`
}

/** The answer for a member whose audience could not be found or made: ours when refused, Appcues' when it said so. */
export const undeliveredAnswer = ({ userId, isMember }: Member, failure: ErrorResponse): ErrorResponse =>
  failure.errortype ? failure : { ...failure, sent: { user_id: userId, member: isMember } }

/** The answer for an earlier change of a person of whom a later one was delivered. */
export const supersededAnswer = (member: Member, { property }: Target): SuccessResponse => ({
  status: 200,
  sent: sentOf(member, property),
  body: { superseded: 'A later change of the same person in this call counts.' }
})
