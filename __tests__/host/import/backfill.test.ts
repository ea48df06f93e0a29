import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { ResumeFile } from '../../../host/import/resume-file'
import { openInput } from '../../../host/input/open-input'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import type { HeapSandbox, AcceptedEvent } from '../../../host/sandbox/heap'
import { asLines, backfill, exportRows, keysIn } from '../../support/backfill'
import { expectCall, withoutNetwork } from '../../support/expect-call'
import { temporaryFolder } from '../../support/temporary-folder'

describe('backfill into a sandbox', () => {
  const folder = temporaryFolder()
  let heap: HeapSandbox
  beforeAll(async () => (heap = await startHeapSandbox()))
  afterEach(() => heap.reset())
  afterAll(() => heap.close())

  const run = (file: string, flags: object = {}, context: object = {}) =>
    backfill(file, { sandbox: heap.url, ...flags }, { folder: folder.path('state'), ...context })

  const NAMES = ['Flow Started', 'Step Started', 'Checklist Shown']
  const keysOf = (numbers: readonly number[]): string[] => numbers.map((n) => `event-${n}:${NAMES[n % 3]}`).sort()
  const upTo = (count: number): number[] => Array.from({ length: count }, (_none, n) => n)

  describe('backfill', () => {
    it('sends every event of a file once, in batches of a thousand for each mapping', async () => {
      const result = await run(folder.write('export.ndjson', asLines(exportRows(3300))))
      expect(keysIn(heap)).toEqual(keysOf(upTo(3300)))
      expect(result).toMatchObject({ mark: { row: 3300, rejected: 0 }, stopped: undefined })
      // Three events of 1100 each, and the user properties of the flows.
      expect(heap.requests.entries.map(({ path }) => path).sort()).toEqual(
        [...Array<string>(6).fill('/api/track'), ...Array<string>(2).fill('/api/add_user_properties')].sort()
      )
      expect(result).toMatchObject({ tally: { rows: 3300, people: 7 }, requests: 8, retried: 0 })
    })

    it.each([
      ['a JSON list', JSON.stringify(exportRows(5))],
      ['gzip', gzipSync(asLines(exportRows(5)))],
      [
        'CSV',
        ['id,name,user_id,timestamp,attributes_flowId']
          .concat(exportRows(5).map((row) => Object.values(row).slice(0, 4).concat('f1').join(',')))
          .join('\r\n')
      ]
    ])('sends the same from %s', async (_title, content) => {
      await run(folder.write('export', content))
      expect(keysIn(heap)).toEqual(keysOf(upTo(5)))
    })

    it('keeps one of what is there twice, in the file and in two runs', async () => {
      const file = folder.write('export.ndjson', asLines([...exportRows(10), ...exportRows(10)]))
      await run(file)
      await run(file)
      expect(keysIn(heap)).toEqual(keysOf(upTo(10)))
    })

    it.each([
      ['429', { kind: 'status', status: 429 }],
      ['500', { kind: 'status', status: 500 }],
      ['500 although it was taken', { kind: 'status', status: 500, taken: true }],
      ['a reset before it was taken', { kind: 'reset', taken: false }],
      ['a reset after it was taken', { kind: 'reset', taken: true }]
    ] as const)('delivers everything once over %s', async (_title, fault) => {
      heap.faults.next(fault, 3)
      const result = await run(folder.write('export.ndjson', asLines(exportRows(300))))
      expect(keysIn(heap)).toEqual(keysOf(upTo(300)))
      expect(result).toMatchObject({ stopped: undefined, mark: { row: 300 } })
      expect(result.retried).toBeGreaterThan(0)
      expect(result.tally.rejected.total).toBe(0)
    })

    it('delivers everything once where one person has more events than Heap takes in a minute', async () => {
      let time = 0
      const strict = await startHeapSandbox({ rateLimits: true, now: () => time })
      // A minute passes with every rejection.
      strict.faults.schedule(() => {
        time = 60_000 * (strict.requests.byStatus.get(429) ?? 0)
        return undefined
      })
      const rows = exportRows(3500, () => ({ user_id: 'busy', name: 'appcues:step_started' }))
      const result = await run(folder.write('export.ndjson', asLines(rows)), { sandbox: strict.url })
      await strict.close()
      expect(result).toMatchObject({ stopped: undefined, mark: { row: 3500, rejected: 0 } })
      expect(result.retried).toBeGreaterThan(0)
      expect(strict.state.counters).toMatchObject({ stored: 3500, duplicates: 0 })
    })

    it('stops when Heap takes nothing any more, says where it is, and resumes from there', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(300)))
      heap.faults.always({ kind: 'status', status: 503 })
      const stopped = await run(file)
      expect(stopped.stopped).toMatch(/^Nothing is accepted at the moment\. Heap responded with 503/)
      expect(stopped.said).toContain(
        'Everything up to line 0 is done. The same command with --resume goes on from there.'
      )
      heap.faults.off()
      const resumed = await run(file, { resume: true })
      expect(resumed).toMatchObject({ mark: { row: 300, rejected: 0 }, stopped: undefined })
      expect(keysIn(heap)).toEqual(keysOf(upTo(300)))
    })

    it('stops after a silence where nothing runs at the address, and claims to have delivered nothing', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(30)))
      const policy = { retries: 1000, firstWait: 1, longestWait: 5, longestSilence: 100 }
      const { stopped, said, isWhole } = await run(file, { sandbox: 'http://127.0.0.1:1' }, { policy })
      expect(isWhole).toBe(false)
      expect(stopped).toMatch(/^No response for 0 seconds\. .*ECONNREFUSED.* Check that it runs and can be reached\.$/)
      expect(said).toContain('Nothing of export.ndjson (NDJSON) went into the Heap sandbox http://127.0.0.1:1.')
      expect(said).toContain('The same command with --resume goes on from there.')
    })

    it('finishes what is under way when it is interrupted, and resumes with one of each', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(4000)))
      const interrupt = new AbortController()
      heap.faults.schedule((_request, n) => {
        if (n === 2) interrupt.abort('It was interrupted.')
        return undefined
      })
      const first = await run(file, {}, { signal: interrupt.signal })
      expect(first.stopped).toBe('It was interrupted.')
      expect(first.mark.row).toBeGreaterThan(0)
      expect(first.mark.row).toBeLessThan(4000)
      expect(first.said).toContain('Stopped: It was interrupted.')
      // All that the mark says is done is in Heap.
      const held = new Set(keysIn(heap))
      expect(keysOf(upTo(first.mark.row)).filter((key) => !held.has(key))).toEqual([])
      const second = await run(file, { resume: true })
      expect(second.said).toContain(`Resumed after line ${first.mark.row.toLocaleString('en-US')};`)
      expect(second.tally.rows).toBe(4000 - first.mark.row)
      expect(keysIn(heap)).toEqual(keysOf(upTo(4000)))
    })

    it('skips what happened at --until or later', async () => {
      const result = await run(folder.write('export.ndjson', asLines(exportRows(10))), {
        until: '2026-03-01T00:00:04.000Z'
      })
      expect(keysIn(heap)).toEqual(keysOf(upTo(4)))
      expect(result.tally.skipped.all()).toEqual([
        { reason: 'It happened at the time of --until or later.', count: 6, firstRows: [5, 6, 7, 8, 9] }
      ])
    })

    it('shows on --dry-run what would leave, and lets nothing leave', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(9)))
      const { said, tally } = await run(file, { dryRun: true })
      expect(heap.requests.total).toBe(0)
      expect(existsSync(folder.path('state'))).toBe(false)
      expect(tally.rows).toBe(9)
      expect(said).toContain('POST https://heapanalytics.com/api/track\n{')
      expect(said).toContain('"Flow Name": "Welcome"')
      expect(said).toContain('"… and 1 more"')
      expect(said).toContain('would go into')
    })

    it('writes what was rejected to --rejects, and keeps that over a resumed run', async () => {
      const rows = exportRows(4, (n) => (n === 1 ? { user_id: 'x'.repeat(300) } : {}))
      const file = folder.write('export.ndjson', `${asLines(rows)}{"half":`)
      const rejects = folder.path('rejects.ndjson')
      const reasons = [
        'Identity: it is 300 characters long; Heap allows 255. Map Identity to a shorter ID.',
        'The file breaks off in the middle of this line.'
      ]
      const first = await run(file, { rejects })
      expect(
        first.tally.rejected
          .all()
          .map(({ reason }) => reason)
          .sort()
      ).toEqual(reasons)
      const linesOf = () =>
        readFileSync(rejects, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { row: number })
      const expected = [
        { row: 2, outcome: 'rejected', reasons: [reasons[0]], record: { id: 'event-1', user_id: 'x'.repeat(300) } },
        { row: 5, outcome: 'rejected', reasons: [reasons[1]], text: '{"half":' }
      ]
      expect(linesOf().sort((a, b) => a.row - b.row)).toMatchObject(expected)
      const again = await run(file, { rejects, resume: true })
      expect(again).toMatchObject({ mark: { row: 5, rejected: 2 } })
      expect(again.said).toContain('up to there 2 rows were rejected.')
      expect(linesOf()).toHaveLength(2)
    })

    it('does not write the rejects over the export', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(1)))
      await expect(run(file, { rejects: file })).rejects.toMatchObject({
        name: 'CommandError',
        message: '--rejects names a file that is read here, which would be lost. Name another file.'
      })
    })

    it('does not resume a file that has changed', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(3)))
      await run(file)
      folder.write('export.ndjson', asLines(exportRows(4)))
      await expect(run(file, { resume: true })).rejects.toMatchObject({
        name: 'CommandError',
        message: 'The input differs from the interrupted run, or was changed. Start without --resume.'
      })
    })

    it('does not resume behind the end of the input, where it would send nothing and seem done', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(3)))
      await run(file)
      const input = await openInput(file)
      const target = `the Heap sandbox ${heap.url}`
      const place = { input: input.identity, target, row: 1000, rejected: 0 }
      new ResumeFile('backfill', input, folder.path('state')).save(place)
      input.close()
      const message = 'The input ends before number 1,000, where the run to resume stopped. Start without --resume.'
      await expect(run(file, { resume: true })).rejects.toMatchObject({ name: 'CommandError', message })
    })

    it.each([
      ['whole', (packed: Buffer) => packed],
      ['broken', (packed: Buffer) => packed.subarray(0, packed.length - 40)]
    ])('has nothing left to do when a run over a %s archive is resumed at its end', async (_how, cut) => {
      const file = folder.write('export.gz', cut(gzipSync(asLines(exportRows(1500)))))
      const { mark } = await run(file)
      expect(mark.row).toBeGreaterThan(900)
      const sent = heap.requests.total
      expect((await run(file, { resume: true })).mark).toStrictEqual(mark)
      expect(heap.requests.total).toBe(sent)
    })

    it('goes into a sandbox of its own by default', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(30)))
      const { said } = await backfill(file, {}, { folder: folder.path('state') })
      expect(said).toContain('export.ndjson (NDJSON) went into the Heap sandbox.')
      expect(said).toContain('The sandbox holds 30 events of 7 people; 0 were offered again')
      expect(heap.requests.total).toBe(0)
    })

    it('has no credential in any request or output, and nothing of Appcues in the settings', async () => {
      const environment = {
        HEAP_API_KEY: 'heap-secret',
        APPCUES_API_KEY: 'appcues-key',
        APPCUES_API_SECRET: 'appcues-secret'
      }
      const { said } = await run(folder.write('export.ndjson', asLines(exportRows(5))), {}, { environment })
      expect(heap.requests.total).toBeGreaterThan(0)
      expect(said + JSON.stringify(heap.requests.entries)).not.toMatch(/heap-secret|appcues-key|appcues-secret/)
    })

    it.each(['https://heap.example.com', 'http://10.0.0.1:80', 'nowhere'])(
      'rejects %s as a sandbox',
      async (sandbox) => {
        const file = folder.write('export.ndjson', asLines(exportRows(1)))
        await expect(run(file, { sandbox })).rejects.toMatchObject({
          name: 'CommandError',
          message: `--sandbox takes the address of a sandbox on this machine (http://127.0.0.1:…), not "${sandbox}".`
        })
      }
    )
  })
})

