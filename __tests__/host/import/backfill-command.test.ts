import { existsSync, openSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import type { HeapSandbox } from '../../../host/sandbox/heap'
import { badRows, makeHistory } from '../../../scripts/examples/history'
import { events as catalog } from '../../../src/destinations/heap-appcues/catalog'
import { asLines, backfill, exportRows, keysIn } from '../../support/backfill'
import { runCli } from '../../support/run-cli'
import { temporaryFolder } from '../../support/temporary-folder'
import { until } from '../../support/until'

describe('as a process', () => {
  const folder = temporaryFolder()
  let heap: HeapSandbox
  beforeAll(async () => (heap = await startHeapSandbox({ latency: 20 })))
  afterEach(() => heap.reset())
  afterAll(() => heap.close())

  const cli = (args: string[], environment?: Record<string, string>) =>
    runCli(['backfill', ...args], folder.path(''), environment)
  const NAMES = ['Flow Started', 'Step Started', 'Checklist Shown']
  const keysOf = (count: number): string[] =>
    Array.from({ length: count }, (_none, n) => `event-${n}:${NAMES[n % 3]}`).sort()

  /** A slow machine may write lines of progress. */
  const withoutProgress = (err: string): string => err.replace(/^.* a second\n/gm, '')

  /** The row that the file for `--resume` names; 0 before there is one. */
  function markedRow(): number {
    const state = folder.path('.heap-appcues')
    const [file] = existsSync(state) ? readdirSync(state).filter((name) => name.endsWith('.json')) : []
    return file === undefined ? 0 : (JSON.parse(readFileSync(join(state, file), 'utf8')) as { row: number }).row
  }

  describe('heap-appcues backfill', () => {
    it('ends with 0 when everything was sent, and says so', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(30)))
      const { code, out, err } = await cli([file, '--sandbox', heap.url]).ended
      expect({ code, err: withoutProgress(err) }).toEqual({ code: 0, err: '' })
      expect(out).toContain(`export.ndjson (NDJSON) went into the Heap sandbox ${heap.url}.`)
      expect(keysIn(heap)).toEqual(keysOf(30))
    })

    it('reads standard input, and ends with 1 when something was rejected', async () => {
      const { child, ended } = cli(['-', '--sandbox', heap.url])
      child.stdin?.end(`${asLines(exportRows(3))}oops\n`)
      const { code, out } = await ended
      expect(code).toBe(1)
      expect(out).toContain('It is not JSON.')
      expect(keysIn(heap)).toEqual(keysOf(3))
    })

    it('never writes over the file that the shell gives as standard input', async () => {
      const text = asLines(exportRows(1))
      const path = folder.write('export.ndjson', text)
      const { ended } = runCli(['backfill', '-', '--rejects', path], folder.path(''), {}, openSync(path, 'r'))
      const { code, err } = await ended
      expect({ code, left: readFileSync(path, 'utf8') }).toStrictEqual({ code: 2, left: text })
      expect(err).toContain('--rejects names a file that is read here')
    })

    it.each([
      [['export.ndjson', '--live'], 2, '--live needs HEAP_APP_ID'],
      [['export.ndjson', '--until', 'soon'], 2, 'Give a time as ISO 8601'],
      [['export.ndjson', '--rate', '0'], 2, 'Give a whole number of events a minute, 1 or more.']
    ])('explains why it rejects %j', async (args, code, words) => {
      folder.write('export.ndjson', asLines(exportRows(1)))
      const { code: ended, out, err } = await cli(args).ended
      expect({ ended, out }).toEqual({ ended: code, out: '' })
      expect(err).toContain(words)
      expect(err).not.toContain('    at ')
    })

    it('reads .env in the folder it runs in, and repeats no secret of it', async () => {
      folder.write('.env', 'HEAP_REGION=Asia\nHEAP_API_KEY=heap-secret\n')
      folder.write('export.ndjson', asLines(exportRows(1)))
      const { code, out, err } = await cli(['export.ndjson']).ended
      expect({ code, err }).toEqual({ code: 2, err: 'HEAP_REGION (Heap Region) is "Asia": fill in US or EU.\n' })
      expect(out + err).not.toContain('heap-secret')
    })

    it('leaves one of each in Heap when it is killed in the middle and resumed', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(6000)))
      // Six of the eight batches are taken and the others hang: it is killed in the middle, on any machine.
      heap.faults.schedule((_request, n) => (n < 6 ? undefined : { kind: 'silence', seconds: 600 }))
      const { child, ended } = cli([file, '--sandbox', heap.url])
      await until(() => markedRow() > 2000 && heap.state.counters.stored > 3000)
      child.kill('SIGKILL')
      await ended
      heap.faults.off()
      const marked = markedRow()
      expect(marked).toBeLessThan(6000)
      const resumed = await cli([file, '--sandbox', heap.url, '--resume']).ended
      expect({ code: resumed.code, err: withoutProgress(resumed.err) }).toEqual({ code: 0, err: '' })
      expect(resumed.out).toContain(`Resumed after line ${marked.toLocaleString('en-US')};`)
      expect(keysIn(heap)).toEqual(keysOf(6000))
      expect(heap.state.counters.duplicates).toBeGreaterThan(0)
    })

    it('says on Ctrl-C where it is, after what is under way', async () => {
      const file = folder.write('export.ndjson', asLines(exportRows(4000)))
      // The second half is rejected again and again, so that it cannot be over before the signal comes.
      heap.faults.schedule((_request, n) => (n < 4 ? undefined : { kind: 'status', status: 503 }))
      const { child, ended } = cli([file, '--sandbox', heap.url])
      await until(() => heap.state.counters.stored > 2000)
      child.kill('SIGINT')
      const { code, out } = await ended
      expect(code).toBe(1)
      expect(out).toContain('Stopped: It was interrupted.')
      expect(out).toMatch(/Everything up to line [\d,]+ is done\. The same command with --resume goes on from there\./)
      const held = new Set(keysIn(heap))
      const done = keysOf(4000).filter((key) => Number(/\d+/.exec(key)) < markedRow())
      expect(done.filter((key) => !held.has(key))).toEqual([])
    })
  })
})

