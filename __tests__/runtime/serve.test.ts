import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { writeFunctions } from '../../host/commands/functions'
import { HEAP_APP_ID } from '../../host/sandbox/heap'
import { serve } from '../../host/serve/serve'
import { builtFile } from '../support/built'
import { runCli } from '../support/run-cli'
import { withSandboxes } from '../support/sandboxes'
import { temporaryFolder } from '../support/temporary'
import { fakeVendors } from './support/vendors'

const SECRET = 'SECRET-1'
const ENVIRONMENT = {
  HOST: '127.0.0.1',
  PORT: '0',
  HEAP_APP_ID,
  APPCUES_WEBHOOK_WEBHOOK_SECRETS: `old, ${SECRET}`,
  SEGMENT_TOKEN: 'SECRET-TOKEN'
}

function webhook(id: string, at = Date.now()): RequestInit {
  const body = JSON.stringify({
    id,
    name: 'appcues:flow_completed',
    user_id: `user-${id}`,
    timestamp: Date.now(),
    attributes: { flowId: 'f1' }
  })
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
  return { method: 'POST', body, headers: { 'x-apc-timestamp': timestamp, 'x-apc-signature': signature } }
}

interface Line {
  kind: string
  url: string
  [key: string]: unknown
}

/** The server in this process. */
async function served(environment: Record<string, string>, fetch: unknown) {
  const lines: string[] = []
  const ending = new AbortController()
  let started: (line: Line) => void
  const start = new Promise<Line>((resolve) => (started = resolve))
  const write = (line: string): void => {
    lines.push(line)
    const parsed = JSON.parse(line) as Line
    if (parsed.kind === 'started') started(parsed)
  }
  const ended = serve({ environment, write, signal: ending.signal, fetch: fetch as never })
  const { url } = await Promise.race([start, ended.then(() => Promise.reject(new Error('It ended before it began.')))])
  return { url, lines: () => lines.map((line) => JSON.parse(line) as Line), end: () => ending.abort(), ended }
}

describe('serve', () => {
  it('delivers what is signed, rejects the rest, and logs one line a rejected request and a summary', async () => {
    const vendors = fakeVendors()
    const { url, lines, end, ended } = await served(ENVIRONMENT, vendors.fetch)
    const statuses = [
      await fetch(`${url}/health`),
      await fetch(`${url}/appcues`, webhook('1')),
      await fetch(`${url}/appcues`, { ...webhook('2'), headers: {} }),
      await fetch(`${url}/segment`, { method: 'POST', body: '[]', headers: { authorization: 'Bearer SECRET-TOKEN' } }),
      await fetch(`${url}/heap/segments`, { method: 'POST', body: '{}' })
    ].map(({ status }) => status)
    end()
    await ended
    expect(statuses).toStrictEqual([200, 200, 403, 200, 404])
    expect(vendors.requests.map(({ url: to }) => to)).toStrictEqual(['https://heapanalytics.com/api/track'])
    expect(lines().map(({ kind }) => kind)).toStrictEqual(['started', 'request_rejected', 'summary', 'ended'])
    expect(lines()[2]).toMatchObject({
      requests: { '/appcues 200': 1, '/appcues 403': 1, '/segment 200': 1 },
      counts: { delivered: 1, skipped: 0, rejected: 0, failed: 0 }
    })
    expect(lines().every(({ time }) => typeof time === 'string')).toBe(true)
    expect(JSON.stringify(lines())).not.toMatch(/SECRET/)
  })

  it('finishes what is on its way before it ends', async () => {
    const vendors = fakeVendors()
    let arrived = (): void => undefined
    let release = (): void => undefined
    const arrival = new Promise<void>((resolve) => (arrived = resolve))
    const held = new Promise<void>((resolve) => (release = resolve))
    const slow: typeof vendors.fetch = async (to, init) => {
      arrived()
      await held
      return vendors.fetch(to, init)
    }
    const { url, end, ended } = await served(ENVIRONMENT, slow)
    const response = fetch(`${url}/appcues`, webhook('1'))
    await arrival
    end()
    release()
    expect((await response).status).toBe(200)
    await ended
    expect(vendors.requests).toHaveLength(1)
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')
  })

  it('keeps its minute for signed times where .env.example was copied and filled in', async () => {
    const example = parseEnv(readFileSync(path.join(__dirname, '../../.env.example'), 'utf8'))
    const { url, end, ended } = await served({ ...example, ...ENVIRONMENT }, fakeVendors().fetch)
    const statuses = [
      await fetch(`${url}/appcues`, webhook('1', Date.now() - 50_000)),
      await fetch(`${url}/appcues`, webhook('2', Date.now() - 70_000))
    ].map(({ status }) => status)
    end()
    await ended
    expect(statuses).toStrictEqual([200, 403])
  })

  it('rejects a body that is too long and goes on', async () => {
    const { url, end, ended } = await served(ENVIRONMENT, fakeVendors().fetch)
    const long = { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) }
    expect((await fetch(`${url}/appcues`, long)).status).toBe(413)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    end()
    await ended
  })

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'no secret at all',
      { APPCUES_WEBHOOK_WEBHOOK_SECRETS: '', SEGMENT_TOKEN: '' },
      /APPCUES_WEBHOOK_WEBHOOK_SECRETS.*SEGMENT_TOKEN/
    ],
    ['no Heap for Appcues’ webhooks', { HEAP_APP_ID: '' }, /HEAP_APP_ID/],
    ['half of Appcues', { APPCUES_API_KEY: 'SECRET-2' }, /APPCUES_ACCOUNT_ID.*APPCUES_API_SECRET/],
    ['no Appcues for Heap’s segments', { HEAP_SEGMENT_SYNC_WEBHOOK_SECRETS: SECRET }, /APPCUES_ACCOUNT_ID/],
    [
      'an unusable secret',
      { APPCUES_WEBHOOK_WEBHOOK_SECRETS: ',' },
      /blank.* Variables: APPCUES_WEBHOOK_WEBHOOK_SECRETS\.$/
    ],
    [
      'a number of seconds that is none',
      { APPCUES_WEBHOOK_TOLERANCE_SECONDS: 'a' },
      /APPCUES_WEBHOOK_TOLERANCE_SECONDS/
    ],
    ['half of a credential', { HEAP_EVENT_WEBHOOK_HEADER_VALUE: SECRET }, /Header Name/],
    ['a port that is none', { PORT: 'http' }, /PORT is "http"/],
    ['a region that is none', { HEAP_REGION: 'Mars' }, /HEAP_REGION/],
    ['an unknown preset', { PRESETS_OFF: 'Flow Startet' }, /no preset "Flow Startet"/],
    ['a property without a path', { EXTRA_PROPERTIES: 'Plan' }, /EXTRA_PROPERTIES: "Plan"/],
    ['a user property without a path', { APPCUES_USER_PROPERTIES: 'Plan' }, /APPCUES_USER_PROPERTIES: "Plan"/]
  ])('does not start with %s, and says so in one sentence', async (_what, more, message) => {
    const started = serve({
      environment: { ...ENVIRONMENT, ...more },
      write: () => undefined,
      signal: AbortSignal.abort()
    })
    await expect(started).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(message) as string
    })
    await expect(started).rejects.not.toMatchObject({ message: expect.stringContaining('SECRET-') as string })
  })

  it('ends with 0 when the system asks, as a command', async () => {
    const { child, ended } = runCli(['serve'], temporaryFolder(), ENVIRONMENT)
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    const { code, out, err } = await ended
    expect([code, err]).toStrictEqual([0, ''])
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Line).kind)
    ).toStrictEqual(['started', 'ended'])
  })
})

