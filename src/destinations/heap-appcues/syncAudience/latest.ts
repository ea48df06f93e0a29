import type { Member } from './member'

export interface Latest {
  /** One for each person. */
  counting: Member[]
  /** Earlier changes of the same people: true once, and no longer. */
  superseded: Member[]
}

/**
 * The last word about each person: the latest time, on a tie the later place. A change without a usable time counts as
 * made together with the one before it.
 */
export function latest(members: readonly Member[]): Latest {
  const counting = new Map<string, { member: Member; time: string | undefined }>()
  const superseded: Member[] = []
  for (const member of members) {
    const before = counting.get(member.userId)
    const time = member.time ?? before?.time
    if (before?.time !== undefined && time !== undefined && time < before.time) {
      superseded.push(member)
      continue
    }
    if (before) superseded.push(before.member)
    counting.set(member.userId, { member, time })
  }
  return { counting: [...counting.values()].map(({ member }) => member), superseded }
}
