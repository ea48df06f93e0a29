import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { npsWebhook } from '../../support/local-host'
import { until } from '../../support/until'

const root = resolve(__dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'start-'))
const file = join(folder, 'export.ndjson')
const running: ChildProcess[] = []

beforeAll(() => {
  const rows = [npsWebhook(9), npsWebhook(3, 'grace@example.com', 'd-2'), { ...npsWebhook(), user_id: '' }]
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
})
afterAll(() => {
  running.forEach((child) => child.kill('SIGKILL'))
  rmSync(folder, { recursive: true })
})

interface Run {
  child: ChildProcess
  text: () => string
  code: Promise<number | null>
}

function start(...args: string[]): Run {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  // In an empty folder and environment: credentials of whoever runs the tests are none of theirs.
  const child = spawn(process.execPath, [tsx, join(root, 'host/cli.ts'), 'start', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH }
  })
  running.push(child)
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, text: () => text, code: new Promise((done) => child.once('exit', done)) }
}

describe('heap-appcues start', () => {
  it('replays a file into both sandboxes, says what happened and ends with --once', async () => {
    const run = start(file, '--once')
    expect(await run.code).toBe(0)
    expect(run.text()).toMatch(/NPS Score Submitted\s+│\s+2 │/)
    expect(run.text()).toContain('The field "user_id" is missing, or holds a placeholder')
    expect(run.text()).toContain(
      'The Heap segment "NPS promoters" went to Appcues: 1 people have the property "[Heap] NPS promoters" there'
    )
  })

  it('serves the page until it is interrupted, and ends well', async () => {
    const run = start(file, '--port', '0')
    const url = await until(() => /The page: (\S+)/.exec(run.text())?.[1])
    expect((await fetch(`${url}/api/deliveries`)).status).toBe(200)
    run.child.kill('SIGINT')
    expect(await run.code).toBe(0)
  })

  it('says that the port is taken, and how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const port = String((other.address() as AddressInfo).port)
    const run = start(file, '--port', port)
    expect(await run.code).toBe(2)
    other.close()
    expect(run.text()).toBe(
      `Port ${port} is taken, perhaps by another heap-appcues. End that one, or choose another port with --port.\n`
    )
  })

  it.each([
    [['--live'], '--live needs HEAP_APP_ID or APPCUES_ACCOUNT_ID'],
    [['some-file.csv', '--live'], '--live replays nothing.'],
    [['--port', 'http'], 'Give a number from 0 to 65535']
  ])('refuses %j in a sentence', async (args, sentence) => {
    const run = start(...args)
    expect(await run.code).toBeGreaterThan(0)
    expect(run.text()).toContain(sentence)
  })
})
