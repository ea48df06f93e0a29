import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const COLUMNS = [
  ...['id', 'name', 'user_id', 'timestamp', 'context_url', 'context_title'],
  ...['attributes_flowId', 'attributes_flowName', 'attributes_flowVersion', 'attributes_stepId', 'attributes_stepType']
]

/** A flow from start to end, in turns. */
const NAMES = ['flow_started', 'step_started', 'step_completed', 'flow_completed']
const PEOPLE = 20_000

function row(n: number): string {
  const flow = n % 40
  const cells = [
    ...[`export-${n}`, `appcues:${NAMES[n % NAMES.length]}`, `person-${n % PEOPLE}@example.com`],
    ...[new Date(1_700_000_000_000 + n * 1000).toISOString(), 'https://app.example.com/reports', '"Reports, all"'],
    ...[`flow-${flow}`, `Welcome tour ${flow}`, String(1_690_000_000_000 + flow), `step-${n % 9}`, 'modal']
  ]
  return `${cells.join(',')}\n`
}

const ROWS_A_PIECE = 1000

function* pieces(rows: number): Generator<string> {
  yield `${COLUMNS.join(',')}\n`
  for (let from = 0; from < rows; from += ROWS_A_PIECE) {
    const length = Math.min(ROWS_A_PIECE, rows - from)
    yield Array.from({ length }, (_, n) => row(from + n)).join('')
  }
}

/** Writes an Appcues export as CSV with flattened columns, the same for the same number of rows. */
export const writeExport = (path: string, rows: number): Promise<void> =>
  pipeline(Readable.from(pieces(rows)), createWriteStream(path))
