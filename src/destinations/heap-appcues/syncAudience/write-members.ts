import type { JSONLikeObject } from '@segment/actions-core'
import isEmpty from 'lodash/isEmpty'
import type { AppcuesApi, ProfileUpdate } from '../appcues/api'
import { writeProfiles } from '../appcues/profiles'
import { appcuesBody, appcuesMessage, appcuesResponse } from '../appcues/response'
import { ONE_BY_ONE } from '../common-fields'
import { isRetryable, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { ErrorResponse, EventResponse, SuccessResponse } from '../shared/multistatus'
import type { Member } from './member'

/** Where the members of one audience go. */
export interface Target {
  property: string
  /** Id of the Appcues segment to fill; undefined when it is not filled. */
  segment?: string
  /** Ids of further segments of the same audience. */
  duplicates?: readonly string[]
}

/** What Appcues said about one member. */
export interface MemberOutcome {
  member: Member
  property: VendorResponse
  /** Undefined when the segment is not filled, or the property was not written. */
  segment?: VendorResponse
}

/**
 * Writes the members of one audience, each person once. Property first, then segment: if only one of them arrives it must
 * be the property, because that is what every Appcues rule can be built on, and the segment may have been deleted.
 */
export async function writeMembers(
  api: AppcuesApi,
  { property, segment }: Target,
  members: readonly Member[],
  delivery: string | undefined
): Promise<MemberOutcome[]> {
  const updates = members.map((member) => updateOf(member, property))
  const responses = await writeProfiles(api, updates, delivery === ONE_BY_ONE)
  const outcomes = members.map((member, index): MemberOutcome => ({ member, property: responses[index] }))
  if (segment === undefined) return outcomes
  const written = outcomes.filter((outcome) => isSuccess(outcome.property)).map(({ member }) => member)
  const changed = await Promise.all([
    changeSegment(written, true, (userIds) => api.addUserIds(segment, userIds)),
    changeSegment(written, false, (userIds) => api.removeUserIds(segment, userIds))
  ])
  const changes = new Map(changed.flat())
  return outcomes.map((outcome) => ({ ...outcome, segment: changes.get(outcome.member) }))
}

/** The membership, and whatever traits are mapped beside it; a trait of the membership's own name gives way. */
const updateOf = ({ userId, isMember, traits }: Member, property: string): ProfileUpdate => ({
  userId,
  properties: { ...traits.properties, [property]: isMember }
})

/** Those of the members who join, or who leave, each with Appcues' response. */
async function changeSegment(
  members: readonly Member[],
  joins: boolean,
  change: (userIds: string[]) => Promise<VendorResponse[]>
): Promise<[Member, VendorResponse][]> {
  const changed = members.filter(({ isMember }) => isMember === joins)
  const responses = await change(changed.map(({ userId }) => userId))
  return changed.map((member, index) => [member, responses[index]])
}

const sentOf = ({ userId, isMember, traits }: Member, property: string): JSONLikeObject => ({
  user_id: userId,
  property,
  member: isMember,
  ...(isEmpty(traits.properties) ? {} : { traits: traits.properties })
})

/** The response for a member that was written, or that Appcues would not take. */
export function memberResponse({ member, property, segment }: MemberOutcome, target: Target): EventResponse {
  const sent = sentOf(member, target.property)
  const { omitted } = member.traits
  if (!segment) return appcuesResponse(property, sent, omitted)
  const body = {
    ...appcuesBody(property),
    ...(omitted.length > 0 ? { omitted } : {}),
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
