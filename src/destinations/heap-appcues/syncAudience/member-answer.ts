import type { JSONLikeObject } from '@segment/actions-core'
import type { Delivered, EventAnswer, Undelivered } from '../answers'
import { appcuesAnswer, appcuesBody, appcuesSentence, isCredentialTrouble } from '../appcues/answer'
import { isRetryable, isSuccess } from '../call'
import type { VendorAnswer } from '../call'
import type { MemberOutcome } from './deliver'
import type { Member } from './member'
import type { Target } from './target'

const sentOf = ({ userId, joins }: Member, property: string): JSONLikeObject => ({
  user_id: userId,
  property,
  member: joins
})

/** The answer for a member that was written, or that Appcues would not take. */
export function memberAnswer({ member, property, segment }: MemberOutcome, target: Target): EventAnswer {
  const sent = sentOf(member, target.property)
  if (!segment) return appcuesAnswer(property, sent)
  const body = { ...appcuesBody(property), segment: { id: target.segment, ...appcuesBody(segment) } }
  if (isSuccess(segment)) return { status: property.status, sent, body }
  return { status: segment.status, errormessage: segmentSentence(segment, target), sent, body }
}

/** Segment calls can be repeated: adding or removing someone twice changes nothing. */
function segmentSentence(segment: VendorAnswer, { property }: Target): string {
  const written = `The property "${property}" was written`
  const reason = appcuesSentence(segment)
  if (isRetryable(segment.status)) return `${written}, the segment was not filled: ${reason} A repeat is harmless.`
  if (isCredentialTrouble(segment.status)) return `${written}, the segment was not filled: ${reason}`
  const gone = segment.status === 404 || segment.status === 410 ? 'is gone' : 'could not be filled, as if it were gone'
  return `${written}, and the Appcues segment ${gone}: ${reason} Connect the audience again to make it anew, or switch Keep Segment off.`
}

/** The answer for a member whose audience could not be found or made: ours when refused, Appcues' when it said so. */
export const undeliveredAnswer = ({ userId, joins }: Member, failure: Undelivered): Undelivered =>
  failure.errortype ? failure : { ...failure, sent: { user_id: userId, member: joins } }

/** The answer for an earlier change of a person of whom a later one was delivered. */
export const supersededAnswer = (member: Member, { property }: Target): Delivered => ({
  status: 200,
  sent: sentOf(member, property),
  body: { superseded: 'A later change of the same person in this call counts.' }
})