describe('backfill --live', () => {
  withoutNetwork()
  const folder = temporaryFolder()
  const file = (): string =>
    folder.write('export.ndjson', asLines(exportRows(2, () => ({ name: 'appcues:step_started' }))))
  const run = (environment: Record<string, string>, flags: object = {}) =>
    backfill(file(), { live: true, ...flags }, { folder: folder.path('state'), environment })

  const SENT = [0, 1].map((n) => ({
    identity: `user-${n}`,
    event: 'Step Started',
    timestamp: `2026-03-01T00:00:0${n}.000Z`,
    idempotency_key: `event-${n}:Step Started`,
    properties: { 'Flow ID': 'f1', 'Flow Name': 'Welcome', Timestamp: `2026-03-01T00:00:0${n}.000Z` }
  }))

  describe('backfill --live', () => {
    it.each([
      ['US', 'https://heapanalytics.com'],
      ['EU', 'https://c.eu.heap-api.com']
    ])('sends to Heap in the %s, and to no one else', async (region, host) => {
      const call = expectCall('POST', `${host}/api/track`)
      const environment = { HEAP_APP_ID: '11', HEAP_REGION: region.toLowerCase(), APPCUES_API_KEY: 'appcues-key' }
      const { said, mark } = await run(environment)
      expect(call.body).toStrictEqual({ app_id: '11', events: SENT })
      expect(call.headers).not.toHaveProperty('authorization')
      expect(mark).toEqual({ row: 2, rejected: 0 })
      expect(said).toContain(`went into Heap, app 11, ${region}.`)
    })

    it('shapes what is sent by the settings in the environment', async () => {
      const call = expectCall('POST', 'https://heapanalytics.com/api/track')
      await run({ HEAP_APP_ID: '11', HEAP_NAMES: 'as the native integration' })
      expect(call.body).toMatchObject({
        events: [{ event: 'Step Started (Appcues)', properties: { flowId: 'f1' } }, {}]
      })
    })

    it.each([
      [
        'without an app id',
        {},
        '--live needs HEAP_APP_ID, the number of your Heap environment (and HEAP_REGION, US or EU). Put it into the environment or into a .env file here.'
      ],
      [
        'without a usable region',
        { HEAP_APP_ID: '11', HEAP_REGION: 'Asia' },
        'HEAP_REGION (Heap Region) is "Asia": fill in US or EU.'
      ]
    ])('explains why it rejects %s', async (_title, environment, message) => {
      await expect(run(environment)).rejects.toMatchObject({ name: 'CommandError', message })
    })

    it('explains why it rejects an app id that is not a number', async () => {
      await expect(run({ HEAP_APP_ID: 'abc' })).rejects.toMatchObject({
        name: 'CommandError',
        message: expect.stringMatching(/^Credentials are invalid: .*Heap App ID/) as string
      })
    })

    it('excludes --sandbox', async () => {
      await expect(run({ HEAP_APP_ID: '11' }, { sandbox: 'http://127.0.0.1:1' })).rejects.toMatchObject({
        message: '--live and --sandbox exclude each other. Give one of them.'
      })
    })

    it('does not resume a run that went elsewhere', async () => {
      expectCall('POST', 'https://heapanalytics.com/api/track')
      await run({ HEAP_APP_ID: '11' })
      await expect(run({ HEAP_APP_ID: '12' }, { resume: true })).rejects.toMatchObject({
        message: 'The run to resume went to Heap, app 11, US, not to Heap, app 12, US. Start without --resume.'
      })
    })
  })
})

