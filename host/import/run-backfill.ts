import type { SegmentEvent } from '@segment/actions-core'
import { hasZone } from '../../src/destinations/heap-appcues/shared/time'
import { counted } from '../cli/tables'
import { damageOf, plainName } from '../input/ids'
import type { InputRow, GoodRow, BadRow } from '../input/row'
import { fromExportRow } from '../../src/sources/appcues-webhook/from-export-row'
import { SourceError } from '../../src/sources/shared/errors'
import { asRecord } from '../../src/sources/shared/json'
import type { SegmentCall } from '../../src/sources/shared/types'
import type { ResultLine } from './results-file'
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

export interface ExportOptions {
  /** Values of the profile that travel in `context.traits`. */
  traits?: readonly string[]
  /** A bare "Form Submitted" is Appcues' own. */
  takeBareNames?: boolean
  /** The clock, in epoch milliseconds. */
  now?: number
  /** Takes down what the report says once. */
  notes?: ExportNotes
}

/** A row of an export is an Appcues webhook that comes late and needs no signature; from there on it is the source function. */
export function rowToCalls({ row }: GoodRow, { notes, ...options }: ExportOptions = {}): Reading {
  const record = recordOf(row)
  if ('problem' in record) return record
  const messages: string[] = []
  try {
    const { calls, unusedColumns } = fromExportRow(record.row, options, (message) => messages.push(message))
    notes?.add(record.row, unusedColumns)
    const damaged = calls.length === 0 ? undefined : damagedField(calls[0])
    if (damaged !== undefined) return { problem: damaged }
    if (calls.some(({ timestamp }) => timestamp === undefined)) return { problem: NO_TIME }
    if (calls.length === 0) return { events: [], skipped: onCommandLine(messages[0] ?? 'It became no event.') }
    // A call is a SegmentEvent whose values are known to be JSON, because the row was.
    return { events: calls as SegmentEvent[], omitted: messages }
  } catch (error) {
    if (error instanceof SourceError) return { problem: error.message }
    throw error
  }
}

/** The person's id, or the value of their profile that Heap knows them by. */
function damagedField({ userId, context }: SegmentCall): string | undefined {
  const ids = { user_id: userId, ...asRecord(context?.traits) }
  const damaged = Object.entries(ids).map(([field, id]) => ({ field, damage: damageOf(String(id ?? '')) }))
  const found = damaged.find(({ damage }) => damage !== undefined)
  return found && `The field "${found.field}": ${found.damage}`
}

/** The source names its setting; here it is an option. */
const onCommandLine = (message: string): string => message.replace('turn on Take Bare Names', 'add --take-bare-names')

/** A webhook without a time has just happened; for a row of history that would be the wrong day, for good. */
const NO_TIME = 'The field "timestamp" is missing: Heap would place the event at the moment of the backfill.'

/** A line of `--rejects`: which row, why, and what it held, so that the file can be corrected and given to `backfill` again. */
export interface RejectedRow extends ResultLine {
  outcome: 'rejected' | 'failed'
  reasons: string[]
  /** The row as it was read. */
  record?: Record<string, unknown>
  /** The text of a row that could not be read. */
  text?: string
}

export const rejectedRow = (
  source: GoodRow | BadRow,
  outcome: RejectedRow['outcome'],
  reasons: string[]
): RejectedRow => ({
  row: source.number,
  outcome,
  reasons,
  ...('row' in source ? { record: source.row } : { text: source.text })
})

const STILL_TEXT =
  'This line of a rejects file holds the text of a row that could not be read. Write the event into it as an object called "record".'

/** What an export's row holds: itself, or the record of a rejects file. */
export function recordOf(row: Record<string, unknown>): { row: Record<string, unknown> } | { problem: string } {
  if (!Array.isArray(row.reasons) || typeof row.row !== 'number') return { row }
  const { record = parsed(row.text) } = row
  return isObject(record) ? { row: record } : { problem: STILL_TEXT }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/** A hostile file may have as many columns as rows. */
const MOST_COLUMNS = 50

/** Takes down what is true of many rows of an export, and is worth one line of a report. */
export class ExportNotes {
  private readonly unused = new Set<string>()
  private withoutZone = 0
  private timeColumn = 'timestamp'

  add(row: Record<string, unknown>, unusedColumns: readonly string[]): void {
    for (const column of unusedColumns) if (this.unused.size < MOST_COLUMNS) this.unused.add(column)
    const time = this.timeOf(row)
    if (typeof time === 'string' && !hasZone(time)) this.withoutZone += 1
  }

  lines(): string[] {
    const columns = [...this.unused].map((column) => `"${column.slice(0, 60)}"`).join(', ')
    return [
      ...(this.withoutZone > 0
        ? [
            `${counted(this.withoutZone, 'time')} without a zone ${this.withoutZone === 1 ? 'was' : 'were'} read as UTC.`
          ]
        : []),
      ...(columns === '' ? [] : [`Columns that are not used: ${columns}.`])
    ]
  }

  /** The column may be written in capitals or with blanks, in all rows alike. */
  private timeOf(row: Record<string, unknown>): unknown {
    if (Object.hasOwn(row, this.timeColumn)) return row[this.timeColumn]
    const found = Object.keys(row).find((column) => plainName(column) === 'timestamp')
    if (found === undefined) return undefined
    this.timeColumn = found
    return row[found]
  }
}
