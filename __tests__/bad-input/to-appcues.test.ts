import { Destination } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { appcuesSettings, heapSettings, withSandboxes } from '../support/sandboxes'
import { AUDIENCE, flowStarted, membership, subscriptionTo } from '../support/segment-events'

/** Ten seconds of silence are too long for a test: here one is. */
jest.mock('../../src/destinations/heap-appcues/shared/limits', () => ({
  ...jest.requireActual<object>('../../src/destinations/heap-appcues/shared/limits'),
  REQUEST_TIMEOUT: 1000
}))

const vendors = withSandboxes({ appcues: { planJob: () => ({}) } })

const deliver = async (events: SegmentEvent[], action = 'syncAudience', more: object = {}) => {
  const settings = { ...appcuesSettings, ...more, subscription: subscriptionTo(action) }
  const [{ multistatus }] = await new Destination(definition).onBatch(events, settings)
  return multistatus ?? []
}
const exported = (n: number, changes: Partial<SegmentEvent> = {}): SegmentEvent =>
  flowStarted(n, { event: 'Report Exported', ...changes })
const statuses = (responses: readonly { status?: number }[]): (number | undefined)[] =>
  responses.map(({ status }) => status)

const connect = async (): Promise<string> => {
  const personas = { ...AUDIENCE }
  const { externalId } = await new Destination(definition).createAudience({
    settings: appcuesSettings,
    audienceName: 'VIPs',
    personas
  })
  return externalId
}
const connected = (n: number, joins: boolean, reference: string): SegmentEvent =>
  membership(n, joins, {
    context: { personas: { ...AUDIENCE, computation_class: 'audience', external_audience_id: reference } }
  })

const members = (): string[] => [...(vendors.appcues.state.membersOf(vendors.appcues.state.segments()[0]?.id) ?? [])]

describe('Something needed is missing, too long, or unusable', () => {
  it('rejects a membership that is no boolean, that event alone', async () => {
    const responses = await deliver([membership(1, true), membership(2, 'true'), membership(3, true)])
    vendors.appcues.jobs.settle()
    expect(statuses(responses)).toEqual([202, 400, 202])
    expect(responses[1]).toMatchObject({ errormessage: expect.stringMatching(/^Membership: .*"vips"/) as string })
    expect(members()).toEqual(['person-1', 'person-3'])
  })

  it('rejects a membership of no audience, that event alone', async () => {
    const context = { personas: { computation_class: 'audience', computation_key: 'vips' } }
    const responses = await deliver([membership(1, true), membership(2, true, { context })])
    expect(statuses(responses)).toEqual([202, 400])
    expect(responses[1]).toMatchObject({ errormessage: expect.stringMatching(/^Audience: /) as string })
  })

  it.each<[string, Partial<SegmentEvent>, RegExp]>([
    ['a blank name', { event: ' ' }, /^Event Name: it is empty\. Map Event Name/],
    [
      'a name of 128 characters',
      { event: 'n'.repeat(128) },
      /^Event Name: it is 128 characters long; Appcues allows 127\./
    ],
    ['an id that a path cannot hold', { userId: '..' }, /^User ID: "\.\." cannot be part of an address/]
  ])('rejects a forwarded event with %s, that event alone', async (_what, changes, sentence) => {
    const responses = await deliver([exported(1), exported(2, changes), exported(3)], 'forwardEvent')
    expect(statuses(responses)).toEqual([202, 400, 202])
    expect(responses[1]).toMatchObject({
      errortype: 'PAYLOAD_VALIDATION_FAILED',
      errormessage: expect.stringMatching(sentence) as string
    })
  })
})

describe('Nobody to attach it to', () => {
  const nobody = [undefined, '', ' ', 'undefined', 'NULL', 'NaN', 'none', 'User', 'anonymous', '[object Object]']

  it.each(nobody)('rejects the member %j, that event alone', async (userId) => {
    const responses = await deliver([membership(1, true), membership(2, true, { userId })])
    expect(statuses(responses)).toEqual([202, 400])
    expect(responses[1]).toMatchObject({ errormessage: expect.stringMatching(/^User ID: .*Map User ID/) as string })
  })

  it.each(nobody)('rejects an event of %j for forwarding, that event alone', async (userId) => {
    const responses = await deliver([exported(1), exported(2, { userId })], 'forwardEvent')
    expect(statuses(responses)).toEqual([202, 400])
    expect(responses[1]).toMatchObject({ errormessage: expect.stringMatching(/^User ID: .*Map User ID/) as string })
  })
})

describe('One bad event among 1000 good ones', () => {
  it('delivers the other 999 memberships', async () => {
    const events = Array.from({ length: 1000 }, (_, n) => membership(n, true, n === 500 ? { userId: 'null' } : {}))
    const responses = await deliver(events)
    vendors.appcues.jobs.settle()
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(999)
    expect(responses[500]).toMatchObject({ status: 400 })
    expect(members()).toHaveLength(999)
    expect(vendors.appcues.state.profiles()).toHaveLength(999)
  })

  it('forwards the other 99 events of a full batch', async () => {
    const events = Array.from({ length: 100 }, (_, n) => exported(n, n === 50 ? { userId: 'null' } : {}))
    const responses = await deliver(events, 'forwardEvent')
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(99)
    expect(vendors.appcues.state.profiles()).toHaveLength(99)
  })
})

