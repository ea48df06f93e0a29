import type { MultiStatusResponse, RequestClient } from '@segment/actions-core'
import { buildReference, describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import syncAudience from '../../../src/destinations/heap-appcues/syncAudience'
import { credentials, deliver, heapMember } from './support/deliver'
import { listen, MemoryAppcues, withoutNetwork } from './support/memory-appcues'

describe('other hosts', () => {
  const reference = buildReference({ property: '[Heap] Power users', segment: '100', fill: false })
  const unasked = (() => Promise.reject(new TypeError('asked'))) as unknown as RequestClient

  /** A response that no vendor can give: reading it is a fault. */
  const faulty = (() => {
    const segment = {
      get id(): string {
        throw new TypeError('a fault of ours')
      }
    }
    return Promise.resolve({ status: 200, data: [segment] })
  }) as unknown as RequestClient

  const UNTOLD = {
    status: 400,
    errortype: 'PAYLOAD_VALIDATION_FAILED',
    errormessage: expect.stringMatching(/^Membership: the event does not say/) as string
  }

  describe('a host that knows nothing of memberships', () => {
    const payload = { user_id: 'a', external_audience_id: reference }

    it('is reported for one event', async () => {
      await expect(syncAudience.perform(unasked, { payload, settings: credentials })).rejects.toMatchObject({
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message: UNTOLD.errormessage
      })
    })

    it('is reported for each of a batch', async () => {
      const responses = await syncAudience.performBatch?.(unasked, {
        payload: [payload, payload],
        settings: credentials
      })
      expect((responses as MultiStatusResponse).getAllResponses().map((response) => response.value())).toStrictEqual([
        UNTOLD,
        UNTOLD
      ])
    })
  })

  describe('a fault of ours', () => {
    it('is not passed off as a response to the events', async () => {
      const input = {
        payload: { user_id: 'a', computation_id: 'heap/7' },
        audienceMembership: true,
        settings: credentials
      }
      await expect(syncAudience.perform(faulty, input)).rejects.toMatchObject({
        name: 'TypeError',
        message: 'a fault of ours'
      })
    })

    it('is not reported as a mistake in the mapping', async () => {
      const saved = syncAudience.hooks?.retlOnMappingSave?.performHook(faulty, {
        payload: {},
        hookInputs: { segment_name: 'A' },
        settings: credentials
      })
      await expect(saved).rejects.toMatchObject({ name: 'TypeError', message: 'a fault of ours' })
    })
  })

  describe('a host that does not hand on the mapping', () => {
    const ROUNDED = String(2 ** 53)
    it.each([
      ['a user id', { user_id: ROUNDED }, { userId: 2 ** 53 }],
      ['the id of a deleted row', { record_id: ROUNDED }, { properties: { __segment_id: 2 ** 53 } }]
    ])('has %s that JSON has rounded rejected as well', async (_what, person, event) => {
      const responses = await syncAudience.performBatch?.(unasked, {
        payload: [{ ...person, external_audience_id: reference }],
        audienceMembership: [false],
        rawData: [event],
        settings: credentials
      } as never)
      expect((responses as MultiStatusResponse).getAllResponses().map((response) => response.value())).toMatchObject([
        { status: 400, errormessage: expect.stringContaining(`${ROUNDED} is a number beyond 2^53`) as string }
      ])
    })
  })
})

describe('connect on delivery', () => {
  withoutNetwork()

  const PROPERTY = '[Heap] Power users'
  const features = { connect_on_delivery: true }
  const names = (count: number) => Array.from({ length: count }, (_, index) => `[Heap] ${index}`)

  const connected = (count: number, sync: 'recurring' | 'one-time' = 'recurring'): MemoryAppcues => {
    const appcues = listen(new MemoryAppcues())
    for (const property of names(count)) {
      appcues.addSegment(property, describeAudience({ key: `spa_1/${property}`, sync, fill: true, property }))
    }
    return appcues
  }

  describe('where an audience is connected by its first delivery', () => {
    it('the eleventh is rejected with the names of the ten, and nothing is written', async () => {
      const appcues = connected(10)
      const responses = await deliver([heapMember('a', true), heapMember('b', false)], { features })
      expect(responses).toStrictEqual(
        Array(2).fill({
          status: 400,
          errortype: 'PAYLOAD_VALIDATION_FAILED',
          errormessage: `Recurring Sync Limit: 10 recurring syncs are connected and 10 are allowed: ${names(10)
            .map((name) => `"${name}"`)
            .join(
              ', '
            )}. Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.`,
          errorreporter: 'INTEGRATIONS'
        })
      )
      expect(appcues.requests.map(({ method, path }) => `${method} ${path}`)).toStrictEqual(['GET /segments'])
    })

    it.each<[string, MemoryAppcues['segments']['length'], 'recurring' | 'one-time', object]>([
      ['the tenth', 9, 'recurring', {}],
      ['one beside ten one-time syncs', 10, 'one-time', {}],
      ['the eleventh where the limit is higher', 10, 'recurring', { recurringSyncLimit: 11 }],
      ['the eleventh where there is no limit', 10, 'recurring', { recurringSyncLimit: 0 }]
    ])('%s is connected', async (_what, count, sync, settings) => {
      const appcues = connected(count, sync)
      await deliver([heapMember('a', true)], { features, settings: { ...settings } })
      expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
    })

    it('one that is connected already is delivered, however many there are', async () => {
      const appcues = connected(12)
      const description = describeAudience({ key: 'heap/7', sync: 'recurring', fill: true, property: PROPERTY })
      appcues.addSegment(PROPERTY, description)
      await deliver([heapMember('a', true)], { features })
      expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
    })

    it('of two first deliveries for the last place one gets it, and the empty segment of the other goes again', async () => {
      const appcues = connected(9)
      const other = heapMember('b', true, {
        context: {
          personas: {
            ...(heapMember('b', true).context?.personas as object),
            computation_id: 'heap/8',
            audience_name: 'Others'
          }
        }
      })
      const responses = await Promise.all([heapMember('a', true), other].map((event) => deliver([event], { features })))
      expect(
        responses
          .flat()
          .map(({ status }) => status)
          .sort()
      ).toStrictEqual([202, 400])
      expect(appcues.segments).toHaveLength(10)
    })
  })

  describe('where an audience is connected before', () => {
    it.each<[Record<string, boolean> | undefined]>([[undefined], [{}], [{ connect_on_delivery: false }]])(
      'no delivery counts the syncs: %j',
      async (given) => {
        const appcues = connected(12)
        await deliver([heapMember('a', true)], { features: given })
        expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
      }
    )
  })
})
