import type { Input } from '../input/open-input'
import { readRows } from '../input/read-rows'
import type { InputRow, RowUnit } from '../input/row'
import { chunksOf } from '../input/streams'
import { ExportNotes } from './export-notes'
import type { NotesOfRows } from './export-notes'
import { rowToCalls } from './row-to-calls'
import type { ExportOptions } from './row-to-calls'
import type { Reading } from './run-import'

/** How an export is read: plain data, because another thread may do it. */
export interface ReadOptions extends ExportOptions {
  /** Rows up to this number are skipped. */
  after?: number
  /** Events from this moment on (ISO 8601 in UTC) are skipped: the live connection sent them. */
  until?: string
  /** Gives the rows as they came too, for someone who shows them or writes them down. */
  keepsRows?: boolean
}

/** What a row of an export became. */
export interface ReadRow {
  number: number
  reading: Reading
  /** The row as it came. */
  raw?: InputRow
}

/** Rows that were read together, and what is true of them. */
export interface ReadChunk {
  rows: ReadRow[]
  notes?: NotesOfRows
}

/** An export that is being read. */
export interface ReadExport {
  format: string
  unit: RowUnit
  chunks: AsyncIterable<ReadChunk>
}

/**
 * Reads an export, and turns its rows into events.
 *
 * @throws CommandError, naming the input, when it is nothing that can be read
 */
export async function readExport(
  input: Pick<Input, 'name' | 'head' | 'bytes'>,
  options: ReadOptions
): Promise<ReadExport> {
  const { rows, format, unit } = await readRows(input, options.after)
  return { format, unit, chunks: readChunks(rows, options) }
}

async function* readChunks(rows: AsyncIterable<InputRow>, options: ReadOptions): AsyncGenerator<ReadChunk> {
  const notes = new ExportNotes()
  for await (const chunk of chunksOf(rows)) {
    const read = chunk.map((row): ReadRow => {
      const reading = readRow(row, options, notes)
      return options.keepsRows ? { number: row.number, reading, raw: row } : { number: row.number, reading }
    })
    yield { rows: read, notes: notes.take() }
  }
}

function readRow(row: InputRow, { until, ...options }: ReadOptions, notes: ExportNotes): Reading {
  const reading = 'problem' in row ? row : rowToCalls(row, options, notes)
  if ('problem' in reading) return { problem: reading.problem }
  const events = reading.events.filter(({ timestamp }) => until === undefined || String(timestamp) < until)
  return events.length < reading.events.length ? { events, skipped: AFTER } : reading
}

const AFTER = 'It happened at the time of --until or later.'
