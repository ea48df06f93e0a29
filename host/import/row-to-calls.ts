import type { SegmentEvent } from '@segment/actions-core'
import { damageOf } from '../input/damaged-id'
import type { GoodRow } from '../input/row'
import { SourceError, fromExportRow } from '../server/source-cores'
import { recordOf } from './rejected-row'
import type { ExportNotes } from './export-notes'
import type { Reading } from './run-import'

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
    const damage = damageOf(calls[0]?.userId ?? '')
    if (damage !== undefined) return { problem: `The field "user_id": ${damage}` }
    if (calls.some(({ timestamp }) => timestamp === undefined)) return { problem: NO_TIME }
    if (calls.length === 0) return { events: [], skipped: onCommandLine(messages[0] ?? 'It became no event.') }
    // A call is a SegmentEvent whose values are known to be JSON, because the row was.
    return { events: calls as SegmentEvent[], omitted: messages }
  } catch (error) {
    if (error instanceof SourceError) return { problem: error.message }
    throw error
  }
}

/** The source names its setting; here it is an option. */
const onCommandLine = (message: string): string => message.replace('turn on Take Bare Names', 'add --take-bare-names')

/** A webhook without a time has just happened; for a row of history that would be the wrong day, for good. */
const NO_TIME = 'The field "timestamp" is missing: Heap would place the event at the moment of the backfill.'
