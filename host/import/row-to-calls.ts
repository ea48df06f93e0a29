import type { SegmentEvent } from '@segment/actions-core'
import { fromExportRow } from '../../src/sources/appcues-webhook/from-export-row'
import { SourceError } from '../../src/sources/shared/errors'
import { asRecord } from '../../src/sources/shared/json'
import type { SegmentCall } from '../../src/sources/shared/types'
import { damageOf } from '../input/ids'
import type { GoodRow } from '../input/row'
import type { ExportNotes } from './export-notes'
import type { Reading } from './run-import'

export interface ExportOptions {
  /** Values of the profile that travel in `context.traits`. */
  traits?: readonly string[]
  /** A bare "Form Submitted" is Appcues' own. */
  takeBareNames?: boolean
  /** The clock, in epoch milliseconds. */
  now?: number
}

/**
 * A row of an export is an Appcues webhook that comes late and needs no signature; from there on it is the source function.
 *
 * @param notes takes down what the report says once
 */
export function rowToCalls({ row }: GoodRow, options: ExportOptions = {}, notes?: ExportNotes): Reading {
  const record = recordOf(row)
  if ('problem' in record) return record
  const messages: string[] = []
  try {
    const { calls, unusedColumns } = fromExportRow(record.row, options, (message) => messages.push(message))
    notes?.see(record.row, unusedColumns)
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

const STILL_TEXT =
  'This line of a rejects file holds the text of a row that could not be read. Write the event into it as an object called "record".'

/** What an export's row holds: itself, or the record of a rejects file. */
function recordOf(row: Record<string, unknown>): { row: Record<string, unknown> } | { problem: string } {
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
