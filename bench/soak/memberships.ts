import type { SegmentEvent } from '@segment/actions-core'
import { sources } from '../../src/sources'
import { random, upTo } from './random'

/** How an audience came to be, and what Appcues must call it. */
export interface Audience {
  /** As the platform knows it; Heap's own by the key that our source gives. */
  key: string
  property: string
  kind: 'connected' | 'ordinary' | 'of Heap'
  personas: Record<string, string>
}

const HEAP_SEGMENT = 4711

export const AUDIENCES: readonly Audience[] = [
  {
    key: 'power_users',
    property: '[Heap] Power, "users"',
    kind: 'connected',
    personas: { computation_id: 'aud_1', computation_key: 'power_users', namespace: 'spa_1' }
  },
  {
    key: 'at_risk',
    property: '[Heap] At risk',
    kind: 'ordinary',
    personas: { computation_id: 'aud_2', computation_key: 'at_risk', namespace: 'spa_1', audience_name: 'At risk' }
  },
  { key: `heap_segment_${HEAP_SEGMENT}`, property: '[Heap] Promoters', kind: 'of Heap', personas: {} }
]

/** Two audiences that want one name: only one of them may have it. Their members are no part of the changes. */
export const NAMESAKES: readonly Audience[] = [3, 4].map((n) => ({
  key: `same_name_${n}`,
  property: '[Heap] Same name',
  kind: 'ordinary',
  personas: {
    computation_id: `aud_${n}`,
    computation_key: `same_name_${n}`,
    namespace: 'spa_1',
    audience_name: 'Same name'
  }
}))

export interface MembershipPlan {
  seed: number
  changes: number
}

/** One change, and what must come of it. */
export interface Change {
  audience: Audience
  person: string
  joins: boolean
  /** Why it must have been rejected, if it must. */
  rejected?: RegExp
  /** What Appcues does about the id. */
  quirk?: 'bad' | 'blocked'
  /** The number of the change that this one repeats, or its own. */
  origin: number
}

const START = 1_740_000_000_000
const CHANGES_EACH = 20
const MOST_PEOPLE = 3300

const peopleIn = ({ changes }: MembershipPlan): number =>
  Math.max(20, Math.min(MOST_PEOPLE, Math.floor(changes / CHANGES_EACH / AUDIENCES.length)))

/** Ids as they come: some must be quoted in CSV, some begin like a formula. */
function member(n: number): string {
  if (n % 11 === 3) return `mém,ber "${n}"`
  return n % 11 === 7 ? `=member/${n}` : `member-${n}@example.com`
}

/** How ids begin that Appcues cannot take, and those that a firewall dislikes. */
export const BAD_MEMBER = 'bad-member-'
export const BLOCKED_MEMBER = "' OR 1=1 --"

/** So often a change must be rejected by us, because Appcues cannot take the id, and because a firewall dislikes it. */
const REJECTED = { byUs: 0.003, bad: 0.002, blocked: 0.001 }

/** Change `n`, from 1. Some are delivered again later, with the time they had: they must not win by coming last. */
export function changeOf(plan: MembershipPlan, n: number): Change {
  const { seed } = plan
  const before = 1 + upTo(1500, seed, n, 'how long ago')
  const isRepeat = random(seed, n, 'repeat') < 0.01 && n > before
  const repeated = isRepeat ? changeOf(plan, n - before) : undefined
  // Of two changes of one person in a batch the earlier one is not sent: it could not be rejected by Appcues.
  if (repeated && !repeated.quirk) return repeated
  const audience = AUDIENCES[upTo(AUDIENCES.length, seed, n, 'audience')]
  const person = member(upTo(peopleIn(plan), seed, n, 'person'))
  const change = { audience, person, joins: random(seed, n, 'joins') < 0.55, origin: n }
  const roll = random(seed, n, 'quirk')
  if (roll < REJECTED.bad) return { ...change, person: BAD_MEMBER + n, rejected: /responded with 400/, quirk: 'bad' }
  if (roll > 1 - REJECTED.blocked) {
    return { ...change, person: BLOCKED_MEMBER + n, rejected: /\b403\b/, quirk: 'blocked' }
  }
  // What Heap's source cannot use it skips itself: rejections are planned for the others only.
  if (audience.kind === 'of Heap' || random(seed, n, 'rejected') >= REJECTED.byUs) return change
  return n % 2 === 0 ? { ...change, person: 'undefined', rejected: /User ID/ } : { ...change, rejected: /^Membership/ }
}