describe('functions', () => {
  it('writes what was built into a folder', () => {
    const from = temporaryFolder({ 'heap-appcues.js': '// a', 'appcues-webhook.js': '// b', 'notes.txt': '' })
    const folder = path.join(temporaryFolder(), 'new', 'folder')
    const written = writeFunctions(from, folder)
    expect(written.map((file) => path.relative(folder, file)).sort()).toStrictEqual([
      'appcues-webhook.js',
      'heap-appcues.js'
    ])
    expect(readFileSync(path.join(folder, 'heap-appcues.js'), 'utf8')).toBe('// a')
  })

  it('says what to do when nothing was built, or the folder cannot be written', () => {
    expect(() => writeFunctions(path.join(temporaryFolder(), 'none'), '.')).toThrow('Run "npm run build" first.')
    const folder = temporaryFolder({ file: '' })
    const from = temporaryFolder({ 'heap-appcues.js': '' })
    expect(() => writeFunctions(from, path.join(folder, 'file', 'below'))).toThrow(/^Cannot write to .* \(ENOTDIR\)\.$/)
  })
})

describe('a server that is killed under load', () => {
  const sandboxes = withSandboxes()
  const EVENTS = 300
  const SENDERS = 8
  const KILLS = 2

  function start(port: number): Promise<{ child: ChildProcess; url: string }> {
    const env = {
      PATH: process.env.PATH,
      ...ENVIRONMENT,
      PORT: String(port),
      HEAP_SANDBOX: sandboxes.heap.url,
      APPCUES_SANDBOX: sandboxes.appcues.url
    }
    const child = spawn(process.execPath, [builtFile('serve.js')], { env })
    return new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error('The server ended before it began.')))
      child.stdout.once('data', (line: Buffer) => resolve({ child, url: (JSON.parse(line.toString()) as Line).url }))
    })
  }

  const killed = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => {
      child.removeAllListeners('exit')
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })

  it('loses nothing and doubles nothing, as long as the sender repeats what did not get a 2xx', async () => {
    let { child, url } = await start(0)
    const port = Number(new URL(url).port)
    const waiting = Array.from({ length: EVENTS }, (_, index) => String(index))
    let done = 0
    let repeats = 0
    const sender = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const status = await fetch(`${url}/appcues`, webhook(id)).then(
          (response) => response.status,
          () => 0
        )
        if (status === 200) done += 1
        else {
          repeats += 1
          waiting.push(id)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    }
    const senders = Array.from({ length: SENDERS }, sender)
    for (let kill = 1; kill <= KILLS; kill += 1) {
      while (done < (EVENTS * kill) / (KILLS + 1)) await new Promise((resolve) => setTimeout(resolve, 5))
      await killed(child)
      ;({ child, url } = await start(port))
    }
    await Promise.all(senders)
    await killed(child)
    expect(repeats).toBeGreaterThan(0)
    const people = sandboxes.heap.state.people()
    const { counters } = sandboxes.heap.state
    expect([counters.stored, people.length]).toStrictEqual([EVENTS, EVENTS])
    expect(people.every(({ eventCount }) => eventCount === 1)).toBe(true)
  }, 120_000)
})
