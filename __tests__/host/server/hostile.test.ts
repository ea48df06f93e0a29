import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestHost } from '../../support/local-host'
import { runCli } from '../../support/run-cli'
import { until } from '../../support/until'

/** Ten thousand in all: HOSTILE_POSTS=10000 npx jest hostile. */
const POSTS = Number(process.env.HOSTILE_POSTS ?? 600)
const AT_ONCE = 16
const MEGABYTE = 1024 * 1024

/** Megabytes of a process in memory, as Linux counts them. */
const residentOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

describe('posts of strangers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  const running: ChildProcess[] = []
  afterAll(() => {
    running.forEach((child) => child.kill('SIGKILL'))
    rmSync(folder, { recursive: true })
  })

  it('leave the host small and answering, however many and large', async () => {
    const file = join(folder, 'export.ndjson')
    writeFileSync(file, '{"name":"appcues:flow_started","user_id":"a"}\n')
    const { child } = runCli(['start', file, '--port', '0', '--webhook-port', '0'], folder)
    running.push(child)
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const url = await until(() => /Webhooks: +(\S+)\/sources/.exec(text)?.[1])
    const body = Buffer.alloc(MEGABYTE / 2 - 100, 'x')
    const statuses = new Map<number, number>()
    let left = POSTS
    const posting = Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        const { status } = await fetch(`${url}/sources/appcues-webhook`, { method: 'POST', body })
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    })
    await Promise.all(posting)
    expect([...statuses]).toStrictEqual([[403, POSTS]])
    expect(residentOf(child.pid)).toBeLessThan(300)
    expect((await fetch(`${url}/sources/none`, { method: 'POST', body: '{}' })).status).toBe(404)
  }, 600_000)

  it('are cut off when a body does not arrive in time, and a whole one is taken after it', async () => {
    const host = await startTestHost({ requestTimeout: 300 })
    const socket = connect(host.webhookPort, '127.0.0.1')
    const head = 'POST /sources/appcues-webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 99\r\n\r\n{'
    const response = await new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text))
      socket.on('error', () => undefined)
      socket.write(head)
    })
    expect(response).toMatch(/^HTTP\/1\.1 408 /)
    expect((await host.webhook('appcues-webhook', '{}')).status).toBe(400)
    await host.close()
  })

  it('get 256 connections at once, and the next is closed', async () => {
    const host = await startTestHost()
    const sockets = Array.from({ length: 256 }, () => connect(host.webhookPort, '127.0.0.1'))
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    const next = connect(host.webhookPort, '127.0.0.1')
    await once(next.on('error', () => undefined).resume(), 'close')
    expect(sockets.filter((socket) => socket.destroyed)).toStrictEqual([])
    sockets.forEach((socket) => socket.destroy())
    await host.close()
  })

  it('are rejected when too many large bodies are under way at once, and are taken again afterwards', async () => {
    const host = await startTestHost()
    // Six times 32 MiB: well over the budget, whatever the sockets' own buffers hold.
    const posts = Array.from({ length: 6 }, () => largePost(host.webhookPort))
    await Promise.all(posts.map(({ isWritten, status }) => Promise.race([isWritten, status])))
    posts.forEach(({ end }) => end())
    const statuses = await Promise.all(posts.map(({ status }) => status))
    expect(statuses).toContain(503)
    expect(statuses.filter((status) => status !== 503 && status !== 403)).toStrictEqual([])
    expect((await host.webhook('heap-segment-sync', '{}')).status).toBe(400)
    await host.close()
  })
})

/** A body of 32 MiB that is not ended yet. */
function largePost(port: number): { isWritten: Promise<void>; end: () => void; status: Promise<number | undefined> } {
  const path = '/sources/heap-segment-sync'
  const headers = { 'content-length': 32 * MEGABYTE }
  const request = http.request({ host: '127.0.0.1', port, method: 'POST', path, headers, agent: false })
  const status = new Promise<number | undefined>((resolve) => {
    request.on('response', (response) => resolve(response.resume().statusCode))
    request.on('error', () => resolve(undefined))
  })
  const isWritten = new Promise<void>((resolve) => request.write(Buffer.alloc(32 * MEGABYTE - 1, ' '), () => resolve()))
  return { isWritten, end: () => void request.end(' '), status }
}
