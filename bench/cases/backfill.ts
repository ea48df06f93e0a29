import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { definition } from '../../host/delivery/definition'
import { openHeapTarget } from '../../host/delivery/heap-target'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import { keepMemoryLean } from '../../host/cli/command-context'
import { backfillFile } from '../../host/import/backfill-file'
import { readExport } from '../../host/import/read-export'
import type { ReadChunk, ReadRow } from '../../host/import/read-export'
import { runBackfill } from '../../host/import/run-backfill'
import type { Reading } from '../../host/import/run-import'
import { splitByHistory } from '../../host/import/user-properties'
import { openInput } from '../../host/input/open-input'
import type { Case, Vendors } from './case'

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
const writeExport = (path: string, rows: number): Promise<void> =>
  pipeline(Readable.from(pieces(rows)), createWriteStream(path))

/** Writes an export, gives it to `run`, and takes it away when the process ends. */
async function withExport<T>(
  events: number,
  run: (file: string, folder: string) => Promise<T>
): Promise<{ run: () => Promise<T> }> {
  const folder = mkdtempSync(join(tmpdir(), 'heap-appcues-bench-'))
  const file = join(folder, 'export.csv')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await writeExport(file, events)
  return { run: () => run(file, folder) }
}

/** The command `backfill` from a CSV file into a sandbox in another process. */
export const backfill = ({ heap }: Vendors, events: number): Promise<Case> =>
  withExport(events, async (file, folder) => {
    // As the command does.
    keepMemoryLean()
    const context = { environment: {}, print: () => undefined, folder }
    const { tally, stopped } = await backfillFile(file, { sandbox: heap }, context)
    if (stopped !== undefined || tally.rejected.total > 0) throw new TypeError(`The backfill failed. ${stopped ?? ''}`)
    return tally.rows
  })

/** Rows that are read once and delivered over and over: all of them would fill the memory. */
const KEPT = 20_000

/** The same rows, read before and delivered as `backfill` does it, and no more. */
export const delivering = async ({ heap }: Vendors, events: number): Promise<Case> => {
  keepMemoryLean()
  const { run: read } = await withExport(Math.min(KEPT, events), chunksIn)
  const kept = await read()
  const run = async (): Promise<number> => {
    const target = await openHeapTarget({}, { sandbox: heap })
    const { safe } = splitByHistory(automaticSubscriptions(definition))
    const chunks = repeated(kept, events)
    try {
      const { tally, stopped } = await runBackfill({
        ...{ chunks, definition, settings: target.settings, subscriptions: safe }
      })
      if (stopped !== undefined || tally.rejected.total > 0) throw new TypeError(`Not delivered. ${stopped ?? ''}`)
      return tally.rows
    } finally {
      await target.close()
    }
  }
  return { run }
}

async function chunksIn(file: string): Promise<ReadChunk[]> {
  const input = await openInput(file)
  const { chunks } = await readExport(input, {})
  const all: ReadChunk[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}

/** The rows again and again, each time under other numbers and message IDs. */
async function* repeated(chunks: readonly ReadChunk[], rows: number): AsyncGenerator<ReadChunk> {
  let number = 0
  while (number < rows) {
    for (const chunk of chunks) {
      if (number >= rows) return
      yield { rows: chunk.rows.slice(0, rows - number).map(({ reading }) => again(reading, ++number)) }
    }
  }
}

const again = (reading: Reading, number: number): ReadRow =>
  'problem' in reading
    ? { number, reading }
    : {
        number,
        reading: { ...reading, events: reading.events.map((event) => ({ ...event, messageId: `export-${number}` })) }
      }

/** The same file, read and turned into Segment events, and no more. */
export const parsing = (_vendors: Vendors, events: number): Promise<Case> =>
  withExport(events, async (file) => {
    const input = await openInput(file)
    const { chunks } = await readExport(input, {})
    let made = 0
    for await (const { rows } of chunks) made += rows.filter(({ reading }) => 'events' in reading).length
    return made
  })
