import { CsvError, parse } from 'csv-parse'
import { pipeThrough } from './pipe-through'
import { InputError } from '../cli/input-error'
import { LONGEST_ROW, badRow } from './row'
import type { InputRow } from './row'

/**
 * CSV with a header line. A row's number is the line it begins on. Stray quotes are text, so that one of them does not
 * swallow the rows after it. An empty cell is an absent value.
 *
 * @param after rows that begin up to this line are passed over
 * @throws InputError when the header names a column twice
 */
export async function* readCsv(chunks: AsyncIterable<Buffer>, delimiter: string, after = 0): AsyncGenerator<InputRow> {
  const parser = parse({ delimiter, relax_quotes: true, relax_column_count: true, max_record_size: LONGEST_ROW })
  let header: readonly string[] | undefined
  let line = 1
  try {
    for await (const cells of pipeThrough<string[]>(chunks, parser)) {
      const number = line
      line += linesIn(cells)
      if (isBlank(cells)) continue
      if (!header) header = columnNames(cells)
      else if (number > after) yield toRow(number, header, cells)
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    yield badRow(line, problemOf(error))
  }
}

/** Counted here: the parser counts a quoted CRLF twice. */
const linesIn = (cells: readonly string[]): number =>
  cells.reduce((lines, cell) => lines + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 1)

const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0].trim() === ''

function columnNames(cells: readonly string[]): string[] {
  const names = cells.map((cell, index) => cell.trim() || `column ${index + 1}`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice === undefined) return names
  throw new InputError(`The header names the column "${twice}" twice. Rename or remove one of the two.`)
}

function toRow(number: number, header: readonly string[], cells: readonly string[]): InputRow {
  if (cells.length !== header.length) {
    const problem = `It has ${cells.length < header.length ? 'fewer' : 'more'} values than the header has columns.`
    return badRow(number, problem, JSON.stringify(cells))
  }
  // The parser puts this character in the place of bytes that are no UTF-8.
  if (cells.some((cell) => cell.includes('\uFFFD')))
    return badRow(number, 'It is not UTF-8 text.', JSON.stringify(cells))
  const entries = header.map((name, index): [string, string] => [name, cells[index]])
  // fromEntries makes `__proto__` a column as any other.
  return { number, row: Object.fromEntries(entries.filter(([, value]) => value !== '')) }
}

function problemOf(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return 'It opens a quote that is never closed: the file breaks off here, or everything from here on could not be read.'
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return `It is longer than ${LONGEST_ROW} bytes. From here on nothing could be read.`
  }
  return `It is not CSV (${error.code}). From here on nothing could be read.`
}
