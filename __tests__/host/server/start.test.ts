import { execFile } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { npsWebhook } from '../../support/local-host'
import { runCli } from '../../support/run-cli'
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
  // In an empty folder and environment: credentials of whoever runs the tests are none of theirs.
  const { child, ended } = runCli(['start', ...args], folder)
  running.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, text: () => text, code: ended.then(({ code }) => code) }
}

const ADDRESSES = /^The page: {2}(\S+)\nWebhooks: {2}(\S+)\/sources\/<name> .*\nSandboxes: Heap (\S+), Appcues (\S+) /

async function addressesOf(run: Run): Promise<{ page: string; webhooks: string; heap: string; appcues: string }> {
  const [, page, webhooks, heap, appcues] = await until(() => ADDRESSES.exec(run.text()) ?? undefined)
  return { page, webhooks, heap, appcues }
}

describe('heap-appcues start', () => {
  it('replays a file into both sandboxes, says what happened and ends with --once, from the sources as npm start runs them', async () => {
    const args = ['--require', require.resolve('tsx/cjs'), join(root, 'host/cli.ts'), 'start', file, '--once']
    const ran = promisify(execFile)(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH } })
    const { stdout, code } = await ran.then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: { stdout: string; code: number }) => error
    )
    // One row was rejected.
    expect(code).toBe(1)
    expect(stdout).toMatch(/NPS Score Submitted\s+│\s+2 │/)
    expect(stdout).toContain('The field "user_id" is missing, or holds a placeholder')
    expect(stdout).toContain(
      'The Heap segment "NPS promoters" went to Appcues: 1 people have the property "[Heap] NPS promoters" there'
    )
  })

  it('ends with 0 after --once when nothing was rejected, and with the bundled example, whose bad rows are on purpose', async () => {
    const good = join(folder, 'good.ndjson')
    writeFileSync(good, JSON.stringify(npsWebhook(9)))
    expect([await start(good, '--once').code, await start('--once').code]).toStrictEqual([0, 0])
  })

  it('says its addresses first, serves the page while it replays, and ends well when it is interrupted', async () => {
    const run = start(file, '--port', '0', '--webhook-port', '0')
    const { page, webhooks, heap, appcues } = await addressesOf(run)
    expect(run.text().indexOf('The page:')).toBe(0)
    const opened = await fetch(page)
    const cookie = opened.headers.getSetCookie()[0].split(';')[0]
    const { origin } = new URL(page)
    expect((await fetch(`${origin}/api/deliveries`, { headers: { cookie } })).status).toBe(200)
    expect((await fetch(`${origin}/api/deliveries`)).status).toBe(401)
    expect((await fetch(`${webhooks}/sources/appcues-webhook`, { method: 'POST', body: '{}' })).status).toBe(403)
    for (const sandbox of [heap, appcues]) expect((await fetch(`${sandbox}/nothing`)).status).toBe(404)
    await until(() => run.text().includes('The Heap segment "NPS promoters" went to Appcues'))
    run.child.kill('SIGINT')
    expect(await run.code).toBe(0)
  })

  it('says first of all that there is no such file', async () => {
    const run = start('gone.csv', '--port', '0', '--webhook-port', '0')
    expect([await run.code, run.text()]).toStrictEqual([2, 'There is no file gone.csv.\n'])
  })

  it('lets an open page in again after a restart', async () => {
    const first = start(file, '--port', '0', '--webhook-port', '0')
    const { page } = await addressesOf(first)
    const [value] = (await fetch(page)).headers.getSetCookie()[0].split(';')
    first.child.kill('SIGINT')
    await first.code
    const second = start(file, '--port', '0', '--webhook-port', '0')
    const { page: again } = await addressesOf(second)
    const { origin, port } = new URL(again)
    const cookie = value.replace(/^heap-appcues-\d+/, `heap-appcues-${port}`)
    expect((await fetch(`${origin}/api/status`, { headers: { cookie } })).status).toBe(200)
    expect(new URL(again).search).not.toBe(new URL(page).search)
    second.child.kill('SIGINT')
    expect(await second.code).toBe(0)
  })

  it('ends on SIGTERM though a vendor does not answer and a client does not go on', async () => {
    const run = start(file, '--port', '0', '--webhook-port', '0')
    const { page, webhooks } = await addressesOf(run)
    const cookie = (await fetch(page)).headers.getSetCookie()[0].split(';')[0]
    const { origin } = new URL(page)
    const ask = (method: string, path: string, body: object): Promise<Response> =>
      fetch(`${origin}${path}`, { method, headers: { cookie }, body: JSON.stringify(body) })
    await until(() => run.text().includes('went to Appcues'))
    await ask('PUT', '/api/faults/heap', { fault: 'No response' })
    const event = { event: 'Flow Started (Appcues)', userId: 'ada', properties: { flowId: 'f' } }
    await ask('POST', '/api/send', { as: 'segment', body: event })
    const hanging = connect(Number(new URL(webhooks).port), '127.0.0.1', () =>
      hanging.write('POST /sources/appcues-webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{')
    )
    hanging.on('error', () => undefined)
    run.child.kill('SIGTERM')
    expect(await run.code).toBe(1)
    expect(run.text()).toMatch(/Ended with \d+ deliveries on their way\. Whether the vendors took them is unknown\.\n$/)
  })

  it.each([
    ['--port', '--webhook-port'],
    ['--webhook-port', '--port']
  ])('says that the port of %s is taken, and how to choose another', async (option, other) => {
    const taking = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taking.once('listening', resolve))
    const port = String((taking.address() as AddressInfo).port)
    const run = start(file, option, port, other, '0')
    expect(await run.code).toBe(2)
    taking.close()
    expect(run.text()).toBe(
      `Port ${port} is taken, perhaps by another heap-appcues. End that one, or choose another port with ${option}.\n`
    )
  })

  it.each([
    [['--live'], '--live needs HEAP_APP_ID or APPCUES_ACCOUNT_ID'],
    [['some-file.csv', '--live'], '--live replays nothing.'],
    [['--port', 'http'], 'Give a number from 0 to 65535']
  ])('rejects %j in a sentence', async (args, sentence) => {
    const run = start(...args)
    expect(await run.code).toBeGreaterThan(0)
    expect(run.text()).toContain(sentence)
  })
})
