import type { BadRow, GoodRow } from '../input/row'
import type { ResultLine } from './results-file'

/** A line of `--rejects`: which row, why, and what it held, so that the file can be mended and given to `backfill` again. */
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
