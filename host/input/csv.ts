import { CommandError } from '../cli/command-error'
import { STRAY_QUOTE, recordsOf } from './csv-record'
import type { CsvRecord } from './csv-record'
import { ID_COLUMNS, plainName } from './ids'
import { LINE_FEED, linesOf } from './lines'
import { badRow } from './row'
import type { InputRow } from './row'

export interface CsvFormat {
  delimiter: string
  /** The byte that ends a line; spreadsheets on old Macs write carriage returns alone. */
  newline?: number
  /** The line `sep=;` that Excel writes above the header. */
  hasSeparatorLine?: boolean
  /** The column of people's ids, where its name does not say so. */
  idColumn?: string
}

/** The columns of a CSV, and its rows as they come. */
export interface CsvTable {
  header: readonly string[]
  rows: AsyncIterable<InputRow>
}

/** What a database writes into a cell for null. */
const NULL_MARK = '\\N'

/**
 * CSV with a header line. A row's number is the line it begins on. An empty cell is an absent value.
 *
 * A quote may swallow the lines after it: where each of these reads as a row of this file, all of them are rejected, line by line.
 *
 * @param after rows that begin up to this line are skipped
 * @throws CommandError when the header names a column twice
 */
export async function openCsv(chunks: AsyncIterable<Buffer>, format: CsvFormat, after = 0): Promise<CsvTable> {
  const { delimiter, newline = LINE_FEED, hasSeparatorLine = false } = format
  const records = recordsOf(linesOf(chunks, newline), delimiter, delimiter !== '\t')
  if (hasSeparatorLine) await records.next()
  let first = await records.next()
  while (!first.done && isBlank(first.value)) first = await records.next()
  const header = columnNames(first.done ? [] : (first.value.cells ?? []))
  return { header, rows: rowsOf(records, header, swallowCheck(header, format), after) }
}

async function* rowsOf(
  records: AsyncIterable<CsvRecord>,
  header: readonly string[],
  swallows: (record: CsvRecord) => boolean,
  after: number
): AsyncGenerator<InputRow> {
  for await (const record of records) {
    const { number, lines } = record
    if (number + lines.length - 1 <= after || isBlank(record) || isHeader(record, header)) continue
    const problem = swallows(record) ? STRAY_QUOTE : record.problem
    if (problem === undefined && number > after) yield toRow(record, header)
    if (problem === undefined) continue
    for (const [index, text] of lines.entries()) {
      if (number + index > after) yield badRow(number + index, problem, text)
    }
  }
}

const isBlank = ({ cells, problem }: CsvRecord): boolean =>
  problem === undefined && cells?.length === 1 && cells[0].trim() === ''

/** Files that were put together have a header in the middle, in capitals where another tool wrote it. */
const isHeader = ({ cells }: CsvRecord, header: readonly string[]): boolean =>
  cells?.length === header.length &&
  cells.every((cell, index) => plainName(columnName(cell, index)) === plainName(header[index]))

const columnName = (cell: string, index: number): string => cell.trim() || `column ${index + 1}`

function columnNames(cells: readonly string[]): string[] {
  const names = cells.map(columnName)
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name))
      throw new CommandError(`The header names the column "${name}" twice. Rename or remove one of the two.`)
    seen.add(name)
  }
  return names
}

function toRow({ number, lines, cells = [] }: CsvRecord, header: readonly string[]): InputRow {
  if (cells.length !== header.length) {
    const problem = `It has ${cells.length < header.length ? 'fewer' : 'more'} values than the header has columns.`
    return badRow(number, problem, lines.join('\n'))
  }
  const entries = header.map((name, index): [string, string] => [name, cells[index]])
  // fromEntries makes `__proto__` a column as any other.
  return { number, row: Object.fromEntries(entries.filter(([, value]) => value !== '' && value !== NULL_MARK)) }
}

const PLAUSIBLE_ID = /^[^\s"]{1,255}$/
const PLAUSIBLE_TIME = /^\d{4}-?\d\d|^\d{9,}/

/** Says whether the further lines of a record are rows of their own: as many cells as the header, a time or an id in its place. */
function swallowCheck(header: readonly string[], { delimiter, idColumn }: CsvFormat): (record: CsvRecord) => boolean {
  const plain = header.map(plainName)
  const time = plain.findIndex((name) => name === 'timestamp' || name === 'time')
  const ids = [...(idColumn === undefined ? [] : [plainName(idColumn)]), ...ID_COLUMNS]
  const id = ids.map((name) => plain.indexOf(name)).find((index) => index >= 0)
  const isRow = (line: string): boolean => {
    const cells = line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''))
    if (line.includes('"') ? cells.length < header.length : cells.length !== header.length) return false
    return time >= 0 ? PLAUSIBLE_TIME.test(cells[time]) : id !== undefined && PLAUSIBLE_ID.test(cells[id])
  }
  // The last line may open a true cell of several lines, and so look like half a row.
  const opensCell = (line: string): boolean => line.includes(`${delimiter}"`)
  return ({ lines }) => {
    if (lines.length === 1 || header.length === 1) return false
    const further = lines.slice(1).filter((line) => line.trim() !== '')
    // A time in its place is no accident, so that one such line is enough.
    if (time >= 0) return further.some(isRow)
    return (
      further.length > 0 &&
      further.every((line, index) => isRow(line) || (index > 0 && index === further.length - 1 && opensCell(line)))
    )
  }
}
