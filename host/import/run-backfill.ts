import type { SegmentEvent } from '@segment/actions-core'
import type { InputRow } from '../input/row'
import type { ExportNotes } from './export-notes'
import type { ReadChunk, ReadRow } from './read-export'
import type { ResultLine } from './results-file'
import { runImport } from './run-import'
import type { ImportOptions, ImportResult } from './run-import'
import type { Tally } from './tally'

export interface BackfillOptions<Settings> extends Omit<ImportOptions<Settings, ReadRow>, 'lists'> {
  chunks: AsyncIterable<ReadChunk>
  /** Takes down what the report says once. */
  notes?: ExportNotes
  /** Sees every event that an export became, before it is sent. */
  sees?: (event: SegmentEvent) => void
}

export interface BackfillResult extends Omit<ImportResult, 'tallies'> {
  tally: Tally
}

/** Takes the rows of an export through subscriptions and destination. */
export async function runBackfill<Settings>(options: BackfillOptions<Settings>): Promise<BackfillResult> {
  const { chunks, notes, sees, ...rest } = options
  const read = ({ reading }: ReadRow): ReadRow['reading'] => {
    if (sees && 'events' in reading) reading.events.forEach(sees)
    return reading
  }
  const { tallies, ...result } = await runImport({ ...rest, lists: [{ chunks: rowsOf(chunks, notes), read }] })
  return { ...result, tally: tallies[0] }
}

async function* rowsOf(chunks: AsyncIterable<ReadChunk>, notes?: ExportNotes): AsyncGenerator<ReadRow[]> {
  for await (const { rows, notes: ofRows } of chunks) {
    if (ofRows) notes?.add(ofRows)
    yield rows
  }
}

/** A line of `--rejects`: which row, why, and what it held, so that the file can be corrected and given to `backfill` again. */
export interface RejectedRow extends ResultLine {
  outcome: 'rejected' | 'failed'
  reasons: string[]
  /** The row as it was read. */
  record?: Record<string, unknown>
  /** The text of a row that could not be read. */
  text?: string
}

export const rejectedRow = (row: InputRow, outcome: RejectedRow['outcome'], reasons: string[]): RejectedRow => ({
  row: row.number,
  outcome,
  reasons,
  ...('row' in row ? { record: row.row } : { text: row.text })
})
