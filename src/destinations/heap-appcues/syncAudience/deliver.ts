import type { AppcuesApi } from '../appcues/api'
import { importProperty, setPropertyOneByOne } from '../appcues/profiles'
import { addUserIds, removeUserIds } from '../appcues/segments'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { ONE_BY_ONE } from './fields'
import type { Member } from './member'
import type { Target } from './target'

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
export async function deliver(
  api: AppcuesApi,
  target: Target,
  members: readonly Member[],
  delivery: string | undefined
): Promise<MemberOutcome[]> {
  const answers = await writeProperty(api, target.property, members, delivery)
  const outcomes = members.map((member, index): MemberOutcome => ({ member, property: answers[index] }))
  if (target.segment === undefined) return outcomes
  const written = outcomes.filter(({ property }) => isSuccess(property)).map(({ member }) => member)
  const [added, removed] = await Promise.all([
    fill(
      api,
      addUserIds,
      target.segment,
      written.filter(({ isMember }) => isMember)
    ),
    fill(
      api,
      removeUserIds,
      target.segment,
      written.filter(({ isMember }) => !isMember)
    )
  ])
  return outcomes.map((outcome) =>
    isSuccess(outcome.property) ? { ...outcome, segment: outcome.member.isMember ? added : removed } : outcome
  )
}

async function writeProperty(
  api: AppcuesApi,
  property: string,
  members: readonly Member[],
  delivery: string | undefined
): Promise<readonly VendorResponse[]> {
  const updates = members.map(({ userId, isMember }) => ({ userId, value: isMember }))
  if (delivery === ONE_BY_ONE) return setPropertyOneByOne(api, property, updates)
  const answer = await importProperty(api, property, updates)
  return members.map(() => answer)
}

async function fill(
  api: AppcuesApi,
  change: typeof addUserIds,
  segment: string,
  members: readonly Member[]
): Promise<VendorResponse | undefined> {
  return members.length > 0
    ? change(
        api,
        segment,
        members.map(({ userId }) => userId)
      )
    : undefined
}
