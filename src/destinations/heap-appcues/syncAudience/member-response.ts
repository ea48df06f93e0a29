import type { JSONLikeObject } from '@segment/actions-core'
import { appcuesBody, appcuesMessage, appcuesResponse } from '../appcues/response'
import type { ErrorResponse, EventResponse, SuccessResponse } from '../shared/multistatus'
import { isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Member } from './member'
import type { MemberOutcome, Target } from './write-members'

const sentOf = ({ userId, isMember }: Member, property: string): JSONLikeObject => ({
  user_id: userId,
  property,
  member: isMember
})

/** The response for a member that was written, or that Appcues would not take. */
export function memberResponse({ member, property, segment }: MemberOutcome, target: Target): EventResponse {
  const sent = sentOf(member, target.property)
  if (!segment) return appcuesResponse(property, sent)
  const body = {
    ...appcuesBody(property),
    segment: { id: target.segment, ...appcuesBody(segment) },
    ...(target.duplicates?.length ? { duplicate_segments: [...target.duplicates] } : {})
  }
  if (isSuccess(segment)) return { status: property.status, sent, body }
  return { status: segment.status, errormessage: segmentMessage(segment, target), sent, body }
}

/** Segment calls can be repeated: adding or removing someone twice changes nothing. */
function segmentMessage(segment: VendorResponse, { property }: Target): string {
  const written = `The property "${property}" was written`
  const reason = appcuesMessage(segment)
  if (segment.status === 404 || segment.status === 410) {
    return `${written}, and the Appcues segment is gone: ${reason} Connect the audience again to create it anew, or switch Keep Segment off.`
  }
  return `${written}, but the segment was not changed: ${reason}${isRetryable(segment.status) ? ' It is safe to retry it.' : ''}`
}

/** The response for a member whose audience could not be found or created: ours when rejected, Appcues' when it said so. */
export const undeliveredResponse = ({ userId, isMember }: Member, failure: ErrorResponse): ErrorResponse =>
  failure.errortype ? failure : { ...failure, sent: { user_id: userId, member: isMember } }

/** The response for an earlier change of a person of whom a later one was delivered. */
export const supersededResponse = (member: Member, { property }: Target): SuccessResponse => ({
  status: 200,
  sent: sentOf(member, property),
  body: { superseded: 'A later change of the same person in this call counts.' }
})
