import { Readable } from 'node:stream'
import threads from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { chunkOf, textsOf } from '../../../host/import/chunk-text'
import { openExport, readInThread } from '../../../host/import/open-export'
import { readExport } from '../../../host/import/read-export'
import type { ReadChunk, ReadOptions } from '../../../host/import/read-export'
import { openInput, textInput } from '../../../host/input/open-input'
import type { Input } from '../../../host/input/open-input'
import { asLines, exportRows } from '../../support/backfill'
import { builtFile } from '../../support/built'
import { temporaryFolder } from '../../support/temporary-folder'

async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

/** As plain data: between threads a member without a value is gone. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const NOW = Date.parse('2026-12-01T00:00:00.000Z')
const csv = (rows: number): string =>
  `id,name,user_id,timestamp,color\n${Array.from({ length: rows }, (_none, n) => `e${n},appcues:flow_started,ada,2026-03-01 10:00:${n % 60},red`).join('\n')}\n`
const zipped = gzipSync(asLines(exportRows(1200)))

/** A chunk has 500 rows. */
const EXPORTS: [title: string, content: string | Buffer, options?: ReadOptions][] = [
  ['NDJSON', asLines(exportRows(700))],
  ['a JSON list', JSON.stringify(exportRows(700))],
  ['CSV with notes for the report', csv(700)],
  ['gzip', zipped],
  ['gzip that breaks off', zipped.subarray(0, zipped.length / 2)],
  ['CSV, zipped, that breaks off', gzipSync(csv(5000)).subarray(0, 3000)],
  ['rows that cannot be read', `${asLines(exportRows(2))}oops\n{"id":\n[1]\n`],
  ['a quote that swallows lines', `${csv(2)}e8,"appcues:flow_started,ada,2026-03-01,red\n${csv(1)}`],
  [
    'hostile keys and lone surrogates',
    asLines(exportRows(3, () => ({ attributes: JSON.parse('{"__proto__":"\\ud800"}') as object })))
  ],
  ['rows after those that are done', asLines(exportRows(700)), { after: 100 }],
  ['rows before a time', asLines(exportRows(700)), { until: '2026-03-01T00:09:00.000Z' }],
  ['bare names', asLines(exportRows(3, () => ({ name: 'Form Submitted' }))), { takeBareNames: true }],
  [
    'values of the profile',
    asLines(exportRows(3, () => ({ identity: { email: 'ada@example.com' } }))),
    { traits: ['email'] }
  ],
  ['the rows as they came', `${asLines(exportRows(600))}oops\n`, { keepsRows: true }]
]

const { Worker } = threads

describe('an export that is read in a thread', () => {
  // Built, a thread starts in a third of the time. That it starts from its source as well is seen further below.
  beforeEach(() => {
    jest
      .spyOn(threads, 'Worker')
      .mockImplementation((_file, options) => new Worker(builtFile('reading-thread.js'), { ...options, execArgv: [] }))
  })
  afterEach(() => jest.restoreAllMocks())

  it.each(EXPORTS.map(([title, content, options = {}]) => [title, content, options] as const))(
    'is what it is without one: %s',
    async (_title, content, options) => {
      const how = { now: NOW, ...options }
      const here = await readExport(textInput('export', content), how)
      const { close, ...there } = await readInThread(textInput('export', content), how)
      const chunks = await allOf(there.chunks)
      await close()
      expect({ format: there.format, unit: there.unit }).toEqual({ format: here.format, unit: here.unit })
      expect(chunks).toEqual(plain(await allOf(here.chunks)))
    }
  )

  it.each([
    ['is empty', '', 'export cannot be read: It is empty.'],
    [
      'is something else',
      'PK\x03\x04',
      'export cannot be read: It is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV.'
    ],
    [
      'names a column twice',
      'name,name\n1,2\n',
      'export cannot be read: The header names the column "name" twice. Rename or remove one of the two.'
    ]
  ])('is rejected in the same words when it %s', async (_title, content, message) => {
    const rejection = { name: 'CommandError', message }
    await expect(readExport(textInput('export', content), {})).rejects.toMatchObject(rejection)
    await expect(readInThread(textInput('export', content), {})).rejects.toMatchObject(rejection)
  })

  it('throws what reading its bytes throws, after the rows before', async () => {
    async function* bytes(): AsyncGenerator<Buffer> {
      yield Buffer.from(asLines(exportRows(600)))
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
    }
    const input = { ...textInput('export', asLines(exportRows(600))), bytes: bytes() }
    const { chunks, close } = await readInThread(input, { now: NOW })
    const read: ReadChunk[] = []
    const reading = (async () => {
      for await (const chunk of chunks) read.push(chunk)
    })()
    await expect(reading).rejects.toMatchObject({ message: 'EIO: i/o error, read' })
    expect(read.map(({ rows }) => rows.length)).toEqual([500])
    await close()
  })

  it('can be left in the middle, though its input says nothing more', async () => {
    const silent = new Readable({ read: () => undefined })
    silent.push(asLines(exportRows(600)))
    const input: Input = { ...textInput('export', asLines(exportRows(600))), bytes: silent, size: undefined }
    const { chunks, close } = await openExport(input, { now: NOW })
    const { value } = (await chunks[Symbol.asyncIterator]().next()) as IteratorResult<ReadChunk, undefined>
    expect(value?.rows).toHaveLength(500)
    await close()
    silent.destroy()
  })
})

describe('an export that is opened', () => {
  const folder = temporaryFolder()
  afterEach(() => jest.restoreAllMocks())

  it.each([
    ['small', 100, 0],
    ['large', 10_000, 1]
  ])('has a thread of its own where it is %s', async (_title, rows, count) => {
    const input = await openInput(folder.write('export.ndjson', asLines(exportRows(rows))))
    const started = jest.spyOn(threads, 'Worker').mockImplementation((...of) => new Worker(...of))
    const { chunks, close } = await openExport(input, { now: NOW })
    expect(started).toHaveBeenCalledTimes(count)
    expect((await allOf(chunks)).flatMap((chunk) => chunk.rows)).toHaveLength(rows)
    await close()
    input.close()
  })
})

describe('a chunk as text', () => {
  const rows = Array.from({ length: 5 }, (_none, n) => ({ number: n + 1, reading: { problem: 'x'.repeat(100) } }))
  const notes = { unusedColumns: ['color'], withoutZone: 3 }

  it('is one text', () => {
    expect([...textsOf({ rows, notes })].map(chunkOf)).toEqual([{ rows, notes }])
  })

  it('is several where its rows are long, with what is true of them in the last', () => {
    const chunks = [...textsOf({ rows, notes }, 200)].map(chunkOf)
    expect(chunks.map((chunk) => chunk.rows.length)).toEqual([2, 2, 1])
    expect(chunks.map((chunk) => chunk.notes)).toEqual([undefined, undefined, notes])
    expect(chunks.flatMap((chunk) => chunk.rows)).toEqual(rows)
  })

  it('may have no rows', () => {
    expect([...textsOf({ rows: [], notes })].map(chunkOf)).toEqual([{ rows: [], notes }])
  })
})
