import { InputError } from '../cli/input-error'

export type Format = { kind: 'lines' } | { kind: 'array' } | { kind: 'csv'; delimiter: string }

export const GZIP = Buffer.from([0x1f, 0x8b])

/** Kinds of files that people pass by mistake, by their first bytes, with what would mend it. */
const OTHERS: ReadonlyArray<readonly [Buffer, string]> = [
  [Buffer.from('PK\x03\x04'), 'a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV.'],
  [Buffer.from([0xff, 0xfe]), 'UTF-16 text. Save it as UTF-8.'],
  [Buffer.from([0xfe, 0xff]), 'UTF-16 text. Save it as UTF-8.'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'a Zstandard archive. Unpack it, or pack it with gzip.'],
  [Buffer.from('BZh'), 'a bzip2 archive. Unpack it, or pack it with gzip.'],
  [Buffer.from('PAR1'), 'a Parquet file. Export it as CSV or NDJSON.'],
  [Buffer.from('%PDF'), 'a PDF. Export the events as CSV or NDJSON.'],
  [Buffer.from('<'), 'a web page or XML. Download the export itself.']
]

/** Columns of which an event export has at least one, in any case. */
const EVENT_COLUMNS = ['name', 'event', 'event_name', 'user_id', 'userid', 'attributes', 'timestamp']

/** Which first line is the header of a CSV: one that names such a column, or any. */
export type HeaderColumns = readonly string[] | 'any'

const DELIMITERS = [',', ';', '\t']

/**
 * The format of an input, told from its first bytes (without byte order mark), never from its name.
 *
 * @param columns an event export unless said otherwise
 * @throws InputError in words when it is none that can be read
 */
export function formatOf(head: Buffer, columns: HeaderColumns = EVENT_COLUMNS): Format {
  const other = OTHERS.find(([start]) => head.subarray(0, start.length).equals(start))
  if (other) throw new InputError(`It is ${other[1]}`)
  const text = head.toString('utf8').trimStart()
  if (text === '') throw new InputError('It is empty.')
  if (text.startsWith('[')) return { kind: 'array' }
  if (/^\{\s*\r?\n\s*"/.test(text)) {
    throw new InputError(
      'Its JSON objects stand over several lines. Put each on a line of its own (jq -c .) or all in one list.'
    )
  }
  const csv = csvFormat(text.split(/\r?\n|\r/, 1)[0], columns)
  if (csv) return csv
  if (/^\s*\{/m.test(text)) return { kind: 'lines' }
  throw new InputError(
    'It is neither NDJSON, a JSON list, nor CSV whose first line names the columns of an event export (name, user_id, timestamp, …).'
  )
}

function csvFormat(header: string, wanted: HeaderColumns): Format | undefined {
  if (/^[{[]/.test(header)) return undefined
  const [delimiter] = [...DELIMITERS].sort((a, b) => header.split(b).length - header.split(a).length)
  const columns = header.split(delimiter).map((cell) => cell.replace(/"/g, '').trim().toLowerCase())
  return wanted === 'any' || columns.some((column) => wanted.includes(column)) ? { kind: 'csv', delimiter } : undefined
}
