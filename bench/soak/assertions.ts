import { isDeepStrictEqual } from 'node:util'
import type { AppcuesSandbox, AppcuesSegment } from '../../host/sandbox/appcues'
import type { HeapSandbox } from '../../host/sandbox/heap'
import type { ExpectedEvent, HistoryPlan } from './history'
import { historyRow } from './history'
import type { MembershipPlan } from './memberships'
import { AUDIENCES, finalMembers, NAMESAKES } from './memberships'

/** What stands in the file of rejects, by row. */
export type Reported = ReadonlyMap<number, readonly string[]>

/** The platform does not deliver a 501 again: whoever met one is rejected, and must be reported. */
const FINAL = /^(?:Heap|Appcues) responded with 501/

/** How many examples are listed of each kind of finding. */
const EXAMPLES = 5

/** What does not match: the first examples of each kind, and the count. */
export class Findings {
  private readonly found = new Map<string, { count: number; examples: string[] }>()

  add(kind: string, example: string): void {
    const entry = this.found.get(kind) ?? { count: 0, examples: [] }
    entry.count += 1
    if (entry.examples.length < EXAMPLES) entry.examples.push(example)
    this.found.set(kind, entry)
  }

  /** Empty when all is well. */
  toLines(): string[] {
    return [...this.found].map(([kind, { count, examples }]) => `${kind}: ${count}, such as ${examples.join('; ')}`)
  }
}

export interface EventVerdict {
  /** Different events that must be in Heap. */
  expected: number
  lost: number
  stored: number
  /** Offered again under a key that Heap had: it kept one. */
  duplicatesOffered: number
  duplicatesStored: number
  rejected: number
  /** Rejected because Heap responded with 501 to their request. */
  rejectedFor501: number
  findings: string[]
}

/** Compares Heap with the history, from Heap's side: each event once, with its properties, and nothing else. */
export function verifyEvents({ state }: HeapSandbox, plan: HistoryPlan, reported: Reported): EventVerdict {
  const findings = new Findings()
  const wanted = new Map<string, ExpectedEvent>()
  const excused = new Set<string>()
  let rejectedFor501 = 0
  for (let n = 1; n <= plan.rows; n++) {
    const { expected } = historyRow(plan, n)
    const reasons = reported.get(n) ?? []
    if (expected.kind === 'rejected') {
      const isRight = reasons.length === 1 && (expected.reason.test(reasons[0]) || FINAL.test(reasons[0]))
      if (!isRight) findings.add('not rejected as expected', `row ${n}: ${reasons.join(' ')}`)
      continue
    }
    wanted.set(expected.event.key, expected.event)
    if (reasons.length === 0) continue
    rejectedFor501 += 1
    excused.add(expected.event.key)
    if (!reasons.every((reason) => FINAL.test(reason)))
      findings.add('rejected without a reason', `row ${n}: ${reasons.join(' ')}`)
  }
  const { counts, held } = holdings(state, wanted, findings)
  const lost = [...wanted.keys()].filter((key) => !held.has(key) && !excused.has(key))
  lost.forEach((key) => findings.add('lost', key))
  verifyUserProperties(state, wanted, rejectedFor501 > 0, findings)
  return {
    expected: wanted.size,
    lost: lost.length,
    ...counts,
    rejected: reported.size - rejectedFor501,
    rejectedFor501,
    findings: findings.toLines()
  }
}

function holdings(
  state: HeapSandbox['state'],
  wanted: ReadonlyMap<string, ExpectedEvent>,
  findings: Findings
): { counts: Pick<EventVerdict, 'stored' | 'duplicatesOffered' | 'duplicatesStored'>; held: Set<string> } {
  const held = new Set<string>()
  let twice = 0
  for (const { id } of state.people()) {
    for (const { key = '', name, timestamp, properties } of state.eventsOf(id)) {
      const expected = wanted.get(key)
      if (held.has(key)) twice += 1
      held.add(key)
      if (!expected) findings.add('was never sent', `${name} of ${id}`)
      else if (!isDeepStrictEqual({ person: id, key, name, timestamp, properties: { ...properties } }, expected))
        findings.add('differs from what was sent', `${key}: ${JSON.stringify(properties)}`)
    }
  }
  if (twice > 0) findings.add('stored twice', String(twice))
  const { stored, duplicates } = state.counters
  return { counts: { stored, duplicatesOffered: duplicates, duplicatesStored: twice }, held }
}

