import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import {
  createRequestClient,
  APIError,
  ErrorCodes,
  InvalidAuthenticationError,
  PayloadValidationError
} from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import {
  NOT_BEGUN,
  isCredentialError,
  isRetryable,
  isSuccess,
  sendRequest
} from '../../../src/destinations/heap-appcues/shared/http'
import {
  isDelivered,
  skipped,
  tryBuild,
  toErrorResponse,
  toMultiStatus,
  toResult
} from '../../../src/destinations/heap-appcues/shared/multistatus'

describe('http', () => {
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
    ])('reports of an error with %s only that code', async (_what, error, word) => {
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
})

describe('multistatus', () => {
  const delivered = { status: 200, sent: { a: 1 }, body: {} }
  const rejected = toErrorResponse(new PayloadValidationError('Identity: missing.'))

  describe('a response', () => {
    it('of ours is a rejection of the payload, without "sent"', () => {
      expect(rejected).toStrictEqual({
        status: 400,
        errortype: ErrorCodes.PAYLOAD_VALIDATION_FAILED,
        errormessage: 'Identity: missing.'
      })
    })

    it('is delivered when it has no error message', () => {
      expect([delivered, skipped('why'), rejected, { ...delivered, errormessage: 'x' }].map(isDelivered)).toStrictEqual(
        [true, true, false, false]
      )
    })

    it('that rightly makes no request is a success and says why', () => {
      expect(skipped('why')).toStrictEqual({ status: 200, sent: {}, body: { skipped: 'why' } })
    })
  })

  describe('tryBuild', () => {
    it('gives the value that was built', () => {
      expect(tryBuild(() => 7)).toBe(7)
    })

    it('makes a response of a rejection', () => {
      const build = (): never => {
        throw new PayloadValidationError('Identity: missing.')
      }
      expect(tryBuild(build)).toStrictEqual(rejected)
    })

    it('lets a fault of ours through', () => {
      const build = (): never => {
        throw new RangeError('a fault')
      }
      expect(() => tryBuild(build)).toThrow(new RangeError('a fault'))
    })
  })

  describe('toMultiStatus', () => {
    it('keeps the order, and lets the status speak where we say nothing', () => {
      const statuses = toMultiStatus([delivered, rejected, { status: 429, errormessage: 'later', sent: {}, body: {} }])
      expect(statuses.getAllResponses().map((response) => response.value())).toStrictEqual([
        delivered,
        rejected,
        { status: 429, errormessage: 'later', sent: {}, body: {}, errortype: 'TOO_MANY_REQUESTS' }
      ])
    })
  })

  describe('toResult', () => {
    it('returns what was delivered', () => {
      expect(toResult([delivered])).toBe(delivered)
    })

    it.each([
      [
        rejected,
        PayloadValidationError,
        { status: 400, code: 'PAYLOAD_VALIDATION_FAILED', message: 'Identity: missing.' }
      ],
      [{ status: 401, errormessage: 'key' }, InvalidAuthenticationError, { status: 401, message: 'key' }],
      [{ status: 403, errormessage: 'key' }, InvalidAuthenticationError, { status: 401, message: 'key' }],
      [{ status: 400, errormessage: 'no' }, APIError, { status: 400, code: '400', message: 'no' }],
      [{ status: 429, errormessage: 'later' }, APIError, { status: 429, code: '429', message: 'later' }]
    ])('throws of %j what tells the platform what to do next', async (response, type, shape) => {
      const thrown = Promise.resolve().then(() => toResult([response]))
      await expect(thrown).rejects.toBeInstanceOf(type)
      await expect(thrown).rejects.toMatchObject(shape)
    })
  })
})
