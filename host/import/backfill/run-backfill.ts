import type { InputRow } from '../../input/row'
import type { Item } from '../../delivery/item'
import { Pipeline } from '../../delivery/pipeline'
import type { Outcomes, PipelineOptions } from '../../delivery/pipeline'
import { chunksOf } from '../chunks'
import { CompletionTracker } from '../completion-tracker'
import type { Reject } from './rejects-file'
import { rowToCalls } from './row-to-calls'
import { Tally } from './tally'

export interface BackfillOptions<Settings> extends Omit<PipelineOptions<Settings>, 'settled' | 'retrying'> {
  rows: AsyncIterable<InputRow>
  /** Events from this moment on (ISO 8601 in UTC) are left out: the live connection sent them. */
  until?: string
  /** Where an earlier run stopped; `rows` begin after it. */
  from?: { row: number; refused: number }
  /** Ends the run early; what is under way is finished. */
  signal?: AbortSignal
  reject?: (reject: Reject) => void
  /** Hears of every event once all is said about it, for a host that shows them one by one. */
  settled?: PipelineOptions<Settings>['settled']
  /** Called now and then, with the place to resume from. */
  checkpoint?: (mark: { row: number; refused: number }, tally: Tally) => void
  /** Milliseconds between two checkpoints. */
  checkpointEvery?: number
}

export interface BackfillResult {
  tally: Tally
  /** Everything up to this row is done, with so many of these rows refused, those of earlier runs included. */
  mark: { row: number; refused: number }
  /** Why it ended early, if it did. */
  stopped?: string
}

/** Rows are read in lists of so many: the triggers of a list are looked up together. */
const CHUNK = 500

/**
 * Takes the rows of an export through source, subscriptions and destination. Reads no faster than the vendor takes, so memory does
 * not grow with the file.
 */
export async function runBackfill<Settings>(options: BackfillOptions<Settings>): Promise<BackfillResult> {
  const backfill = new Backfill(options)
  const { stop } = backfill.pipeline
  const interrupt = (): void => stop.ask(String(options.signal?.reason))
  if (options.signal?.aborted) interrupt()
  options.signal?.addEventListener('abort', interrupt)
  const checkpoint = (): void => options.checkpoint?.(backfill.ledger.mark(), backfill.tally)
  const checkpoints = setInterval(checkpoint, options.checkpointEvery ?? 1000)
  try {
    for await (const rows of chunksOf(options.rows, CHUNK, stop)) {
      await backfill.pipeline.push(rows.flatMap((row) => backfill.take(row)))
      if (stop.isAsked) break
    }
    await backfill.pipeline.finish()
  } finally {
    clearInterval(checkpoints)
    options.signal?.removeEventListener('abort', interrupt)
    checkpoint()
  }
  return { tally: backfill.tally, mark: backfill.ledger.mark(), stopped: stop.reason }
}

class Backfill<Settings> {
  readonly tally = new Tally()
  readonly ledger: CompletionTracker
  readonly pipeline: Pipeline<Settings>

  constructor(private readonly options: BackfillOptions<Settings>) {
    this.ledger = new CompletionTracker(options.from?.row, options.from?.refused)
    this.pipeline = new Pipeline({
      ...options,
      settled: (item, outcomes) => this.settle(item, outcomes),
      retrying: (items) => void (this.tally.retried += items),
      exchange: (exchange) => {
        this.tally.requests += 1
        options.exchange?.(exchange)
      }
    })
  }

  /** The events of a row that are to be delivered; what is not is counted here. */
  take(row: InputRow): Item[] {
    const { number } = row
    this.tally.rows += 1
    const reading = 'problem' in row ? row : rowToCalls(row)
    if ('problem' in reading) {
      this.refuseRow(number, reading.problem, 'problem' in row ? row.text : JSON.stringify(row.row))
      return []
    }
    if (reading.events.length === 0) this.tally.leftOut.add(reading.remarks[0] ?? 'It became no event.', number)
    else reading.remarks.forEach((remark) => this.tally.remarks.add(remark, number))
    const items = reading.events.filter((event) => this.isWanted(number, event)).map((event) => ({ number, event }))
    this.ledger.begin(number, items.length)
    return items
  }

  private isWanted(number: number, event: Item['event']): boolean {
    const { until } = this.options
    if (until === undefined || String(event.timestamp) < until) return true
    this.tally.leftOut.add('It happened at the time of --until or later.', number)
    return false
  }

  private refuseRow(row: number, reason: string, text: string): void {
    this.ledger.begin(row, 0)
    this.ledger.refuse(row)
    this.tally.refused.add(reason, row)
    this.options.reject?.({ row, reasons: [reason], text })
  }

  private settle(item: Item, outcomes: Outcomes): void {
    const { number: row, event } = item
    this.options.settled?.(item, outcomes)
    const reasons = this.tally.count(item, outcomes)
    if (reasons.length > 0) this.options.reject?.({ row, reasons, event })
    const kinds = outcomes.map(({ outcome }) => outcome.kind)
    if (kinds.includes('refused')) this.ledger.refuse(row)
    // What could not be delivered stays open, so that --resume offers it again.
    if (!kinds.includes('undelivered')) this.ledger.settle(row)
  }
}
