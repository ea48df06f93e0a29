import { execFileSync } from 'node:child_process'
import crypto, { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createContext, Script } from 'node:vm'
import lodash from 'lodash'
import { Pool } from 'undici'
import { compiled } from '../process/compiled'
import { startChild } from '../process/messages'
import { machine, markdownTable, megabytes, rounded, writeMeasurements } from '../report/markdown'
import type { HandlerProcess } from './server'

interface FunctionFigures {
  /** Bytes of the file. */
  size: number
  /** Milliseconds of CPU: loading the file, the first batch, and a batch of twenty once warm. */
  load: number
  first: number
  batch: number
  requests: number
}

const BATCH = 20
const WARM = 500

function builtCode(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heap-appcues-bench-'))
  try {
    const script = join(__dirname, '..', '..', 'scripts', 'bundle.mjs')
    execFileSync(process.execPath, [script, '--outdir', folder, '--only', 'runtime'])
    return readFileSync(join(folder, 'functions', 'heap-appcues.js'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const events = (round: number): object[] =>
  Array.from({ length: BATCH }, (_, index) => ({
    type: 'track',
    event: index % 2 === 0 ? 'Flow Started (Appcues)' : 'NPS Score (Appcues)',
    messageId: `m-${round}-${index}`,
    userId: `person-${index}@example.com`,
    timestamp: '2026-03-10T22:21:56.000Z',
    properties: { flowId: 'f1', flowName: 'Welcome', score: index % 11 }
  }))

type OnBatch = (batch: object[], settings: object) => Promise<{ status: number }[]>

/** The pasted file in a context like Segment's, with vendors that respond at once. */
async function measureFunction(): Promise<FunctionFigures> {
  const code = builtCode()
  let requests = 0
  const fetch = async (): Promise<Response> => {
    requests += 1
    return new Response('{}', { headers: { 'content-type': 'application/json' } })
  }
  const globals = { fetch, crypto, Buffer, URL, _: lodash, console, RetryError: Error, ValidationError: Error }
  const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  const load = await timed(async () => void new Script(code).runInContext(context))
  const onBatch = (context as unknown as { onBatch: OnBatch }).onBatch
  const run = async (round: number): Promise<void> => {
    const responses = await onBatch(events(round), { heapAppId: '11' })
    if (responses.some(({ status }) => status !== 200)) throw new Error('A batch was not delivered.')
  }
  const first = await timed(() => run(0))
  const batch =
    (await timed(async () => {
      for (let round = 1; round <= WARM; round += 1) await run(round)
    })) / WARM
  return { size: Buffer.byteLength(code), load, first, batch, requests: requests / (WARM + 1) }
}

/** CPU time, which a busy machine does not lengthen. */
async function timed(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

interface HandlerFigures {
  perSecond: number
  /** Microseconds of CPU for one webhook. */
  cpu: number
  /** Milliseconds from request to response. */
  median: number
  p99: number
  memory: number
}

const SECRET = 'bench-secret'
const AT_ONCE = 256

function webhook(n: number) {
  const body = JSON.stringify({
    id: `delivery-${n}`,
    name: 'appcues:flow_completed',
    user_id: `person-${n}@example.com`,
    timestamp: Date.now(),
    attributes: { flowId: `flow-${n % 40}`, flowName: 'Welcome', flowVersion: 1_700_000_000_000, localeName: 'default' }
  })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
  const headers = { 'x-apc-timestamp': timestamp, 'x-apc-signature': signature }
  return { path: '/appcues', method: 'POST', body, headers } as const
}

/** Sends signed webhooks to the handler in a process of its own, 256 at once. */
async function measureHandler(latency: number, webhooks: number): Promise<HandlerFigures> {
  const { server } = await compiled({ server: 'bench/hosts/server.ts' })
  const child = startChild<HandlerProcess>(server)
  const pool = new Pool(await child.call('start', { secret: SECRET, latency }), { connections: AT_ONCE })
  await send(pool, 0, webhooks >> 2)
  const before = await child.call('usage')
  const begin = performance.now()
  const times = await send(pool, webhooks, webhooks)
  const seconds = (performance.now() - begin) / 1000
  const after = await child.call('usage')
  await pool.close()
  await child.end()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  const cpu = (after.cpu - before.cpu) / webhooks
  return { perSecond: webhooks / seconds, cpu, median: at(0.5), p99: at(0.99), memory: after.memory }
}

/** @returns how long each took */
async function send(pool: Pool, first: number, count: number): Promise<number[]> {
  const times: number[] = []
  let next = first
  const one = async (): Promise<void> => {
    while (next < first + count) {
      const begin = performance.now()
      const { statusCode, body } = await pool.request(webhook(next++))
      await body.dump()
      if (statusCode !== 200) throw new Error(`The handler responded with ${statusCode}.`)
      times.push(performance.now() - begin)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return times
}

const LATENCY = 20
const WEBHOOKS = 20_000

/** `npm run bench:hosts [-- --write]`: the Destination Function and the handler, as docs/hosts.md describes them. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { write: { type: 'boolean' } } })
  const { size, load, first, batch, requests } = await measureFunction()
  const { perSecond, cpu, median, p99, memory } = await measureHandler(LATENCY, WEBHOOKS)
  const tables = [
    `Measured on ${machine()}.`,
    markdownTable(
      [
        'Destination Function: size, kB',
        'load, CPU ms',
        'first batch of 20, CPU ms',
        'each after it, CPU ms',
        'requests a batch of 20'
      ],
      [[rounded(size / 1000), rounded(load, 1), rounded(first, 1), rounded(batch, 2), rounded(requests, 2)]]
    ),
    markdownTable(
      [
        `\`serve\`, vendors respond after ${LATENCY} ms: webhooks a second`,
        'CPU µs a webhook',
        'webhooks a second and core',
        'median ms',
        'p99 ms',
        'peak MB'
      ],
      [[rounded(perSecond), rounded(cpu), rounded(1e6 / cpu), rounded(median), rounded(p99), megabytes(memory)]]
    )
  ].join('\n\n')
  console.log(tables)
  if (values.write) writeMeasurements('hosts', tables)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