const timeOf = (n: number): number => START + n * 1000

/**
 * The change as Segment delivers it.
 *
 * @param reference what the destination returned when the audience was connected
 */
export function eventOf({ audience, person, joins, rejected, origin }: Change, reference: string): SegmentEvent {
  if (audience.kind === 'of Heap') return heapsOwn(person, joins, origin)
  const { key, kind, personas } = audience
  const isUnclear = rejected?.source.startsWith('^Membership') === true
  return {
    type: 'track',
    event: joins ? 'Audience Entered' : 'Audience Exited',
    messageId: `change-${origin}`,
    userId: person,
    timestamp: new Date(timeOf(origin)).toISOString(),
    properties: { audience_key: key, [key]: isUnclear ? 'maybe' : joins },
    context: {
      personas: {
        ...personas,
        computation_class: 'audience',
        ...(kind === 'connected' ? { external_audience_id: reference } : {})
      }
    }
  }
}

function heapsOwn(person: string, joins: boolean, origin: number): SegmentEvent {
  const data = {
    segment: { id: HEAP_SEGMENT, name: 'Promoters' },
    sync_info: { page_number: 1, total_pages: 1, sync_task_id: `task-${origin}` },
    [joins ? 'add' : 'remove']: [{ id: person }]
  }
  const headers = { 'heap-hash': `ts:${timeOf(origin)},hmac:unsigned` }
  const body = JSON.stringify({ action_type: 'segment.users.sync', data })
  const [call] = sources.heapSegmentSync.receive({ headers, body }, {}, timeOf(origin))
  // A call is a SegmentEvent whose values are known to be JSON, because the body was.
  return call as SegmentEvent
}

/** Ids that Appcues must know as bad, or as blocked, before it meets them. */
export const idsWith = (plan: MembershipPlan, quirk: Change['quirk']): string[] =>
  Array.from({ length: plan.changes }, (_, n) => changeOf(plan, n + 1))
    .filter((change) => change.quirk === quirk)
    .map(({ person }) => person)

/** How many processes deliver the first batches of every audience at the same moment. */
export const RIVALS = 2
const FIRST_MEMBERS = 20

/** The first batches that one of the processes delivers: people of its own, and some that each delivers. */
export const firstChanges = (rival: number): Change[] =>
  [...AUDIENCES, NAMESAKES[rival]].flatMap((audience) =>
    Array.from({ length: FIRST_MEMBERS }, (_, n): Change => {
      const person = `first-${audience.key}-${n % 2 === 0 ? 'both' : rival}-${n}`
      return { audience, person, joins: true, origin: 0 }
    })
  )

/** Who is in each audience in the end, by its property: the latest change that was not rejected counts. */
export function finalMembers(plan: MembershipPlan): Map<string, Map<string, boolean>> {
  const members = new Map(
    AUDIENCES.map(({ property }) => [property, new Map<string, { origin: number; joins: boolean }>()])
  )
  for (let rival = 0; rival < RIVALS; rival++) {
    for (const { audience, person } of firstChanges(rival)) {
      members.get(audience.property)?.set(person, { origin: 0, joins: true })
    }
  }
  for (let n = 1; n <= plan.changes; n++) {
    const { audience, person, joins, rejected, origin } = changeOf(plan, n)
    if (rejected) continue
    const people = members.get(audience.property)
    const known = people?.get(person)
    if (!known || known.origin <= origin) people?.set(person, { origin, joins })
  }
  return new Map(
    [...members].map(([property, people]) => [property, new Map([...people].map(([id, { joins }]) => [id, joins]))])
  )
}
