import { existsSync, openSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import type { HeapSandbox } from '../../../host/sandbox/heap'
import { asLines, exportRows, keysIn } from '../../support/export-rows'
import { runCli } from '../../support/run-cli'
import { temporaryFolder } from '../../support/temporary-folder'
import { until } from '../../support/until'

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

  it('reads standard input, and ends with 1 when something was refused', async () => {
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
  ])('refuses %j in words', async (args, code, words) => {
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
    const file = folder.write('export.ndjson', asLines(exportRows(12_000)))
    // Ten of the sixteen batches are taken and the others hang: it is killed in the middle, on any machine.
    heap.faults.schedule((_request, n) => (n < 10 ? undefined : { kind: 'silence', seconds: 60 }))
    const { child, ended } = cli([file, '--sandbox', heap.url])
    await until(() => markedRow() > 3000)
    child.kill('SIGKILL')
    await ended
    heap.faults.off()
    const marked = markedRow()
    expect(marked).toBeLessThan(12_000)
    const resumed = await cli([file, '--sandbox', heap.url, '--resume']).ended
    expect({ code: resumed.code, err: withoutProgress(resumed.err) }).toEqual({ code: 0, err: '' })
    expect(resumed.out).toContain(`Resumed after line ${marked.toLocaleString('en-US')};`)
    expect(keysIn(heap)).toEqual(keysOf(12_000))
    expect(heap.state.counters.duplicates).toBeGreaterThan(0)
  })

  it('says on Ctrl-C where it is, after what is under way', async () => {
    const file = folder.write('export.ndjson', asLines(exportRows(12_000)))
    heap.faults.schedule((_request, n) => (n < 8 ? undefined : { kind: 'delay', milliseconds: 2000 }))
    const { child, ended } = cli([file, '--sandbox', heap.url])
    await until(() => heap.state.counters.stored > 2000)
    child.kill('SIGINT')
    const { code, out } = await ended
    expect(code).toBe(1)
    expect(out).toContain('Stopped: It was interrupted.')
    expect(out).toMatch(/Everything up to line [\d,]+ is done\. The same command with --resume goes on from there\./)
    const held = new Set(keysIn(heap))
    const done = keysOf(12_000).filter((key) => Number(/\d+/.exec(key)) < markedRow())
    expect(done.filter((key) => !held.has(key))).toEqual([])
  })
})
