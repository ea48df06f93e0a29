import type { RequestOptions } from '@segment/actions-core'
import type { AppcuesSandbox } from '../../../host/sandbox/appcues'
import { startAppcuesSandbox } from '../../../host/sandbox/appcues'
import type { Fault } from '../../../host/sandbox/faults'
import { faultChoices, Faults } from '../../../host/sandbox/faults'
import type { HeapSandbox } from '../../../host/sandbox/heap'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask } from '../../support/vendor-client'

let heap: HeapSandbox
let appcues: AppcuesSandbox
let restore: () => void
beforeAll(async () => {
  heap = await startHeapSandbox()
  appcues = await startAppcuesSandbox()
  restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
})
afterAll(async () => {
  restore()
  await heap.close()
  await appcues.close()
})
beforeEach(() => {
  heap.reset()
  appcues.reset()
})

const event = { identity: 'bob', event: 'Flow Started', idempotency_key: 'message-1:Flow Started' }
const track = (options: RequestOptions = {}) =>
  ask('post', 'https://heapanalytics.com/api/track', { json: { app_id: '11', events: [event] }, ...options })
const taken = () => heap.state.counters.stored

/** Milliseconds after which a client gives up: enough for the sandbox to take a request and to begin a response. */
const PATIENCE = 1000

/** Milliseconds until the promise is settled. */
async function lasting(promise: Promise<unknown>): Promise<number> {
  const start = performance.now()
  await promise.catch(() => undefined)
  return performance.now() - start
}

describe('status', () => {
  it.each([408, 429, 500, 501, 502, 503, 504, 401])('responds with %i without taking the request', async (status) => {
    heap.faults.next({ kind: 'status', status })
    expect(await track()).toStrictEqual({ status, data: {}, retryAfter: null })
    expect(taken()).toBe(0)
  })

  it('says when to come back', async () => {
    heap.faults.next({ kind: 'status', status: 429, retryAfter: 3 })
    expect(await track()).toMatchObject({ status: 429, retryAfter: '3' })
  })

  it('may have taken the request all the same', async () => {
    heap.faults.next({ kind: 'status', status: 504, taken: true })
    expect(await track()).toMatchObject({ status: 504 })
    expect(taken()).toBe(1)
  })

  it('has the body of the vendor unless it is given one', async () => {
    const tags = () => ask('get', 'https://api.appcues.com/v2/accounts/12345/tags')
    appcues.faults.next({ kind: 'status', status: 503 })
    expect(await tags()).toMatchObject({ data: { error: true, status: 503, title: 'Service Unavailable' } })
    appcues.faults.next({ kind: 'status', status: 418 })
    expect(await tags()).toMatchObject({ data: { error: true, status: 418, title: 'Error' } })
    appcues.faults.next({ kind: 'status', status: 400, body: '{}' })
    expect(await tags()).toMatchObject({ status: 400, data: {} })
  })
})

