import { openCsv } from './csv'
import { GZIP, formatOf } from './format'
import type { Format, HeaderColumns } from './format'
import { gunzip, isBrokenArchive, peek } from './streams'
import { CommandError } from '../cli/command-error'
import { readJsonArray } from './json-array'
import { readJsonLines } from './json-rows'
import type { Input } from './open-input'
import { badRow } from './row'
import type { InputRow, RowUnit } from './row'

/** What is needed of an input to read it. */
type Source = Pick<Input, 'name' | 'head' | 'bytes'>

/** The rows of an input, one after the other, and what their numbers count. */
export interface Rows {
  format: string
  unit: RowUnit
  /** The columns of a CSV; undefined for JSON, where each row has its own. */
  header?: readonly string[]
  rows: AsyncIterable<InputRow>
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const HEAD = 64 * 1024

/**
 * Tells the format from the content and reads it as a stream. Bad rows are rows too: they say what is wrong.
 *
 * @param after rows up to this number are skipped
 * @param columns what the header of a CSV must name
 * @param idColumn the column of people's ids, where its name does not say so
 * @throws CommandError, naming the input, when it is nothing that can be read
 */
export async function readRows(input: Source, after = 0, columns?: HeaderColumns, idColumn?: string): Promise<Rows> {
  const zipped = input.head.subarray(0, GZIP.length).equals(GZIP)
  const breaks: string[] = []
  const text = withoutMark(zipped ? stopAtCorruption(gunzip(input.bytes), breaks) : input.bytes)
  try {
    const { head, all } = await peek(text, HEAD)
    const format = { ...formatOf(head, columns), idColumn }
    const { header, rows } = await readAs(format, all, after)
    return {
      format: FORMAT_NAMES[format.kind] + (zipped ? ', gzip' : ''),
      unit: format.kind === 'array' ? 'element' : 'line',
      header,
      rows: withBreak(named(rows, input), breaks, { after, cutsUnseen: format.kind === 'csv' })
    }
  } catch (error) {
    throw withName(error, input)
  }
}

const FORMAT_NAMES = { lines: 'NDJSON', array: 'JSON list', csv: 'CSV' }

async function readAs(
  format: Format,
  chunks: AsyncIterable<Buffer>,
  after: number
): Promise<Pick<Rows, 'header' | 'rows'>> {
  if (format.kind === 'csv') return openCsv(chunks, format, after)
  return { rows: format.kind === 'array' ? readJsonArray(chunks, after) : readJsonLines(chunks, after) }
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, BYTE_ORDER_MARK.length)
  let marked = head.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
  for await (const chunk of all) {
    yield marked ? chunk.subarray(BYTE_ORDER_MARK.length) : chunk
    marked = false
  }
}

/** A broken archive ends the bytes; what was unpacked before is read, and the break is reported after it. */
async function* stopAtCorruption(chunks: AsyncIterable<Buffer>, breaks: string[]): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunks) yield chunk
  } catch (error) {
    if (!isBrokenArchive(error)) throw error
    breaks.push(`The gzip archive is damaged or breaks off (${error.message}). From here on nothing could be read.`)
  }
}

/**
 * @param after rows up to this number were skipped
 * @param cutsUnseen whether half a row looks like a whole one: the last before a break is not used then
 */
async function* withBreak(
  rows: AsyncIterable<InputRow>,
  breaks: readonly string[],
  { after, cutsUnseen }: { after: number; cutsUnseen: boolean }
): AsyncGenerator<InputRow> {
  let last: InputRow | undefined
  for await (const row of rows) {
    if (last) yield last
    last = row
  }
  const isCut = cutsUnseen && breaks.length > 0
  if (last && !isCut) yield last
  for (const problem of breaks) yield badRow(isCut && last ? last.number : (last?.number ?? after) + 1, problem)
}

async function* named(rows: AsyncIterable<InputRow>, input: Source): AsyncGenerator<InputRow> {
  try {
    for await (const row of rows) yield row
  } catch (error) {
    throw withName(error, input)
  }
}

const withName = (error: unknown, input: Source): unknown =>
  error instanceof CommandError ? new CommandError(`${input.name} cannot be read: ${error.message}`) : error