describe('backfill of the example export', () => {
  const folder = temporaryFolder()
  const EXAMPLE = join(__dirname, '../../../examples/appcues-export.ndjson')
  const text = readFileSync(EXAMPLE, 'utf8')

  interface Line {
    number: number
    id?: string
    name?: string
    user_id?: unknown
    attributes?: { interactionData?: { surveyResponses?: { type: string }[] } }
  }

  /** Every line under its number; those that cannot be read have nothing but that. */
  const lines: Line[] = text.split('\n').map((line, index) => {
    const found = /"id":"((?:bad|odd|own)-[^"]*)"/.exec(line)?.[1] ?? /"(bad-[^"]*)"/.exec(line)?.[1]
    return found?.startsWith('bad-')
      ? { number: index + 1, id: found }
      : { ...(JSON.parse(line) as Line), number: index + 1 }
  })
  const isBad = ({ id }: Line): boolean => id?.startsWith('bad-') ?? true
  /** Its event goes without the score. */
  const hasOddScore = ({ id }: Line): boolean => id?.startsWith('odd-') ?? false
  const heapName = new Map(catalog.map(({ id, name }) => [`appcues:${id}`, name]))

  /** What Heap must hold: one event for each good row, and those that the answers of newer surveys add. */
  function expectedKeys(): string[] {
    const good = lines.filter((line) => !isBad(line) && heapName.has(line.name ?? ''))
    const keys = good.flatMap(({ id, name, attributes }) => {
      const answers = attributes?.interactionData?.surveyResponses ?? []
      return [
        `${id}:${heapName.get(name ?? '')}`,
        ...answers.map(({ type }) =>
          type === 'nps_score' ? `${id}:score:NPS Score Submitted` : `${id}:feedback:NPS Feedback Submitted`
        )
      ]
    })
    return [...new Set(keys)].sort()
  }

  describe('the example history', () => {
    it('is what its script writes', () => {
      expect(text === makeHistory()).toBe(true)
    })

    it('holds at least 2,000 events of 60 people, all of the catalog among them, and a dozen bad rows', () => {
      const good = lines.filter((line) => !isBad(line))
      expect(good.length).toBeGreaterThan(2000)
      expect(new Set(good.map(({ user_id }) => user_id)).size).toBe(60)
      expect([...heapName.keys()].filter((name) => !good.some((line) => line.name === name))).toEqual([])
      expect(lines.filter(isBad)).toHaveLength(badRows.length)
      expect(badRows).toHaveLength(12)
    })

    it('holds repeated and late events, anonymous people and newer surveys', () => {
      const ids = lines.flatMap(({ id }) => id ?? [])
      expect(ids.length - new Set(ids).size).toBeGreaterThan(20)
      expect(text).toContain('"user_id":"anon:')
      expect(text).toContain('"surveyResponses"')
      const times = [...text.matchAll(/"timestamp":"([^"]+)"/g)].map(([, time]) => Date.parse(time))
      expect(times.filter((time, n) => n > 0 && time < times[n - 1] - 86_400_000).length).toBeGreaterThan(20)
    })

    it('ends in Heap with every good event exactly once, no profile, and every bad row named, as is the one with an odd score', async () => {
      const heap = await startHeapSandbox()
      const rejects = folder.path('rejects.ndjson')
      const { said } = await backfill(EXAMPLE, { sandbox: heap.url, rejects }, { folder: folder.path('state') })
      await heap.close()
      expect(keysIn(heap)).toEqual(expectedKeys())
      expect(text).toContain('user-1001@example.com')
      const held = heap.state.people().map((person) => [person, heap.state.eventsOf(person.id)])
      expect(JSON.stringify(held)).not.toContain('user-1001@example.com')
      const named = readFileSync(rejects, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { row: number }).row)
      const bad = lines.filter(isBad).map(({ number }) => number)
      expect(bad).toHaveLength(12)
      expect(named.sort((a, b) => a - b)).toEqual(bad)
      const odd = lines.filter(hasOddScore).map(({ number }) => number)
      expect(odd).toHaveLength(1)
      for (const number of [...bad, ...odd]) expect(said).toMatch(new RegExp(`│[^│]*\\b${number}\\b[^│]*│\n`))
    })
  })
})
