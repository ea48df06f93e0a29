import type { DestinationDefinition, JSONObject } from '@segment/actions-core'
import type { RetryPolicy } from '../../delivery/deliver'
import type { Item } from '../../delivery/item'
import { Pipeline } from '../../delivery/pipeline'
import type { Outcomes } from '../../delivery/pipeline'
import type { Exchange } from '../../delivery/sender'
import { automaticSubscriptions } from '../../delivery/subscription'
import { chunksOf } from '../chunks'
import { CompletionTracker } from '../completion-tracker'
import { FingerprintSet } from '../../delivery/fingerprint-set'
import { Jobs } from '../../appcues/jobs'
import type { Job } from '../../appcues/jobs'
import { ListTally } from './list-tally'
import { membershipEvent } from './membership-event'
import type { OutcomeLine } from './outcome-file'
import type { PersonRow } from '../../input/people'

/** People who join, or who leave. */
export interface MemberList {
  name: string
  joins: boolean
  people: AsyncIterable<PersonRow>
}

export interface SyncOptions<Settings> {
  definition: DestinationDefinition<Settings>
  settings: JSONObject
  /** The reference of the connected audience. */
  reference: string
  /** Of someone who stands in several lists, the first list counts. */
  lists: readonly MemberList[]
  /** When the changes were made: ISO 8601 in UTC. */
  time: string
  policy?: RetryPolicy
  /** Where an earlier run over the same lists stopped. */
  from?: SyncMark
  signal?: AbortSignal
  outcome?: (line: OutcomeLine) => void
  exchange?: (exchange: Exchange) => void
  /** Called now and then, with the place to resume from. */
  checkpoint?: (mark: SyncMark, rows: number) => void
}

/** Rows are counted through all lists, one after the other. Everything up to `row` is done, with so many of it refused. */
export interface SyncMark {
  row: number
  refused: number
}

export interface SyncResult {
  /** One for each list, in their order. */
  tallies: ListTally[]
  jobs: Job[]
  requests: number
  retried: number
  mark: SyncMark
  /** Why it ended early, if it did. */
  stopped?: string
}

const CHUNK = 500
const CHECKPOINT_EVERY = 1000

/** Takes lists of people through the destination's action for audiences, in batches and with the attempts the platform has. */
export async function runSync<Settings>(options: SyncOptions<Settings>): Promise<SyncResult> {
  const sync = new Sync(options)
  const { stop } = sync.pipeline
  const interrupt = (): void => stop.ask(String(options.signal?.reason))
  if (options.signal?.aborted) interrupt()
  options.signal?.addEventListener('abort', interrupt)
  const checkpoint = (): void => options.checkpoint?.(sync.ledger.mark(), sync.rows)
  const checkpoints = setInterval(checkpoint, CHECKPOINT_EVERY)
  try {
    for (const [index, list] of options.lists.entries()) await sync.push(list, index)
    await sync.pipeline.finish()
  } finally {
    clearInterval(checkpoints)
    options.signal?.removeEventListener('abort', interrupt)
    checkpoint()
  }
  return {
    ...sync.counts,
    tallies: sync.tallies,
    jobs: sync.jobs.all(),
    mark: sync.ledger.mark(),
    stopped: stop.reason
  }
}

class Sync<Settings> {
  readonly tallies: ListTally[]
  readonly jobs = new Jobs()
  readonly ledger: CompletionTracker
  readonly pipeline: Pipeline<Settings>
  readonly counts = { requests: 0, retried: 0 }
  /** The row that the present list begins after. */
  private readonly starts: number[] = []
  private last = 0
  private readonly seen = new FingerprintSet()

  constructor(private readonly options: SyncOptions<Settings>) {
    const { definition, settings, policy, from, lists } = options
    this.tallies = lists.map(() => new ListTally())
    this.ledger = new CompletionTracker(from?.row, from?.refused)
    this.pipeline = new Pipeline({
      ...{ definition, settings, policy },
      subscriptions: automaticSubscriptions(definition).filter(({ partnerAction }) => partnerAction === 'syncAudience'),
      settled: (item, outcomes) => this.settle(item, outcomes),
      retrying: (items) => void (this.counts.retried += items),
      exchange: (exchange) => {
        this.counts.requests += 1
        options.exchange?.(exchange)
      }
    })
  }

  get rows(): number {
    return this.tallies.reduce((sum, { rows }) => sum + rows, 0)
  }

  async push(list: MemberList, index: number): Promise<void> {
    const { stop } = this.pipeline
    this.starts[index] = this.last
    for await (const rows of chunksOf(list.people, CHUNK, stop)) {
      if (stop.isAsked) return
      await this.pipeline.push(rows.flatMap((row) => this.take(row, list, index)))
    }
  }

  /** The change of one row. Rows that an earlier run did are read again all the same: whoever they name is named. */
  private take(row: PersonRow, list: MemberList, index: number): Item[] {
    const number = this.starts[index] + row.number
    this.last = Math.max(this.last, number)
    const isNew = 'id' in row && this.seen.add(row.id)
    if (number <= (this.options.from?.row ?? 0)) return []
    this.tallies[index].rows += 1
    this.ledger.begin(number, isNew ? 1 : 0)
    if ('problem' in row) {
      this.ledger.refuse(number)
      this.note(index, row.number, 'refused', undefined, row.problem)
    } else if (!isNew) {
      this.note(index, row.number, 'left out', row.id, index === 0 ? TWICE : ELSEWHERE)
    } else {
      const { reference, time } = this.options
      return [{ number, event: membershipEvent(reference, row.id, list.joins, time) }]
    }
    return []
  }

  private settle({ number, event }: Item, outcomes: Outcomes): void {
    const index = this.starts.filter((start) => start < number).length - 1
    const row = number - this.starts[index]
    const id = String(event.userId)
    const [{ kind, reason, answer }] = outcomes.map(({ outcome }) => outcome)
    if (kind === 'sent') this.jobs.see(answer)
    if (kind === 'refused') this.ledger.refuse(number)
    this.note(index, row, kind, id, reason)
    // What could not be delivered stays open, so that --resume offers it again.
    if (kind !== 'undelivered') this.ledger.settle(number)
  }

  private note(
    index: number,
    row: number,
    kind: Outcomes[number]['outcome']['kind'],
    id?: string,
    reason?: string
  ): void {
    const tally = this.tallies[index]
    const { name, joins } = this.options.lists[index]
    if (kind === 'sent') tally.write(id ?? '')
    else tally[REASONS[kind]].add(reason ?? '', row)
    const outcome = kind === 'sent' ? (joins ? 'added' : 'removed') : kind
    this.options.outcome?.({ list: name, row, id, outcome, ...(reason ? { reason } : {}) })
  }
}

const REASONS = { refused: 'refused', undelivered: 'undelivered', 'left out': 'leftOut' } as const
const TWICE = 'The person stands in the list already.'
const ELSEWHERE = 'The person stands in the list of members, or in this list already.'
