import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask } from '../../support/vendor-client'

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
        https.get('https://heapanalytics.com/', (response) => response.resume().on('end', resolve)).on('error', reject)
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
