import { isUtf8 } from 'node:buffer'
import { CommandError } from '../cli/command-error'
import type { CsvFormat } from './csv'
import { plainName } from './ids'
import { CARRIAGE_RETURN, LINE_FEED } from './lines'
import { NOT_UTF8 } from './row'

export type Format = { kind: 'lines' } | { kind: 'array' } | ({ kind: 'csv' } & CsvFormat)

export const GZIP = Buffer.from([0x1f, 0x8b])

/** Kinds of files that people pass by mistake, by their first bytes, with what to do instead. */
const OTHERS: ReadonlyArray<readonly [Buffer, string]> = [
  [Buffer.from('PK\x03\x04'), 'a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV.'],
  [Buffer.from([0xff, 0xfe]), 'UTF-16 text. Save it as UTF-8.'],
  [Buffer.from([0xfe, 0xff]), 'UTF-16 text. Save it as UTF-8.'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'a Zstandard archive. Unpack it, or pack it with gzip.'],
  [Buffer.from('BZh'), 'a bzip2 archive. Unpack it, or pack it with gzip.'],
  [Buffer.from('PAR1'), 'a Parquet file. Export it as CSV or NDJSON.'],
  [Buffer.from('%PDF'), 'a PDF. Export the events as CSV or NDJSON.'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'a PNG image. Pass the exported file itself.'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'a JPEG image. Pass the exported file itself.'],
  [Buffer.from('GIF8'), 'a GIF image. Pass the exported file itself.'],
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'an old Excel workbook. Save the sheet as CSV.'],
  [Buffer.from('<'), 'a web page or XML. Download the export itself.']
]

/** Columns of which an event export has at least one, however they are written. */
const EVENT_COLUMNS = ['name', 'event', 'eventname', 'userid', 'attributes', 'timestamp']

/** Which first line is the header of a CSV: one that names such a column, or any. */
export type HeaderColumns = readonly string[] | 'any'

const DELIMITERS = [',', ';', '\t']

const SEVERAL_LINES =
  'Its JSON objects stand over several lines. Put each on a line of its own (jq -c .) or all in one list.'
const UNKNOWN =
  'It is neither NDJSON, a JSON list, nor CSV whose first line names the columns of an event export (name, user_id, timestamp, …).'

/**
 * The format of an input, recognised by its first bytes (without byte order mark), never from its name.
 *
 * @param columns an event export by default
 * @throws CommandError when it is none that can be read
 */
export function formatOf(head: Buffer, columns: HeaderColumns = EVENT_COLUMNS): Format {
  const other = OTHERS.find(([start]) => head.subarray(0, start.length).equals(start))
  if (other) throw new CommandError(`It is ${other[1]}`)
  if (head.includes(0)) throw new CommandError('It is a binary file, not text. Export it as CSV or NDJSON.')
  const text = head.toString('utf8').trimStart()
  if (text === '') throw new CommandError('It is empty.')
  if (text.startsWith('[')) return { kind: 'array' }
  const lines = text.split(/\r?\n|\r/).filter((line) => line.trim() !== '')
  if (lines[0].trim() === '{' && lines[1]?.trimStart().startsWith('"')) throw new CommandError(SEVERAL_LINES)
  const csv = csvFormat(lines, head, columns)
  if (csv) return csv
  if (lines.some((line) => line.trimStart().startsWith('{'))) return { kind: 'lines' }
  throw new CommandError(UNKNOWN)
}

/** Excel's first line: it says what stands between two cells. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i

function csvFormat(lines: readonly string[], head: Buffer, wanted: HeaderColumns): Format | undefined {
  const separator = SEPARATOR_LINE.exec(lines[0])?.[1]
  const header = (separator === undefined ? lines[0] : lines[1]) ?? ''
  if (/^[{[]/.test(header)) return undefined
  const delimiter = separator ?? [...DELIMITERS].sort((a, b) => header.split(b).length - header.split(a).length)[0]
  const columns = header.split(delimiter).map((cell) => plainName(cell.replace(/"/g, '')))
  if (wanted !== 'any' && !columns.some((column) => wanted.includes(column))) return undefined
  if (header.includes('\uFFFD') && !isUtf8(head)) throw new CommandError(NOT_UTF8)
  const newline = head.includes(LINE_FEED) ? LINE_FEED : CARRIAGE_RETURN
  return { kind: 'csv', delimiter, newline, hasSeparatorLine: separator !== undefined }
}