describe('reset', () => {
  it.each([
    ['before', false, 0],
    ['after', true, 1]
  ])('breaks the connection %s the vendor took the request', async (_when, isTaken, count) => {
    heap.faults.next({ kind: 'reset', taken: isTaken })
    await expect(track()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(taken()).toBe(count)
    expect(heap.requests.entries).toMatchObject([{ fault: 'reset', status: undefined }])
  })
})

describe('cut', () => {
  it('takes the request and sends half of the response it announced', async () => {
    heap.faults.next({ kind: 'cut' })
    const response = await fetch(`${heap.url}/api/track`, { method: 'POST', body: '{}' })
    expect(response.headers.get('content-length')).toBe('2')
    await expect(response.text()).rejects.toMatchObject({ message: 'terminated' })
  })

  it('leaves a client of actions-core waiting until its time is over', async () => {
    heap.faults.next({ kind: 'cut' })
    await expect(track({ timeout: PATIENCE })).rejects.toMatchObject({ type: 'body-timeout' })
    expect(taken()).toBe(1)
  })
})

describe('garbage', () => {
  it('takes the request and responds with 200 and no JSON', async () => {
    heap.faults.next({ kind: 'garbage' })
    expect(await track()).toStrictEqual({ status: 200, data: undefined, retryAfter: null })
    expect(taken()).toBe(1)
  })
})

describe('silence', () => {
  it.each([
    ['without taking the request', undefined, 0],
    ['having taken the request', true, 1]
  ])('says nothing until the client gives up, %s', async (_how, isTaken, count) => {
    heap.faults.next({ kind: 'silence', seconds: 30, taken: isTaken })
    await expect(track({ timeout: PATIENCE })).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    expect(taken()).toBe(count)
  })

  it('hangs up in the end', async () => {
    heap.faults.next({ kind: 'silence', seconds: 0.1 })
    await expect(track()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('does not keep a sandbox from closing', async () => {
    const other = await startHeapSandbox()
    other.faults.next({ kind: 'silence', seconds: 30 })
    const asked = fetch(`${other.url}/api/track`, { method: 'POST', body: '{}' }).catch(() => 'broken')
    while (other.faults.fired.size === 0) await new Promise(setImmediate)
    await other.close()
    expect(await asked).toBe('broken')
  })
})

describe('drip', () => {
  it('sends the response piece by piece', async () => {
    heap.faults.next({ kind: 'drip', seconds: 0.2 })
    const asked = track()
    expect(await lasting(asked)).toBeGreaterThan(180)
    expect(await asked).toMatchObject({ status: 200, data: {} })
  })

  it('keeps a long response whole', async () => {
    for (let n = 0; n < 50; n++) appcues.state.addSegment(`Segment ${n}`, 'é'.repeat(100))
    appcues.faults.next({ kind: 'drip', seconds: 0.1 })
    const headers = {
      Authorization: `Basic ${Buffer.from('appcues-sandbox-key:appcues-sandbox-secret').toString('base64')}`
    }
    const { data } = await ask('get', 'https://api.appcues.com/v2/accounts/12345/segments', { headers })
    expect(data).toStrictEqual(appcues.state.segments())
  })

  it('runs into the time of the client when it is too slow', async () => {
    heap.faults.next({ kind: 'drip', seconds: 20 })
    await expect(track({ timeout: PATIENCE })).rejects.toMatchObject({ type: 'body-timeout' })
  })
})

describe('delay and latency', () => {
  it('answers right and late', async () => {
    heap.faults.next({ kind: 'delay', milliseconds: 150 })
    const asked = track()
    expect(await lasting(asked)).toBeGreaterThan(140)
    expect(await asked).toMatchObject({ status: 200 })
    expect(taken()).toBe(1)
  })

  it('answers every request so late', async () => {
    const slow = await startHeapSandbox({ latency: 500 })
    const all = Promise.all(Array.from({ length: 10 }, () => fetch(slow.url).then((response) => response.text())))
    const time = await lasting(all)
    await slow.close()
    expect(time).toBeGreaterThan(490)
  })
})

describe('the plan', () => {
  const request = (path = '/api/track') => ({ method: 'POST', host: 'heapanalytics.com', path, text: () => 'body' })
  const status = (code: number): Fault => ({ kind: 'status', status: code })

  it('misbehaves the next times only', () => {
    const faults = new Faults()
    faults.next(status(500), 2)
    faults.next(status(503))
    faults.next(status(504), 0)
    const codes = Array.from({ length: 4 }, () => faults.take(request()))
    expect(codes).toStrictEqual([status(500), status(500), status(503), undefined])
    expect(faults.fired).toStrictEqual(new Map([['status', 3]]))
  })

  it('misbehaves always until it is off', () => {
    const faults = new Faults()
    faults.always(status(500))
    expect([faults.take(request()), faults.take(request())]).toStrictEqual([status(500), status(500)])
    faults.off()
    expect(faults.take(request())).toBeUndefined()
  })

  it('concerns the requests that match and leaves their look-alikes alone', () => {
    const faults = new Faults()
    const plan = { ...status(500), match: ({ path }: { path: string }) => path === '/api/track' }
    faults.next(plan)
    faults.always({ ...status(429), match: ({ method, text }) => method === 'POST' && text() === 'other' })
    expect(faults.take(request('/api/integrations/track'))).toBeUndefined()
    expect(faults.take(request('/api/track'))).toBe(plan)
    expect(faults.take(request('/api/track'))).toBeUndefined()
  })

  it('asks a schedule about every request, by its number', () => {
    const faults = new Faults()
    faults.take(request())
    faults.schedule(({ path }, n) => (n === 1 && path === '/api/track' ? status(500) : undefined))
    faults.always(status(429))
    const codes = [faults.take(request()), faults.take(request()), faults.take(request())]
    expect(codes).toStrictEqual([status(429), status(500), status(429)])
    faults.next(status(503))
    expect(faults.take(request())).toStrictEqual({ ...status(503) })
  })

  it('sees a request as it was on the wire', async () => {
    const seen: unknown[] = []
    heap.faults.schedule(({ text, ...rest }) => {
      seen.push({ ...rest, body: text() })
      return undefined
    })
    await track()
    const body = JSON.stringify({ app_id: '11', events: [event] })
    expect(seen).toStrictEqual([{ method: 'POST', host: 'heapanalytics.com', path: '/api/track', body }])
  })

  it('is over after a reset', async () => {
    heap.faults.always(status(500))
    heap.reset()
    expect(await track()).toMatchObject({ status: 200 })
  })

  it.each(Object.entries(faultChoices))('can be chosen by hand: %s', async (_words, fault) => {
    heap.faults.next(fault)
    const isResponse = fault.kind === 'status'
    const outcome = await track(isResponse ? {} : { timeout: 100 }).then(
      ({ status: code }) => code,
      () => 'failed'
    )
    expect(outcome).toBe(isResponse ? fault.status : 'failed')
  })
})
