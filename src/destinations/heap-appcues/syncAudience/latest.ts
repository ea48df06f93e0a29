import { toIsoTime } from '../shared/time'
import type { Member } from './member'

export interface Latest {
  /** One for each person. */
  counting: Member[]
  /** Earlier changes of the same people: true once, and no longer. */
  superseded: Member[]
}

/** The last word about each person. */
export function latest(members: readonly Member[]): Latest {
  const people = new Map<string, Member[]>()
  for (const member of members) {
    const changes = people.get(member.userId)
    if (changes) changes.push(member)
    else people.set(member.userId, [member])
  }
  const found: Latest = { counting: [], superseded: [] }
  for (const changes of people.values()) {
    const last = lastOf(changes)
    found.counting.push(last)
    found.superseded.push(...changes.filter((change) => change !== last))
  }
  return found
}

/**
 * The change of the latest time, on a tie of the later place. One without a usable time counts as made together with the
 * one before it. Times are read only where there is something to compare: nearly everyone stands once in a batch.
 */
function lastOf(changes: readonly Member[]): Member {
  let [last] = changes
  if (changes.length === 1) return last
  let time = timeOf(last)
  for (const change of changes.slice(1)) {
    const own = timeOf(change) || time
    if (own < time) continue
    last = change
    time = own
  }
  return last
}

/** ISO 8601, empty when the change has none: any time is later. */
const timeOf = ({ payload }: Member): string => toIsoTime(payload.timestamp) ?? ''
