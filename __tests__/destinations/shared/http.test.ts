import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createRequestClient } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import {
  NOT_BEGUN,
  isCredentialError,
  isRetryable,
  isSuccess,
  sendRequest
} from '../../../src/destinations/heap-appcues/shared/http'

/** Answers `/<status>/<length of the body>`; redirects lead to a page that responds with 200. */
function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const [, status, length] = (request.url ?? '').split('/').map(Number)
    response.writeHead(status, { 'content-type': 'application/json', location: '/200/1' })
    response.end(JSON.stringify('x'.repeat(length)))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe('sendRequest, against a real server', () => {
  let server: Server
  const ask = (path: string) =>
    sendRequest(createRequestClient(), 'Heap', `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      method: 'POST',
      json: {}
    })

  beforeAll(async () => {
    server = await serve()
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('gives status and body, of errors too', async () => {
    expect(await ask('/201/2')).toStrictEqual({ status: 201, data: 'xx' })
    expect(await ask('/404/1')).toStrictEqual({ status: 404, data: 'x' })
    expect(await ask('/503/0')).toStrictEqual({ status: 503, data: '' })
  })

  it.each([301, 302, 303, 307])('takes a redirect of %d as the response, and does not follow it', async (status) => {
    expect(await ask(`/${status}/1`)).toStrictEqual({ status, data: 'x' })
  })

  it('reads a response of a megabyte to its end', async () => {
    const { data } = await ask('/200/1000000')
    expect(String(data)).toHaveLength(1_000_000)
  })
})

describe('sendRequest', () => {
  const failing =
    (error: Error): RequestClient =>
    () =>
      Promise.reject(error)

  it('gives a request ten seconds, whatever the host’s signal', async () => {
    const request = jest.fn().mockResolvedValue({ status: 200, data: {} })
    await sendRequest(request, 'Heap', 'https://heapanalytics.com/x', {
      method: 'POST',
      json: { a: 1 }
    })
    expect(request.mock.calls).toHaveLength(1)
    const [url, options] = request.mock.calls[0] as [string, object]
    expect(url).toBe('https://heapanalytics.com/x')
    expect(options).toStrictEqual({
      method: 'POST',
      json: { a: 1 },
      timeout: 10000,
      throwHttpErrors: false,
      redirect: 'manual',
      skipResponseCloning: true
    })
  })

  it.each<[string, Error, string]>([
    ['a code', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['a code that is a sentence', Object.assign(new Error('x'), { code: 'for alice@example.com' }), 'network error'],
    [
      'a code that begins a sentence',
      Object.assign(new Error('x'), { code: 'ECONNRESET for alice@example.com' }),
      'network error'
    ],
    [
      'a code that ends a sentence',
      Object.assign(new Error('x'), { code: 'for alice@example.com: ECONNRESET' }),
      'network error'
    ],
    ['a code that is a number', Object.assign(new Error('x'), { code: 7 }), 'network error'],
    ['no code', new Error('connect to https://api.appcues.com/users/alice'), 'network error']
  ])('tells of an error with %s only that code', async (_what, error, word) => {
    expect(await sendRequest(failing(error), 'Appcues', 'https://api.appcues.com', {})).toStrictEqual({
      status: 408,
      data: undefined,
      failure: `Appcues did not respond (${word})`
    })
  })

  it('says that a request was not begun, where a host has no time left for it', async () => {
    const error = Object.assign(new Error('x'), { code: NOT_BEGUN })
    expect(await sendRequest(failing(error), 'Heap', 'https://heapanalytics.com', {})).toStrictEqual({
      status: 408,
      data: undefined,
      failure: 'Not sent to Heap: too little time was left, so it is retried'
    })
  })

  it('takes the response out of an error that a host’s own client throws', async () => {
    const error = Object.assign(new Error('x'), { response: { status: 429, data: { a: 1 } } })
    expect(await sendRequest(failing(error), 'Heap', 'https://heapanalytics.com', {})).toStrictEqual({
      status: 429,
      data: { a: 1 }
    })
  })
})

describe('a firewall in front of a vendor', () => {
  const responding = (status: number, data: unknown) =>
    (() => Promise.resolve({ status, data })) as unknown as RequestClient
  const ask = (status: number, data: unknown) =>
    sendRequest(responding(status, data), 'Appcues', 'https://api.appcues.com', {})

  it.each(['<html><body>Forbidden</body></html>', '\n  <!DOCTYPE html>'])(
    'responds with 403 and a page, which counts as a rejected request and not as rejected credentials: %j',
    async (page) => {
      expect(await ask(403, page)).toStrictEqual({
        status: 400,
        data: undefined,
        failure: 'A firewall in front of Appcues blocked this request (403)'
      })
    }
  )

  it.each<[number, unknown]>([
    [403, { error: true, title: 'Forbidden' }],
    [403, 'Forbidden'],
    [403, ''],
    [403, undefined],
    [401, '<html>'],
    [404, '<html>'],
    [503, '<html>']
  ])('is not taken for the vendor itself: %d with %j stays as it is', async (status, data) => {
    expect(await ask(status, data)).toStrictEqual({ status, data })
  })
})

describe('the statuses', () => {
  const all = Array.from({ length: 500 }, (_, index) => 100 + index)

  it('that are successes are those from 200 to 299', () => {
    const successes = all.filter((status) => isSuccess({ status, data: undefined }))
    expect([successes[0], successes[successes.length - 1], successes.length]).toStrictEqual([200, 299, 100])
  })

  it('that are delivered again are 408, 423, 429 and 5xx but 501', () => {
    expect(all.filter((status) => status < 500 && isRetryable(status))).toStrictEqual([408, 423, 429])
    expect(all.filter((status) => status >= 500 && !isRetryable(status))).toStrictEqual([501])
  })

  it('that reject credentials are 401 and 403', () => {
    expect(all.filter(isCredentialError)).toStrictEqual([401, 403])
  })
})
