import { createRequestClient } from '../../src/runtime/core/request-client'
import type { FetchOptions, FetchResponse, Surroundings } from '../../src/runtime/core/surroundings'

const URL = 'https://vendor.example/path'

interface Reply {
  status?: number
  type?: string | null
  body?: string
}

/** A `fetch` that answers so, with what it was asked, and the timers that were set. */
function surroundings({ status = 200, type = 'application/json', body = '{}' }: Reply = {}) {
  const asked: [string, FetchOptions][] = []
  const timers: { milliseconds: number; fire: () => void; cancelled: boolean }[] = []
  let now = 0
  const response: FetchResponse = {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => (name === 'content-type' ? type : null) },
    text: async () => body
  }
  const around: Surroundings = {
    fetch: async (url, options) => {
      asked.push([url, options])
      return response
    },
    now: () => now,
    after: (milliseconds, fire) => {
      const timer = { milliseconds, fire, cancelled: false }
      timers.push(timer)
      return () => void (timer.cancelled = true)
    }
  }
  return { around, asked, timers, wait: (milliseconds: number) => void (now += milliseconds) }
}

const failing = (error: Error): Surroundings => ({
  ...surroundings().around,
  fetch: () => Promise.reject(error)
})

describe('a request', () => {
  it('is sent as the framework’s client sends it', async () => {
    const { around, asked } = surroundings()
    const request = createRequestClient(around)
    await request(URL)
    await request(URL, {
      method: 'post',
      headers: { Authorization: 'Basic x', 'Content-Type': 'text/csv' },
      body: 'a,b'
    })
    await request(URL, {
      method: 'PATCH',
      headers: { 'Content-Type': 'text/plain' },
      json: { a: undefined, b: 1 },
      timeout: 50
    })
    const shape = { redirect: 'manual', timeout: 10_000 }
    expect(asked).toStrictEqual([
      [URL, { method: 'GET', headers: { 'user-agent': 'heap-appcues' }, ...shape }],
      [
        URL,
        {
          method: 'POST',
          headers: { 'user-agent': 'heap-appcues', authorization: 'Basic x', 'content-type': 'text/csv' },
          body: 'a,b',
          ...shape
        }
      ],
      [
        URL,
        {
          method: 'PATCH',
          headers: { 'user-agent': 'heap-appcues', 'content-type': 'application/json' },
          body: '{"b":1}',
          ...shape,
          timeout: 50
        }
      ]
    ])
  })

  it.each<[string, Reply, unknown]>([
    ['JSON', { body: '{"a":1}' }, { a: 1 }],
    ['JSON with a character set', { type: 'application/json; charset=utf-8', body: '[]' }, []],
    ['what calls itself JSON and is none', { body: '{' }, undefined],
    ['text', { type: 'text/html', body: '<p>' }, '<p>'],
    ['something without a type', { type: null, body: '' }, '']
  ])('reads %s as the framework does', async (_what, reply, data) => {
    const response = await createRequestClient(surroundings(reply).around)(URL)
    expect([response.status, response.data]).toStrictEqual([200, data])
  })

  it('throws an HTTP error with its response, unless asked not to', async () => {
    const request = createRequestClient(surroundings({ status: 404, body: '{"title":"Not Found"}' }).around)
    await expect(request(URL)).rejects.toMatchObject({
      name: 'HttpError',
      message: 'HTTP 404',
      response: { status: 404, data: { title: 'Not Found' } }
    })
    expect((await request(URL, { throwHttpErrors: false })).status).toBe(404)
  })

  const trouble = (fields: object): Error => Object.assign(new Error(`no way to ${URL}`), fields)

  it.each<[string, Error, string | undefined]>([
    ['node-fetch', trouble({ code: 'ECONNRESET' }), 'ECONNRESET'],
    ['node-fetch out of time', trouble({ type: 'request-timeout' }), 'ETIMEDOUT'],
    ['node-fetch out of time within the body', trouble({ type: 'body-timeout' }), 'ETIMEDOUT'],
    ['undici', trouble({ cause: { code: 'ENOTFOUND' } }), 'ENOTFOUND'],
    ['anything else', trouble({}), undefined]
  ])('keeps the code of an error of %s, and not its words', async (_whose, error, code) => {
    const failed = createRequestClient(failing(error))(URL)
    const message = `The request failed (${code ?? 'network error'})`
    await expect(failed).rejects.toMatchObject({ name: 'RequestError', code, message })
  })

  it('counts as unanswered when it takes too long, and stops its timer when it does not', async () => {
    const { around, timers } = surroundings()
    await createRequestClient(around)(URL)
    expect(timers).toMatchObject([{ milliseconds: 10_000, cancelled: true }])
    const never = createRequestClient({ ...around, fetch: () => new Promise(() => undefined) })(URL)
    timers[1].fire()
    await expect(never).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  })
})

describe('a time limit', () => {
  it('shortens what a request may take, and lets nothing begin near its end', async () => {
    const { around, asked, wait } = surroundings()
    const request = createRequestClient(around, { deadline: 4500, request: 3000, reserve: 500 })
    await request(URL)
    wait(2000)
    await request(URL)
    await request(URL, { timeout: 100 })
    wait(2000)
    await request(URL)
    wait(1)
    await expect(request(URL)).rejects.toMatchObject({ code: 'NOT_BEGUN' })
    expect(asked.map(([, { timeout }]) => timeout)).toStrictEqual([3000, 2500, 100, 500])
  })
})