describe('408, 429, 5xx, timeout, reset', () => {
  it.each([408, 429, 500, 502, 503, 504])('reports a %i on the import as retryable', async (status) => {
    const reference = await connect()
    vendors.appcues.faults.next({ kind: 'status', status, match: ({ path }) => path.endsWith('/import/profiles') })
    const responses = await deliver([connected(1, true, reference), membership(2, 'no')])
    expect(statuses(responses)).toEqual([status, 400])
  })

  it('reports trouble with the segment as retryable for those who join, not for those who leave', async () => {
    const reference = await connect()
    vendors.appcues.faults.next({ kind: 'status', status: 500, match: ({ path }) => path.endsWith('/add_user_ids') })
    const responses = await deliver([connected(1, true, reference), connected(2, false, reference)])
    expect(statuses(responses)).toEqual([500, 202])
    expect(responses[0]).toMatchObject({ errormessage: expect.stringMatching(/It is safe to retry it/) as string })
  })

  it.each(['syncAudience', 'forwardEvent'])('%s reports a reset connection as retryable', async (action) => {
    const reference = await connect()
    vendors.appcues.faults.always({ kind: 'reset', taken: false })
    const one = action === 'syncAudience' ? connected(1, true, reference) : exported(1)
    expect(statuses(await deliver([one], action))).toEqual([408])
  })

  it('reports a timeout as retryable', async () => {
    vendors.appcues.faults.next({ kind: 'silence', seconds: 30 })
    expect(await deliver([exported(1)], 'forwardEvent')).toMatchObject([
      { status: 408, errormessage: expect.stringMatching(/^Appcues did not respond/) as string }
    ])
  })
})

describe('Wrong credentials', () => {
  const wrong = { ...appcuesSettings, appcuesApiSecret: 'wrong' }
  const sentence =
    'Appcues rejected the credentials (401): check Appcues Account ID, Appcues API Key, Appcues API Secret and Appcues Region in the destination’s settings. A key works for its own account and region only.'

  it('are reported at "test connection"', async () => {
    await expect(new Destination(definition).testAuthentication(wrong)).rejects.toMatchObject({
      message: `Credentials are invalid:  ${sentence}`
    })
  })

  it.each(['syncAudience', 'forwardEvent'])('are reported when %s delivers', async (action) => {
    const one = action === 'syncAudience' ? membership(1, true) : exported(1)
    expect(await deliver([one], action, wrong)).toMatchObject([{ status: 401, errormessage: sentence }])
  })
})

describe('The kept Appcues segment was deleted', () => {
  it('is not retried; the response says that the property was written and the segment is gone', async () => {
    const reference = await connect()
    vendors.appcues.state.deleteSegment(vendors.appcues.state.segments()[0].id)
    const responses = await deliver([connected(1, true, reference)])
    vendors.appcues.jobs.settle()
    expect(responses).toMatchObject([
      {
        status: 404,
        errormessage: expect.stringMatching(
          /^The property "\[Heap\] VIPs" was written, and the Appcues segment is gone: /
        ) as string
      }
    ])
    expect(vendors.appcues.state.profile('person-1')?.properties.get('[Heap] VIPs')).toBe(true)
  })
})

describe('Half a configuration (an Appcues key and no account)', () => {
  it('names what is missing, before any request', async () => {
    const half = { appcuesAccountId: '', appcuesApiSecret: '' }
    await expect(deliver([membership(1, true)], 'syncAudience', half)).rejects.toMatchObject({
      status: 401,
      message:
        'Appcues is not configured: fill in Appcues Account ID, Appcues API Secret in the destination’s settings.'
    })
    expect(vendors.appcues.requests.total).toBe(0)
  })

  it('lets the actions of the other direction go on: Heap without an App ID', async () => {
    const half = { heapApiKey: 'key' }
    expect(statuses(await deliver([exported(1)], 'forwardEvent', half))).toEqual([202])
    await expect(new Destination(definition).testAuthentication({ ...appcuesSettings, ...half })).rejects.toMatchObject(
      {
        message: expect.stringMatching(/Heap App ID is missing/) as string
      }
    )
  })
})

describe('Credentials of one vendor', () => {
  it('never travel to the other', async () => {
    const both = { ...heapSettings, ...appcuesSettings, heapApiKey: 'heap-key', heapDeleteOnRequest: true }
    await deliver([flowStarted(1)], 'trackEvent', both)
    await deliver([membership(1, true)], 'syncAudience', both)
    await deliver([exported(1)], 'forwardEvent', both)
    const seen = vendors.heap.requests.entries.map(({ headers, body }) => JSON.stringify([headers, body])).join()
    expect(vendors.heap.requests.entries.map(({ headers }) => headers.authorization)).toEqual([undefined])
    expect(seen).not.toMatch(/appcues-sandbox/)
    const sent = vendors.appcues.requests.entries.map(({ body }) => body).join()
    expect(sent).not.toMatch(/heap-key/)
  })
})
