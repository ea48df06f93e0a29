import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask, basic } from '../../support/vendor-client'
import { connect } from 'node:net'
import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import type { HeapSandbox } from '../../../host/sandbox/heap'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import { RequestLog } from '../../../host/sandbox/request-log'

describe('redirect', () => {
  /** Answers with its name and the host it was asked for, and counts connections. */
  async function echo(name: string) {
    const server = http.createServer((request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ name, host: request.headers.host, path: request.url }))
    })
    let connections = 0
    server.on('connection', () => (connections += 1))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { server, url, connections: () => connections }
  }

  let heap: Awaited<ReturnType<typeof echo>>
  let appcues: Awaited<ReturnType<typeof echo>>
  let restore: () => void = () => undefined
  beforeAll(async () => {
    heap = await echo('heap')
    appcues = await echo('appcues')
  })
  afterEach(() => restore())
  afterAll(() => {
    heap.server.close()
    appcues.server.close()
  })

  const get = (host: string, path = '/a?b=c') => ask('get', `https://${host}${path}`)

  describe('redirectVendors', () => {
    it.each([
      ['heapanalytics.com', 'heap'],
      ['c.eu.heap-api.com', 'heap'],
      ['api.appcues.com', 'appcues'],
      ['api.eu.appcues.com', 'appcues']
    ])('leads %s to the sandbox of %s with the host as it was', async (host, name) => {
      restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
      expect((await get(host)).data).toStrictEqual({ name, host, path: '/a?b=c' })
    })

    it.each([
      'example.com',
      'heapanalytics.com.example.com',
      'my-heapanalytics.com',
      'www.heapanalytics.com',
      'appcues.com',
      'fast.appcues.com',
      '127.0.0.1',
      'localhost'
    ])('rejects %s', async (host) => {
      restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
      await expect(get(host)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    })

    it('rejects a vendor without a sandbox', async () => {
      restore = redirectVendors({ heap: heap.url })
      await expect(get('api.appcues.com')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
      expect(await get('heapanalytics.com')).toMatchObject({ status: 200 })
    })

    it('rejects where the sandbox is gone', async () => {
      const gone = await echo('gone')
      gone.server.close()
      restore = redirectVendors({ heap: gone.url })
      await expect(get('heapanalytics.com')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    })

    it('lets the name of a host be unknown for a while', async () => {
      let isDown = true
      restore = redirectVendors(
        { heap: heap.url, appcues: appcues.url },
        { unknownHost: (host) => isDown && host === 'heapanalytics.com' }
      )
      await expect(get('heapanalytics.com')).rejects.toMatchObject({ code: 'ENOTFOUND' })
      expect(await get('api.appcues.com')).toMatchObject({ status: 200 })
      isDown = false
      expect(await get('heapanalytics.com')).toMatchObject({ status: 200 })
    })

    it('keeps the connection of clients that want it kept', async () => {
      restore = redirectVendors({ heap: heap.url })
      const before = heap.connections()
      for (let n = 0; n < 3; n++) {
        await new Promise<void>((resolve, reject) => {
          https
            .get('https://heapanalytics.com/', (response) => response.resume().on('end', resolve))
            .on('error', reject)
        })
        await new Promise(setImmediate)
      }
      expect(heap.connections() - before).toBe(1)
    })

    it('carries many requests at once', async () => {
      restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
      const hosts = Array.from({ length: 100 }, (_, n) => (n % 2 ? 'heapanalytics.com' : 'api.appcues.com'))
      const replies = await Promise.all(hosts.map((host) => get(host)))
      expect(replies.map(({ data }) => (data as { host: string }).host)).toStrictEqual(hosts)
    })

    it('puts everything back, once', () => {
      const before = https.globalAgent
      const end = redirectVendors({})
      expect(https.globalAgent).not.toBe(before)
      end()
      expect(https.globalAgent).toBe(before)
      restore = redirectVendors({})
      const current = https.globalAgent
      end()
      expect(https.globalAgent).toBe(current)
    })

    it('cannot be switched on twice', () => {
      restore = redirectVendors({})
      expect(() => redirectVendors({})).toThrow('The vendors are redirected already: end that first.')
    })
  })
})

describe('request log', () => {
  const NOW = Date.parse('2026-03-11T00:00:00Z')
  let heap: HeapSandbox | undefined
  afterEach(() => heap?.close())

  async function post(url: string, body: BodyInit, headers: Record<string, string> = {}): Promise<number> {
    return (await fetch(url, { method: 'POST', body, headers })).status
  }

  const entry = (path: string) => ({ at: 0, method: 'POST', host: 'h', path, status: 200 })

  describe('the log of a sandbox', () => {
    it('holds a request without its secrets', async () => {
      const appcues = await startAppcuesSandbox({ now: () => NOW })
      const headers = { ...basic(APPCUES_API_KEY, APPCUES_API_SECRET), cookie: 'session=1', 'x-kept': 'yes' }
      await post(`${appcues.url}/v2/accounts/12345/segments`, '{"name":"A"}', headers)
      await appcues.close()
      const [logged] = appcues.requests.entries
      expect(logged).toMatchObject({
        number: 1,
        at: NOW,
        method: 'POST',
        path: '/v2/accounts/12345/segments',
        status: 201,
        body: '{"name":"A"}',
        bytes: 12
      })
      expect(logged.headers).toMatchObject({
        authorization: 'Basic [redacted]',
        cookie: '[redacted]',
        'x-kept': 'yes'
      })
      expect(JSON.stringify(appcues.requests.entries)).not.toContain(headers.Authorization.slice(6))
    })

    it('keeps the newest requests and counts all', async () => {
      heap = await startHeapSandbox({ keepRequests: 3 })
      for (let n = 0; n < 8; n++) await post(`${heap.url}/api/track?${n}`, '{}')
      expect(heap.requests.entries.map(({ number, path }) => [number, path])).toStrictEqual([
        [6, '/api/track?5'],
        [7, '/api/track?6'],
        [8, '/api/track?7']
      ])
      expect({ ...heap.requests }).toMatchObject({ total: 8, bytes: 16, byStatus: new Map([[400, 8]]) })
      heap.reset()
      expect(heap.requests.entries).toStrictEqual([])
      expect(heap.requests.total).toBe(0)
    })

    it('keeps the beginning of a long body', async () => {
      heap = await startHeapSandbox()
      await post(`${heap.url}/api/track`, 'x'.repeat(10_000))
      expect(heap.requests.entries).toMatchObject([{ body: 'x'.repeat(8192), bytes: 10_000 }])
    })

    it('keeps nothing when told to keep nothing', () => {
      const log = new RequestLog(0)
      log.add(entry('/'), {}, Buffer.from('{}'))
      expect([log.entries, log.total]).toStrictEqual([[], 1])
    })

    it('redacts a token, and a secret of a kind it does not know as a whole', () => {
      const log = new RequestLog(5)
      const headers = { authorization: 'Bearer abc', 'x-api-key': 'secret', 'proxy-authorization': 'Digest abc' }
      log.add(entry('/'), { ...headers, 'set-cookie': ['a', 'b'] }, Buffer.from(''))
      expect(log.entries[0].headers).toStrictEqual({
        authorization: 'Bearer [redacted]',
        'x-api-key': '[redacted]',
        'proxy-authorization': '[redacted]',
        'set-cookie': 'a, b'
      })
    })
  })

  describe('the server of a sandbox', () => {
    it('listens on the port it is given, on this machine only', async () => {
      const first = await startHeapSandbox()
      await first.close()
      heap = await startHeapSandbox({ port: Number(new URL(first.url).port) })
      expect(heap.url).toBe(first.url)
      expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    })

    it('says when its port is taken', async () => {
      heap = await startHeapSandbox()
      const port = Number(new URL(heap.url).port)
      await expect(startHeapSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    })

    it('lives on when a client goes away in the middle of its body', async () => {
      heap = await startHeapSandbox()
      const socket = connect(Number(new URL(heap.url).port), '127.0.0.1')
      socket.write('POST /api/track HTTP/1.1\r\nHost: heapanalytics.com\r\nContent-Length: 100\r\n\r\n{"app_id"')
      await new Promise((resolve) => setTimeout(resolve, 30))
      socket.destroy()
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(await post(`${heap.url}/api/track`, '{}')).toBe(400)
      expect(heap.requests.total).toBe(1)
    })

    it('rejects a body that has no end', async () => {
      heap = await startHeapSandbox()
      const tooMuch = new Uint8Array(65 * 1024 * 1024)
      expect(await post(`${heap.url}/api/track`, tooMuch)).toBe(413)
      expect(heap.requests.total).toBe(0)
    })
  })
})
