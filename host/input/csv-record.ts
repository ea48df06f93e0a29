import { isUtf8 } from 'node:buffer'
import type { Line } from './lines'
import { LONGEST_ROW, NOT_UTF8, TOO_LONG } from './row'

/** One record of a CSV: its cells or what is wrong with it, and the lines that it takes up. */
export interface CsvRecord {
  number: number
  lines: string[]
  cells?: string[]
  problem?: string
}

const NOT_CLOSED = 'A quote is opened here or above and never closed.'

export const STRAY_QUOTE =
  'A stray quote joins several lines into one cell here. Close the quote, or double it and put the whole cell in quotes.'

/**
 * Reads records line by line, because only who has the lines can say which of them a stray quote swallowed.
 *
 * @param quoted false for TSV, where a quote is text as any other
 */
export async function* recordsOf(
  lines: AsyncIterable<Line>,
  delimiter: string,
  quoted: boolean
): AsyncGenerator<CsvRecord> {
  let record: CsvRecord | undefined
  let parser = new RecordParser(delimiter, quoted)
  let length = 0
  for await (const { number, bytes } of lines) {
    record ??= { number, lines: [] }
    const text = bytes?.toString('utf8') ?? ''
    length += bytes?.length ?? LONGEST_ROW + 1
    record.lines.push(text)
    const isText = !bytes || !text.includes('\uFFFD') || isUtf8(bytes)
    if (!isText) record.problem = NOT_UTF8
    if (length > LONGEST_ROW) record.problem = record.lines.length > 1 ? NOT_CLOSED : TOO_LONG
    const cells = length > LONGEST_ROW ? [] : parser.add(text)
    if (!cells) continue
    if (parser.isStray) record.problem = STRAY_QUOTE
    yield { ...record, cells }
    record = undefined
    parser = new RecordParser(delimiter, quoted)
    length = 0
  }
  if (record) yield { ...record, problem: NOT_CLOSED }
}

/**
 * Takes one record apart. A quote that does not begin a cell, or is followed by more text of its cell, is text: files written
 * by hand and by spreadsheets have such.
 */
class RecordParser {
  private readonly cells: string[] = []
  /** What a quoted cell that is not closed yet holds so far. */
  private open: string | undefined
  /** A cell of several lines ends in a quote that text follows: that quote opened a cell of its own. */
  isStray = false

  constructor(
    private readonly delimiter: string,
    private readonly quoted: boolean
  ) {}

  /** The cells, where the record ends with this line. */
  add(line: string): string[] | undefined {
    const end = line.endsWith('\r') ? '\r\n' : '\n'
    const text = end === '\n' ? line : line.slice(0, -1)
    if (this.open === undefined && !(this.quoted && text.includes('"'))) return text.split(this.delimiter)
    for (let at = 0; at <= text.length;) {
      const next = this.open === undefined && text[at] !== '"' ? this.plainCell(text, at) : this.quotedCell(text, at)
      if (next === undefined) {
        this.open += end
        return undefined
      }
      at = next
    }
    return this.cells
  }

  /** Gives the place after the delimiter. */
  private plainCell(text: string, from: number): number {
    const end = this.endOfCell(text, from)
    this.cells.push(text.slice(from, end))
    return end + 1
  }

  /** Undefined when the cell goes on in the next line. */
  private quotedCell(text: string, start: number): number | undefined {
    const from = this.open === undefined ? start + 1 : start
    const before = this.open ?? ''
    const quote = closingQuote(text, from)
    this.open = quote === undefined ? before + text.slice(from) : undefined
    if (quote === undefined) return undefined
    const isClosed = quote + 1 === text.length || text[quote + 1] === this.delimiter
    if (!isClosed && before.includes('\n')) this.isStray = true
    const end = isClosed ? quote + 1 : this.endOfCell(text, quote)
    const cell = isClosed
      ? (before + text.slice(from, quote)).replace(/""/g, '"')
      : `"${before}${text.slice(from, end)}`
    this.cells.push(cell)
    return end + 1
  }

  private endOfCell(text: string, from: number): number {
    const end = text.indexOf(this.delimiter, from)
    return end < 0 ? text.length : end
  }
}

/** The first quote that is not doubled. */
function closingQuote(text: string, from: number): number | undefined {
  let quote = text.indexOf('"', from)
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2)
  return quote < 0 ? undefined : quote
}
