import type { SegmentEvent } from '@segment/actions-core'
import { CommandError } from '../cli/command-error'
import { thousands } from '../cli/tables'
import type { EventResponse, Kind } from '../delivery/outcome'
import type { Item } from '../delivery/batches'
import { Pipeline } from '../delivery/pipeline'
import type { Outcomes, PipelineOptions } from '../delivery/pipeline'
import { untilAborted } from '../input/streams'
import { CompletionTracker } from './completion-tracker'
import { Tally } from './tally'

/** What one row becomes: events, or none and why; or why it cannot be used. */
export type Reading = { events: SegmentEvent[]; omitted?: string[]; skipped?: string } | { problem: string }

/** Rows of one file, and how each is read. Rows that an earlier run did are read again too, but not sent. */
export interface ImportList<Row extends { number: number }> {
  /** A few at a time: their triggers are looked up together. */
  chunks: AsyncIterable<readonly Row[]>
  read: (row: Row) => Reading
}

/** Rows are counted through all lists, one after the other. Everything up to `row` is done, and how many rows of that were rejected. */
export interface Mark {
  row: number
  rejected: number
}

/** What became of a row that made no event, or of one event of a row. */
export interface RowOutcome<Row> {
  /** Place of the list. */
  list: number
  /** Number of the row in its list. */
  row: number
  kind: Kind
  reasons: string[]
  event?: SegmentEvent
  source: Row
}

export interface ImportOptions<Settings, Row extends { number: number }> extends Omit<
  PipelineOptions<Settings>,
  'settled' | 'retrying'
> {
  lists: readonly ImportList<Row>[]
  /** Where an earlier run over the same lists stopped. */
  from?: Mark
  /** Ends the run early; what is under way is finished. */
  signal?: AbortSignal
  outcome?: (outcome: RowOutcome<Row>) => void
  /** Hears of every event once its outcome is known, for a host that shows them one by one. */
  settled?: PipelineOptions<Settings>['settled']
  /** Hears what a vendor responded to a delivered event. */
  delivered?: (response: EventResponse) => void
  /** Called now and then, with the place to resume from. */
  checkpoint?: (mark: Mark, counts: ImportCounts) => void
  /** Milliseconds between two checkpoints. */
  checkpointEvery?: number
}

export interface ImportCounts {
  rows: number
  requests: number
  retried: number
}

export interface ImportResult extends Omit<ImportCounts, 'rows'> {
  /** One for each list, in their order. */
  tallies: Tally[]
  mark: Mark
  /** Why it ended early, if it did. */
  stopped?: string
}

/**
 * Takes the rows of files through source, subscriptions and destination, in batches and with the attempts the platform has. Reads
 * no faster than the vendor takes, so memory does not grow with a file.
 */
export async function runImport<Settings, Row extends { number: number }>(
  options: ImportOptions<Settings, Row>
): Promise<ImportResult> {
  const { signal, checkpointEvery = 1000 } = options
  const run = new ImportRun(options)
  const interrupt = (): void => run.pipeline.stop(String(signal?.reason))
  if (signal?.aborted) interrupt()
  signal?.addEventListener('abort', interrupt)
  const checkpoint = (): void => options.checkpoint?.(run.tracker.mark(), run.counts())
  const checkpoints = setInterval(() => run.attempt(checkpoint), checkpointEvery)
  try {
    for (const [index, list] of options.lists.entries()) await run.push(list, index)
    await run.pipeline.finish()
    run.assertReached()
  } finally {
    clearInterval(checkpoints)
    signal?.removeEventListener('abort', interrupt)
    checkpoint()
  }
  const { requests, retried } = run.counts()
  return { tallies: run.tallies, requests, retried, mark: run.tracker.mark(), stopped: run.pipeline.stopped }
}

/** An event, and the row that it was made of. */
interface RowItem<Row> extends Item {
  source: Row
}

class ImportRun<Settings, Row extends { number: number }> {
  readonly tallies: Tally[]
  readonly tracker: CompletionTracker
  readonly pipeline: Pipeline<Settings, RowItem<Row>>
  /** The row that each list begins after. */
  private readonly starts: number[] = []
  private last = 0
  private requests = 0
  private retried = 0

  constructor(private readonly options: ImportOptions<Settings, Row>) {
    const { lists, from } = options
    this.tallies = lists.map(() => new Tally())
    this.tracker = new CompletionTracker(from?.row, from?.rejected)
    this.pipeline = new Pipeline({
      ...options,
      settled: (item, outcomes) => this.settle(item, outcomes),
      retrying: (items) => void (this.retried += items),
      exchange: (exchange) => {
        this.requests += 1
        options.exchange?.(exchange)
      }
    })
  }

  counts(): ImportCounts {
    const rows = this.tallies.reduce((sum, tally) => sum + tally.rows, 0)
    return { rows, requests: this.requests, retried: this.retried }
  }

  /** Work beside the run: where it fails, the run ends in order, and what is done is known. */
  attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.pipeline.stop((error as Error).message)
    }
  }

  /** An earlier run cannot have stopped after the end: the place was changed, or the input is not the one of then. */
  assertReached(): void {
    const { from } = this.options
    if (!from || this.pipeline.stopped !== undefined || this.last >= from.row) return
    throw new CommandError(
      `The input ends before number ${thousands(from.row)}, where the run to resume stopped. Start without --resume.`
    )
  }

  async push(list: ImportList<Row>, index: number): Promise<void> {
    this.starts[index] = this.last
    for await (const rows of untilAborted(list.chunks, this.pipeline.signal)) {
      if (this.pipeline.signal.aborted) return
      await this.pipeline.push(rows.flatMap((row) => this.take(row, list, index)))
    }
  }

  /** The events of a row that are to be delivered; a row that makes none is counted here. */
  private take(row: Row, list: ImportList<Row>, index: number): RowItem<Row>[] {
    const number = this.starts[index] + row.number
    this.last = Math.max(this.last, number)
    const reading = list.read(row)
    if (number <= (this.options.from?.row ?? 0)) return []
    const tally = this.tallies[index]
    tally.rows += 1
    if ('problem' in reading) {
      this.tracker.begin(number, 0)
      this.tracker.reject(number)
      tally.rejected.add(reading.problem, row.number)
      this.report(row, index, 'rejected', [reading.problem])
      return []
    }
    this.tracker.begin(number, reading.events.length)
    reading.omitted?.forEach((what) => tally.omitted.add(what, row.number))
    if (reading.skipped !== undefined) {
      tally.skipped.add(reading.skipped, row.number)
      if (reading.events.length === 0) this.report(row, index, 'skipped', [reading.skipped])
    }
    return reading.events.map((event) => ({ number, event, source: row }))
  }

  private settle(item: RowItem<Row>, outcomes: Outcomes): void {
    const { number, event, source } = item
    this.options.settled?.(item, outcomes)
    const index = this.starts.filter((start) => start < number).length - 1
    const { kind, reasons } = this.tallies[index].count(number - this.starts[index], event, outcomes)
    for (const { outcome } of outcomes) if (outcome.kind === 'delivered') this.options.delivered?.(outcome.response)
    if (outcomes.some(({ outcome }) => outcome.kind === 'rejected')) this.tracker.reject(number)
    // What failed stays open, so that --resume offers it again.
    if (kind !== 'failed') this.tracker.settle(number)
    this.report(source, index, kind, reasons, event)
  }

  private report(source: Row, list: number, kind: Kind, reasons: string[], event?: SegmentEvent): void {
    this.options.outcome?.({ list, row: source.number, kind, reasons, event, source })
  }
}
