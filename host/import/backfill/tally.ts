import type { Item } from '../../delivery/item'
import type { Kind } from '../../delivery/answer'
import { remarksOf } from '../../delivery/answer'
import type { Outcomes } from '../../delivery/pipeline'
import { ReasonCounter } from '../reason-counter'
import { FingerprintSet } from '../../delivery/fingerprint-set'

export interface EventCount {
  name: string
  sent: number
  refused: number
  undelivered: number
}

const MOST_NAMES = 500
const OTHER = 'Other names'
const NOT_TAKEN = 'No mapping that is switched on takes it.'

/** Everything a run counts. */
export class Tally {
  rows = 0
  requests = 0
  retried = 0
  /** Rows that could not be read or used, and events that were refused. */
  readonly refused = new ReasonCounter()
  readonly undelivered = new ReasonCounter()
  readonly leftOut = new ReasonCounter()
  /** Parts of events that were not sent, though the event was. */
  readonly remarks = new ReasonCounter()
  private readonly names = new Map<string, EventCount>()
  private readonly persons = new FingerprintSet()

  get people(): number {
    return this.persons.size
  }

  get events(): EventCount[] {
    return [...this.names.values()].sort((left, right) => right.sent - left.sent || left.name.localeCompare(right.name))
  }

  /**
   * Counts what became of one event. Several mappings may take it; one that leaves it out is worth a word only when no other took it.
   *
   * @returns the reasons for which it was refused or not delivered, each once
   */
  count({ number, event }: Item, outcomes: Outcomes): string[] {
    for (const { subscription, outcome } of outcomes) {
      if (outcome.kind === 'left out') continue
      this.countName(nameOf(outcome.answer.sent) ?? subscription.name, outcome.kind)
      if (outcome.kind !== 'sent') continue
      this.persons.add(event.userId ?? event.anonymousId ?? '')
      remarksOf(outcome.answer).forEach((remark) => this.remarks.add(remark, number))
    }
    const refused = reasonsOf(outcomes, 'refused')
    const undelivered = reasonsOf(outcomes, 'undelivered')
    refused.forEach((reason) => this.refused.add(reason, number))
    undelivered.forEach((reason) => this.undelivered.add(reason, number))
    if (outcomes.every(({ outcome }) => outcome.kind === 'left out')) {
      this.leftOut.add(reasonsOf(outcomes, 'left out')[0] ?? NOT_TAKEN, number)
    }
    return [...refused, ...undelivered]
  }

  private countName(name: string, kind: Exclude<Kind, 'left out'>): void {
    const key = this.names.has(name) || this.names.size < MOST_NAMES ? name : OTHER
    const count = this.names.get(key) ?? { name: key, sent: 0, refused: 0, undelivered: 0 }
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
