import { execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, Script } from 'node:vm'
import lodash from 'lodash'

export interface FunctionFigures {
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

/** The pasted file in a context like Segment's, with vendors that answer at once. */
export async function measureFunction(): Promise<FunctionFigures> {
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
    const answers = await onBatch(events(round), { heapAppId: '11' })
    if (answers.some(({ status }) => status !== 200)) throw new Error('A batch was not delivered.')
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
