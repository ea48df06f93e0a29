import { APIError, InvalidAuthenticationError } from '@segment/actions-core'
import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent')
const CREDENTIALS = 'check Heap App ID and Heap Region, and for deletions Heap API Key, in the destination’s settings.'

const batchOf = (count: number, changes: object = {}) =>
  Array.from({ length: count }, (_, index) => appcuesEvent({ messageId: `m${index}`, ...changes }))

const keysIn = (request: Parameters<typeof recordsOf>[0]) =>
  recordsOf(request).map(({ idempotency_key }) => String(idempotency_key).split(':')[0])

describe('a single event', () => {
  it.each([408, 423, 429, 500, 502, 503, 504])('is retryable when Heap responds with %d', async (status) => {
    recordHeap(() => status)
    const delivery = track.one(appcuesEvent())
    await expect(delivery).rejects.toBeInstanceOf(APIError)
    await expect(delivery).rejects.toMatchObject({
      status,
      code: String(status),
      message: `Heap responded with ${status}. Retry the event.`
    })
  })

  it.each([
    ['ETIMEDOUT', 'ETIMEDOUT'],
    ['ECONNRESET', 'ECONNRESET'],
    ['ENOTFOUND', 'ENOTFOUND'],
    ['something odd about alice@example.com', 'network error']
  ])('is retryable when the network says %s', async (error, code) => {
    recordHeap(() => ({ error }))
    await expect(track.one(appcuesEvent())).rejects.toMatchObject({
      status: 408,
      code: '408',
      message: `Heap did not respond (${code}).`
    })
  })

  it.each([302, 404, 409, 413, 422, 501])('is not retried when Heap responds with %d', async (status) => {
    const requests = recordHeap(() => status)
    await expect(track.one(appcuesEvent())).rejects.toMatchObject({
      status,
      code: String(status),
      message: `Heap responded with ${status}.`
    })
    expect(requests).toHaveLength(1)
  })

  it('is not retried when Heap responds with 400', async () => {
    recordHeap(() => 400)
    await expect(track.one(appcuesEvent())).rejects.toMatchObject({
      status: 400,
      code: '400',
      message: 'Heap rejected this on its own and gave no reason. Compare "sent" with Heap’s limits.'
    })
  })

  it.each([401, 403])('says what to check when Heap responds with %d', async (status) => {
    recordHeap(() => status)
    const delivery = track.one(appcuesEvent())
    await expect(delivery).rejects.toBeInstanceOf(InvalidAuthenticationError)
    await expect(delivery).rejects.toMatchObject({
      status: 401,
      code: 'INVALID_AUTHENTICATION',
      message: `Heap rejected the credentials (${status}): ${CREDENTIALS}`
    })
  })
})

describe('a batch', () => {
  it.each([
    [408, 'REQUEST_TIMEOUT', 'Heap responded with 408. Retry the event.'],
    [429, 'TOO_MANY_REQUESTS', 'Heap responded with 429. Retry the event.'],
    [500, 'INTERNAL_SERVER_ERROR', 'Heap responded with 500. Retry the event.'],
    [501, 'NOT_IMPLEMENTED', 'Heap responded with 501.'],
    [401, 'UNAUTHORIZED', `Heap rejected the credentials (401): ${CREDENTIALS}`],
    [404, 'NOT_FOUND', 'Heap responded with 404.']
  ])('reports a response of %d for every event', async (status, errortype, errormessage) => {
    const requests = recordHeap(() => status)
    const responses = await track.batch(batchOf(4))
    expect(requests).toHaveLength(1)
    expect(responses).toMatchObject(
      Array(4).fill({ status, errortype, errormessage, errorreporter: 'DESTINATION', body: { status } })
    )
  })

  it('reports the events of a broken connection as retryable', async () => {
    recordHeap(() => ({ error: 'ECONNRESET' }))
    const responses = await track.batch(batchOf(2))
    expect(responses).toMatchObject(Array(2).fill({ status: 408, errormessage: 'Heap did not respond (ECONNRESET).' }))
  })

  it('keeps the trouble of one endpoint to the events of that endpoint', async () => {
    recordHeap(({ path }) => (path === '/api/track' ? 200 : 503))
    const responses = await track.batch([...batchOf(2), ...batchOf(2, { userId: null })])
    expect(responses.map(({ status }) => status)).toStrictEqual([200, 200, 503, 503])
  })

  it('halves what is too large for Heap', async () => {
    const requests = recordHeap((request) => (recordsOf(request).length > 2 ? 413 : 200))
    const responses = await track.batch(batchOf(8))
    expect(requests.map((request) => recordsOf(request).length)).toStrictEqual([8, 4, 2, 2, 4, 2, 2])
    expect(responses.map(({ status }) => status)).toStrictEqual(Array(8).fill(200))
  })

  it.each<[string, number | { error: string }, number]>([
    ['429', 429, 429],
    ['500', 500, 500],
    ['a timeout', { error: 'ETIMEDOUT' }, 408],
    ['a reset', { error: 'ECONNRESET' }, 408]
  ])('meets %s while it is halved: just what was not delivered is retryable', async (_what, trouble, status) => {
    // m6 is a culprit. All eight are rejected, then the first four are delivered, and the trouble begins.
    const requests = recordHeap((request, index) =>
      index === 2 ? trouble : keysIn(request).includes('m6') ? 400 : 200
    )
    const responses = await track.batch(batchOf(8))
    expect(requests.map(keysIn)).toStrictEqual([
      ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'],
      ['m0', 'm1', 'm2', 'm3'],
      ['m4', 'm5', 'm6', 'm7']
    ])
    expect(responses.map((response) => response.status)).toStrictEqual([
      ...Array<number>(4).fill(200),
      ...Array<number>(4).fill(status)
    ])
  })

  it('delivered again after such trouble carries the same keys', async () => {
    const first = recordHeap(() => 503)
    await track.batch(batchOf(3))
    const second = recordHeap()
    await track.batch(batchOf(3))
    expect(second.map(({ body }) => body)).toStrictEqual(first.map(({ body }) => body))
  })

  it.each([
    ['people', {}],
    ['visitors', { userId: null, anonymousId: 'visitor-1' }]
  ])(
    'of %s, full of culprits, stops at 64 requests, and leaves the undecided to a later delivery',
    async (_who, who) => {
      const requests = recordHeap(() => 400)
      const responses = await track.batch(batchOf(1000, who))
      const rejected = responses.filter(({ status }) => status === 400)
      const undecided = responses.filter(({ status }) => status === 503)
      expect(requests).toHaveLength(64)
      expect(rejected.length).toBeGreaterThan(10)
      expect(rejected.length + undecided.length).toBe(1000)
      expect(undecided[0]).toMatchObject({
        errormessage:
          'Heap rejected part of this batch without saying which event. This event is unconfirmed; retry it.'
      })
    }
  )
})
