import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Destination } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { heapSettings, withSandboxes } from '../support/sandboxes'
import { flowStarted, subscriptionTo } from '../support/segment-events'

/** Ten seconds of silence are too long for a test: here one is. */
jest.mock('../../src/destinations/heap-appcues/shared/limits', () => ({
  ...jest.requireActual<object>('../../src/destinations/heap-appcues/shared/limits'),
  REQUEST_TIMEOUT: 1000
}))

const POISON = 'Poisoned Flow'
const vendors = withSandboxes({ heap: { poison: ({ properties }) => properties['Flow Name'] === POISON } })

const deliver = async (events: SegmentEvent[], action = 'trackEvent', more: object = {}) => {
  const settings = { ...heapSettings, ...more, subscription: subscriptionTo(action) }
  const [{ multistatus }] = await new Destination(definition).onBatch(events, settings)
  return multistatus ?? []
}
const poisoned = (n: number): SegmentEvent => flowStarted(n, { properties: { flowName: POISON } })
const statuses = (responses: readonly { status?: number }[]): (number | undefined)[] =>
  responses.map(({ status }) => status)

describe('Something needed is missing, too long, or unusable', () => {
  it.each<[string, Partial<SegmentEvent>, string]>([
    ['a blank name', { event: ' ' }, 'Event Name: it is empty. Map Event Name to the name of the event.'],
    [
      'a name of 1025 characters',
      { event: 'n'.repeat(1025) },
      'Event Name: it is 1025 characters long; Heap allows 1024. Map Event Name to a shorter name.'
    ],
    [
      'an identity of 256 characters',
      { userId: 'i'.repeat(256) },
      'Identity: it is 256 characters long; Heap allows 255. Map Identity to a shorter ID.'
    ],
    [
      'no message id',
      { messageId: undefined },
      'Message ID: it is missing, and without it Heap would count a repeated delivery twice. Map Message ID to the ID of the message.'
    ]
  ])('rejects %s, that event alone', async (_what, changes, sentence) => {
    const responses = await deliver([flowStarted(1), flowStarted(2, changes), flowStarted(3)])
    expect(statuses(responses)).toEqual([200, 400, 200])
    expect(responses[1]).toMatchObject({ errortype: 'PAYLOAD_VALIDATION_FAILED', errormessage: sentence })
    expect(vendors.heap.state.counters).toMatchObject({ stored: 2, rejected: 0 })
  })

  it('rejects an unusable time, and names the field and what to do', async () => {
    const responses = await deliver([flowStarted(1), flowStarted(2, { timestamp: 'last Tuesday' })])
    expect(statuses(responses)).toEqual([200, 400])
    expect(responses[1]).toMatchObject({ errormessage: expect.stringMatching(/Timestamp/) as string })
  })

  it('rejects a user update that sets nothing', async () => {
    const responses = await deliver(
      [flowStarted(1), flowStarted(2, { userId: undefined, anonymousId: 'a' })],
      'updateUser'
    )
    expect(statuses(responses)).toEqual([200, 200])
    expect(responses[1]).toMatchObject({ body: { skipped: expect.any(String) as string } })
  })
})

describe('Nobody to attach it to', () => {
  it.each([undefined, '', ' ', 'undefined', 'NULL', 'NaN', 'none', 'User', 'anonymous', '[object Object]'])(
    'rejects the user id %j, that event alone',
    async (userId) => {
      const responses = await deliver([flowStarted(1), flowStarted(2, { userId })])
      expect(statuses(responses)).toEqual([200, 400])
      expect(responses[1]).toMatchObject({ errormessage: expect.stringMatching(/^Identity: .*Map Identity/) as string })
      expect(vendors.heap.state.people().map(({ id }) => id)).toEqual(['person-1'])
    }
  )
})

describe('One bad event among 1000 good ones', () => {
  it('delivers the other 999', async () => {
    const events = Array.from({ length: 1000 }, (_, n) => flowStarted(n, n === 500 ? { userId: 'null' } : {}))
    const responses = await deliver(events)
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(999)
    expect(responses[500]).toMatchObject({ status: 400 })
    expect(vendors.heap.state.counters).toMatchObject({ stored: 999, duplicates: 0 })
    expect(vendors.heap.requests.total).toBe(1)
  })
})

describe('Heap rejects a batch with an empty 400', () => {
  it('halves the batch until the culprit stands alone', async () => {
    const events = Array.from({ length: 1000 }, (_, n) => (n === 321 ? poisoned(n) : flowStarted(n)))
    const responses = await deliver(events)
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(999)
    expect(responses[321]).toMatchObject({
      status: 400,
      errormessage: expect.stringMatching(/^Heap rejected this on its own/) as string
    })
    expect(vendors.heap.state.counters).toMatchObject({ stored: 999, duplicates: 0 })
    expect(vendors.heap.requests.total).toBeLessThanOrEqual(21)
  })

  it('stays within a bound on requests when there are many, and leaves the undecided retryable', async () => {
    const events = Array.from({ length: 1000 }, (_, n) => (n % 10 === 0 ? poisoned(n) : flowStarted(n)))
    const responses = await deliver(events)
    expect(new Set(statuses(responses))).toEqual(new Set([200, 400, 503]))
    expect(vendors.heap.requests.total).toBeLessThanOrEqual(64)
    expect(vendors.heap.state.counters.duplicates).toBe(0)
  })
})

