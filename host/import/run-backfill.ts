import type { SegmentEvent } from '@segment/actions-core'
import type { InputRow } from '../input/row'
import { rowToCalls } from './row-to-calls'
import type { ExportOptions } from './row-to-calls'
import { runImport } from './run-import'
import type { ImportOptions, ImportResult, Reading } from './run-import'
import type { Tally } from './tally'

export interface BackfillOptions<Settings> extends Omit<ImportOptions<Settings, InputRow>, 'lists'> {
  /** How rows become events. */
  reading?: ExportOptions
  rows: AsyncIterable<InputRow>
  /** Events from this moment on (ISO 8601 in UTC) are skipped: the live connection sent them. */
  until?: string
  /** Sees every event that an export became, before it is sent. */
  sees?: (event: SegmentEvent) => void
}

export interface BackfillResult extends Omit<ImportResult, 'tallies'> {
  tally: Tally
}

/** Takes the rows of an export through source, subscriptions and destination. */
export async function runBackfill<Settings>(options: BackfillOptions<Settings>): Promise<BackfillResult> {
  const { rows, until, reading: how, sees, ...rest } = options
  const read = (row: InputRow): Reading => {
    const reading = 'problem' in row ? row : rowToCalls(row, how)
    if ('problem' in reading) return { problem: reading.problem }
    const events = reading.events.filter(({ timestamp }) => until === undefined || String(timestamp) < until)
    events.forEach((event) => sees?.(event))
    return events.length < reading.events.length ? { events, skipped: AFTER } : { ...reading, events }
  }
  const { tallies, ...result } = await runImport({ ...rest, lists: [{ rows, read }] })
  return { ...result, tally: tallies[0] }
}

const AFTER = 'It happened at the time of --until or later.'