/** Whoever started a flow with an identity has their Appcues id on their user, and nothing else. */
function verifyUserProperties(
  state: HeapSandbox['state'],
  wanted: ReadonlyMap<string, ExpectedEvent>,
  isExcused: boolean,
  findings: Findings
): void {
  const starters = new Set(
    [...wanted.values()].filter(({ name }) => name === 'Flow Started').map(({ person }) => person)
  )
  for (const { id, properties } of state.people()) {
    const isKnown = starters.has(id) && !id.startsWith('anon:')
    const isRight = isDeepStrictEqual({ ...properties }, isKnown ? { appcuesUserID: id } : {})
    // A poisoned event of theirs sets the property too, and a 501 may have kept it from being set.
    const isPossible = isDeepStrictEqual({ ...properties }, { appcuesUserID: id }) || (isExcused && isKnown)
    if (!isRight && !isPossible) findings.add('other user properties', `${id}: ${JSON.stringify(properties)}`)
  }
}

export interface MembershipVerdict {
  memberships: number
  wrongProperties: number
  wrongInSegment: number
  /** Segments made by calls at the same time, beside the one that counts. */
  spareSegments: number
  rejected: number
  rejectedFor501: number
  findings: string[]
}

/** Compares Appcues with the changes, from Appcues' side: property and segment of each person, and nothing else. */
export function verifyMemberships(
  { state }: AppcuesSandbox,
  plan: MembershipPlan,
  reported: Reported,
  rejectionOf: (n: number) => RegExp | undefined
): MembershipVerdict {
  const findings = new Findings()
  const expected = finalMembers(plan)
  const names = new Set(AUDIENCES.map(({ property }) => property))
  const [{ property: shared }] = NAMESAKES
  let wrongProperties = 0
  let wrongInSegment = 0
  let memberships = 0
  for (const [property, people] of expected) {
    const segment = oldestSegment(state, property)
    const members = segment === undefined ? undefined : state.membersOf(segment)
    if (!members) findings.add('no segment', property)
    for (const [person, joins] of people) {
      memberships += 1
      if ((state.profile(person)?.properties.get(property) ?? false) !== joins) wrongProperties += 1
      if ((members?.has(person) ?? false) !== joins) wrongInSegment += 1
    }
    const strangers = [...(members ?? [])].filter((person) => !people.has(person))
    strangers.forEach((person) => findings.add('an unexpected member', person))
  }
  for (const { id, properties } of state.profiles()) {
    const isSent = [...properties.keys()].every(
      (name) => (names.has(name) && expected.get(name)?.has(id)) || (name === shared && id.startsWith('first-'))
    )
    if (!isSent) findings.add('an unexpected property', `${id}: ${[...properties.keys()].join()}`)
  }
  const rejectedFor501 = verifyRejections(plan, reported, rejectionOf, findings)
  const spareSegments = state.segments().filter(({ name }) => name !== shared).length - AUDIENCES.length
  return {
    ...{ memberships, wrongProperties, wrongInSegment, spareSegments },
    ...{ rejected: reported.size - rejectedFor501, rejectedFor501, findings: findings.toLines() }
  }
}

function verifyRejections(
  plan: MembershipPlan,
  reported: Reported,
  rejectionOf: (n: number) => RegExp | undefined,
  findings: Findings
): number {
  let final = 0
  for (let n = 1; n <= plan.changes; n++) {
    const rejection = rejectionOf(n)
    const reasons = reported.get(n) ?? []
    if (rejection) {
      if (reasons.length !== 1 || !(rejection.test(reasons[0]) || FINAL.test(reasons[0])))
        findings.add('not rejected as expected', `change ${n}: ${reasons.join(' ')}`)
    } else if (reasons.length > 0) {
      final += 1
      if (!reasons.every((reason) => FINAL.test(reason)))
        findings.add('rejected without a reason', `change ${n}: ${reasons.join(' ')}`)
    }
  }
  return final
}

/** As the destination counts: the oldest of those with the mark, by the whole seconds that Appcues shows, then by id. */
function oldestSegment(state: AppcuesSandbox['state'], property: string): string | undefined {
  const age = ({ created_at, id }: AppcuesSegment): string => created_at.slice(0, 19) + id
  const [oldest] = state
    .segments()
    .filter(({ name }) => name === property)
    .sort((left, right) => (age(left) < age(right) ? -1 : 1))
  return oldest?.id
}
