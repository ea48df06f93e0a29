import type { AppcuesApi, ProfileUpdate } from '../appcues/api'
import { circuitBreaker, CONCURRENT_REQUESTS, mapWithConcurrency } from '../appcues/concurrency'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { ONE_BY_ONE } from './fields'
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
  const responses = await writeProperty(api, property, members, delivery)
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

function writeProperty(
  api: AppcuesApi,
  property: string,
  members: readonly Member[],
  delivery: string | undefined
): Promise<VendorResponse[]> {
  const updates = members.map(({ userId, isMember }): ProfileUpdate => ({
    userId,
    properties: { [property]: isMember }
  }))
  if (delivery !== ONE_BY_ONE) return api.importProfiles(updates)
  return mapWithConcurrency(updates, CONCURRENT_REQUESTS, circuitBreaker(api.setProfile))
}

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