describe('backfill of bad input', () => {
  const folder = temporaryFolder()
  let heap: HeapSandbox
  const poison = ({ properties }: AcceptedEvent): boolean => properties['Flow Name'] === 'poison'
  beforeAll(async () => (heap = await startHeapSandbox({ poison })))
  afterEach(() => heap.reset())
  afterAll(() => heap.close())

  const run = (content: string) =>
    backfill(folder.write('export.ndjson', content), { sandbox: heap.url }, { folder: folder.path('state') })

  const row = (more: object): object => ({ ...exportRows(1)[0], ...more })
  const propertiesOf = (id: string) => heap.state.eventsOf(id).map(({ properties }) => properties)

  describe('backfill of bad input', () => {
    it('delivers 999 when Heap rejects one, and names that one', async () => {
      const rows = exportRows(1000, (n) => ({
        name: 'appcues:flow_started',
        attributes: { flowName: n === 500 ? 'poison' : 'fine' }
      }))
      const { tally, mark } = await run(asLines(rows))
      expect(keysIn(heap)).toHaveLength(999)
      expect(tally.rejected.all()).toMatchObject([{ count: 1, firstRows: [501] }])
      expect(mark).toEqual({ row: 1000, rejected: 1 })
    })

    it('delivers 999 beside one event that nests 10,000 levels deep', async () => {
      const deep = JSON.stringify(row({ id: 'deep' })).replace('"f1"', `${'['.repeat(10_000)}${']'.repeat(10_000)}`)
      const { tally, stopped } = await run(`${asLines(exportRows(999))}${deep}\n`)
      expect(stopped).toBeUndefined()
      const rejected = tally.rejected.total
      expect(keysIn(heap)).toHaveLength(1000 - rejected)
      expect(keysIn(heap).filter((key) => !key.startsWith('deep'))).toHaveLength(999)
    })

    it('keeps ids beyond 2^53 apart', async () => {
      const text = asLines([row({ id: 'a', user_id: 'ID1' }), row({ id: 'b', user_id: 'ID2' })])
      await run(text.replace('"ID1"', '9007199254740992').replace('"ID2"', '9007199254740993'))
      expect(
        heap.state
          .people()
          .map(({ id }) => id)
          .sort()
      ).toEqual(['9007199254740992', '9007199254740993'])
    })

    it.each([
      ['seconds', 1772366400],
      ['milliseconds', 1772366400000],
      ['milliseconds as text', '1772366400000'],
      ['ISO', '2026-03-01T12:00:00Z'],
      ['ISO without a zone', '2026-03-01 12:00:00']
    ])('reads a time in %s', async (_title, timestamp) => {
      await run(asLines([row({ timestamp, user_id: 'ada' })]))
      expect(heap.state.eventsOf('ada')).toMatchObject([{ timestamp: '2026-03-01T12:00:00.000Z' }])
    })

    it('rejects a time more than a day ahead of the clock', async () => {
      const at = (timestamp: string, user_id: string) => row({ timestamp, user_id })
      const { tally } = await run(asLines([at('2026-12-02T00:00:00Z', 'ada'), at('2026-12-02T00:00:01Z', 'bob')]))
      expect(heap.state.people().map(({ id }) => id)).toStrictEqual(['ada'])
      expect(tally.rejected.all()).toMatchObject([
        { reason: expect.stringContaining('at most a day ahead') as string, firstRows: [2] }
      ])
    })

    it('takes hostile keys, lone surrogates, NUL and cyclic-looking references as data', async () => {
      const attributes =
        '{"flowName":"a\\u0000b\\ud800c","__proto__":{"polluted":1},"constructor":"x","toString":"y","$ref":"#"}'
      const { tally } = await run(asLines([row({ user_id: 'ada', attributes: 'HERE' })]).replace('"HERE"', attributes))
      expect(tally.rejected.total).toBe(0)
      expect(propertiesOf('ada')).toMatchObject([{ 'Flow Name': expect.stringMatching(/^a.*b.*c$/su) as string }])
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    })

    it('gives the same output for the same input', async () => {
      const content = `oops\n${asLines(exportRows(50))}{"half":`
      const first = await run(content)
      const keys = keysIn(heap)
      heap.reset()
      const second = await run(content)
      const withoutTime = (said: string): string => said.replace(/ +[\d.]+ │\n/g, '')
      expect(withoutTime(second.said)).toBe(withoutTime(first.said))
      expect(keysIn(heap)).toEqual(keys)
    })
  })
})
