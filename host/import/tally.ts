import type { SegmentEvent } from '@segment/actions-core'
import { omittedBy } from '../delivery/outcome'
import type { Kind } from '../delivery/outcome'
import { FingerprintSet } from '../delivery/fingerprint-set'
import type { Outcomes } from '../delivery/pipeline'

export interface EventCount {
  name: string
  delivered: number
  rejected: number
  failed: number
}

const MOST_NAMES = 500
const OTHER = 'Other names'
const NOT_TAKEN = 'No mapping that is switched on takes it.'
const FIRST_PEOPLE = 10

/** Everything that is counted of one list. */
export class Tally {
  rows = 0
  /** Events that at least one mapping delivered. */
  delivered = 0
  /** Rows that could not be read or used, and events that were rejected. */
  readonly rejected = new ReasonCounter()
  readonly failed = new ReasonCounter()
  readonly skipped = new ReasonCounter()
  /** Properties that were not sent, though their event was. */
  readonly omitted = new ReasonCounter()
  /** The first people of whom something was delivered, to be shown. */
  readonly firstPeople: string[] = []
  private readonly names = new Map<string, EventCount>()
  private readonly persons = new FingerprintSet()

  get people(): number {
    return this.persons.size
  }

  get events(): EventCount[] {
    return [...this.names.values()].sort((a, b) => b.delivered - a.delivered || a.name.localeCompare(b.name))
  }

  /** Counts what became of one event. Several mappings may take it; one that skips it is worth a word only when no other took it. */
  count(row: number, { userId, anonymousId }: SegmentEvent, outcomes: Outcomes): { kind: Kind; reasons: string[] } {
    for (const { subscription, outcome } of outcomes) {
      if (outcome.kind === 'skipped') continue
      this.countName(nameOf(outcome.response.sent) ?? subscription.name, outcome.kind)
      if (outcome.kind === 'delivered') omittedBy(outcome.response).forEach((what) => this.omitted.add(what, row))
    }
    const rejected = reasonsOf(outcomes, 'rejected')
    const failed = reasonsOf(outcomes, 'failed')
    rejected.forEach((reason) => this.rejected.add(reason, row))
    failed.forEach((reason) => this.failed.add(reason, row))
    if (outcomes.some(({ outcome }) => outcome.kind === 'delivered')) this.countPerson(userId ?? anonymousId ?? '')
    if (failed.length > 0) return { kind: 'failed', reasons: [...rejected, ...failed] }
    if (rejected.length > 0) return { kind: 'rejected', reasons: rejected }
    if (outcomes.some(({ outcome }) => outcome.kind === 'delivered')) return { kind: 'delivered', reasons: [] }
    const reason = reasonsOf(outcomes, 'skipped')[0] ?? NOT_TAKEN
    this.skipped.add(reason, row)
    return { kind: 'skipped', reasons: [reason] }
  }

  private countPerson(id: string): void {
    this.delivered += 1
    if (this.persons.add(id) && this.firstPeople.length < FIRST_PEOPLE) this.firstPeople.push(id)
  }

  private countName(name: string, kind: Exclude<Kind, 'skipped'>): void {
    const key = this.names.has(name) || this.names.size < MOST_NAMES ? name : OTHER
    const count = this.names.get(key) ?? { name: key, delivered: 0, rejected: 0, failed: 0 }
    count[kind] += 1
    this.names.set(key, count)
  }
}

const reasonsOf = (outcomes: Outcomes, kind: Kind): string[] => [
  ...new Set(outcomes.filter(({ outcome }) => outcome.kind === kind).map(({ outcome }) => outcome.reason))
]

/** The name under which the vendor has the event, where what was sent is an event. */
function nameOf(sent: unknown): string | undefined {
  const name = typeof sent === 'object' && sent !== null && 'event' in sent ? sent.event : undefined
  return typeof name === 'string' ? name : undefined
}

/** One reason, how often it was given, and the rows it was first given for. */
export interface ReasonCount {
  reason: string
  count: number
  firstRows: number[]
}

const MOST_REASONS = 100
const FIRST_ROWS = 5
const OTHER_REASONS = 'Other reasons.'

/** Counts reasons; a hostile file with a reason of its own in every row does not fill the memory. */
export class ReasonCounter {
  private readonly counts = new Map<string, ReasonCount>()
  total = 0

  add(reason: string, row: number): void {
    this.total += 1
    const key = this.counts.has(reason) || this.counts.size < MOST_REASONS ? reason : OTHER_REASONS
    const found = this.counts.get(key) ?? { reason: key, count: 0, firstRows: [] }
    found.count += 1
    if (found.firstRows.length < FIRST_ROWS) found.firstRows = [...new Set([...found.firstRows, row])].sort(ascending)
    this.counts.set(key, found)
  }

  /** The most frequent first. */
  all(): ReasonCount[] {
    return [...this.counts.values()].sort((left, right) => right.count - left.count)
  }
}

const ascending = (left: number, right: number): number => left - right