describe('408, 429, 5xx, timeout, reset', () => {
  it.each([408, 429, 500, 502, 503, 504])(
    'reports a %i as retryable, for exactly the events it concerns',
    async (status) => {
      vendors.heap.faults.next({ kind: 'status', status, match: ({ path }) => path === '/api/track' })
      const responses = await deliver([flowStarted(1), flowStarted(2, { userId: undefined, anonymousId: 'a' })])
      expect(statuses(responses)).toEqual([status, 200])
      expect(vendors.heap.state.counters.stored).toBe(1)
    }
  )

  it('reports a reset connection as retryable', async () => {
    vendors.heap.faults.next({ kind: 'reset', taken: false, match: ({ path }) => path === '/api/track' })
    const responses = await deliver([flowStarted(1), flowStarted(2, { userId: undefined, anonymousId: 'a' })])
    expect(statuses(responses)).toEqual([408, 200])
  })

  it('reports a timeout as retryable', async () => {
    vendors.heap.faults.next({ kind: 'silence', seconds: 30 })
    expect(await deliver([flowStarted(1)])).toMatchObject([
      { status: 408, errormessage: expect.stringMatching(/^Heap did not respond/) as string }
    ])
  })

  it('leaves one event of a key after a redelivery of what Heap had taken', async () => {
    vendors.heap.faults.next({ kind: 'reset', taken: true })
    expect(statuses(await deliver([flowStarted(1)]))).toEqual([408])
    expect(statuses(await deliver([flowStarted(1)]))).toEqual([200])
    expect(vendors.heap.state.counters).toMatchObject({ stored: 1, duplicates: 1 })
  })
})

describe('Wrong credentials', () => {
  it.each(['', 'abc'])('rejects the Heap App ID %j with a message, at the test and on delivery', async (heapAppId) => {
    const destination = new Destination(definition)
    const settings = { ...heapSettings, heapAppId, subscription: subscriptionTo('trackEvent') }
    await expect(destination.testAuthentication({ heapAppId, heapApiKey: 'k' })).rejects.toMatchObject({
      message: expect.stringMatching(/^Credentials are invalid: .*Heap App ID/) as string
    })
    await expect(destination.onEvent(flowStarted(1), settings)).rejects.toMatchObject({
      status: 401,
      message: 'Heap App ID: enter the number of your Heap environment in the destination’s settings.'
    })
    expect(vendors.heap.requests.total).toBe(0)
  })

  it('rejects a wrong Heap API Key with a message, at the test', async () => {
    await expect(
      new Destination(definition).testAuthentication({ ...heapSettings, heapApiKey: 'wrong' })
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^Credentials are invalid: .*Heap API Key.*Copy the key again/) as string
    })
  })

  it('reports a 401 of Heap on delivery with a message', async () => {
    vendors.heap.faults.next({ kind: 'status', status: 401 })
    await expect(
      new Destination(definition).onEvent(flowStarted(1), {
        ...heapSettings,
        subscription: subscriptionTo('trackEvent')
      })
    ).rejects.toMatchObject({ status: 401, message: expect.stringMatching(/Heap/) as string })
  })
})

describe('Half a configuration (an Appcues key and no account)', () => {
  const half = { ...heapSettings, appcuesApiKey: 'key' }

  it('is said at "test connection"', async () => {
    await expect(new Destination(definition).testAuthentication(half)).rejects.toMatchObject({
      message:
        'Credentials are invalid:  Appcues is not configured: fill in Appcues Account ID, Appcues API Secret in the destination’s settings.'
    })
  })

  it('lets the actions of the other direction go on', async () => {
    expect(statuses(await deliver([flowStarted(1)], 'trackEvent', half))).toEqual([200])
    expect(vendors.heap.state.counters.stored).toBe(1)
  })
})

/** What the package does with bad input, row by row: each has a block of tests under these very words. */
const ROWS = [
  'Something needed is missing, too long, or unusable',
  'Nobody to attach it to',
  'One bad event among 1000 good ones',
  'Heap rejects a batch with an empty 400',
  '408, 429, 5xx, timeout, reset',
  'Wrong credentials',
  'The kept Appcues segment was deleted',
  'Credentials of one vendor',
  'Half a configuration (an Appcues key and no account)',
  'A forged, stale, or (with secrets set) unsigned webhook',
  'A webhook of an unknown type'
]

it('proves every row by its name, and no other', () => {
  const files = readdirSync(__dirname).filter((file) => file.startsWith('to-'))
  const texts = files.map((file) => readFileSync(join(__dirname, file), 'utf8'))
  const titles = texts.flatMap((text) => [...text.matchAll(/^describe\('([^']+)'/gm)].map(([, title]) => title))
  expect([...new Set(titles)].sort()).toEqual([...ROWS].sort())
})
