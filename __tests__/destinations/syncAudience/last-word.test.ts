import fc from '../../support/fast-check'
import { deliver, heapMember, deliverOne, engageMember } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'
import { latest } from '../../../src/destinations/heap-appcues/syncAudience/member'
import type { Member } from '../../../src/destinations/heap-appcues/syncAudience/member'
import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import type { SeenRequest } from './support/memory-appcues'

describe('last word', () => {
  withoutNetwork()

  const PROPERTY = '[Heap] Power users'
  const PEOPLE = ['a', 'b,"c"', '=d', 'e\nf']
  const START = Date.UTC(2026, 2, 10)

  interface Change {
    userId: string
    joins: boolean
    /** Seconds since the change before. */
    later: number
    /** Whether a batch ends here. */
    cut: boolean
  }

  const anyChanges = fc.array(
    fc.record<Change>({
      userId: fc.constantFrom(...PEOPLE),
      joins: fc.boolean(),
      later: fc.nat({ max: 2 }),
      cut: fc.boolean()
    }),
    { minLength: 1, maxLength: 20 }
  )

  /** The changes as events with their times, cut into batches. */
  function batchesOf(changes: readonly Change[]) {
    let time = START
    const batches: ReturnType<typeof heapMember>[][] = [[]]
    for (const { userId, joins, later, cut } of changes) {
      time += later * 1000
      batches[batches.length - 1].push(heapMember(userId, joins, { timestamp: new Date(time).toISOString() }))
      if (cut) batches.push([])
    }
    return batches.filter((batch) => batch.length > 0)
  }

  describe('any sequence of joins and leaves', () => {
    it.each(['Bulk import', 'One request per user'])(
      'ends right by %s, cut into any batches and delivered any number of times in order',
      async (delivery) => {
        await fc.assert(
          fc.asyncProperty(anyChanges, fc.integer({ min: 1, max: 3 }), async (changes, times) => {
            const appcues = new MemoryAppcues()
            listen(appcues)
            for (const batch of batchesOf(changes)) {
              for (let time = 0; time < times; time++) await deliver(batch, { mapping: { delivery } })
            }
            const expected = new Map(changes.map(({ userId, joins }) => [userId, joins]))
            expect(new Map(Object.entries(appcues.withProperty(PROPERTY)))).toEqual(expected)
            expect(appcues.membersOf(PROPERTY)).toStrictEqual(
              [...expected].flatMap(([id, joins]) => (joins ? [id] : [])).sort()
            )
          }),
          { numRuns: 25 }
        )
      }
    )

    it('ends right in any order within a batch when no two times are the same', async () => {
      const shuffled = anyChanges.chain((changes) =>
        fc
          .shuffledSubarray(
            changes.map((_, index) => index),
            { minLength: changes.length }
          )
          .map((order) => ({ changes, order }))
      )
      await fc.assert(
        fc.asyncProperty(shuffled, async ({ changes, order }) => {
          const appcues = listen(new MemoryAppcues())
          const events = changes.map(({ userId, joins }, index) =>
            heapMember(userId, joins, { timestamp: new Date(START + index).toISOString() })
          )
          await deliver(order.map((index) => events[index]))
          const expected = new Map(changes.map(({ userId, joins }) => [userId, joins]))
          expect(new Map(Object.entries(appcues.withProperty(PROPERTY)))).toEqual(expected)
        }),
        { numRuns: 25 }
      )
    })
  })
})

describe('latest', () => {
  const member = (index: number, userId: string, timestamp?: string): Member => ({
    index,
    userId,
    isMember: true,
    audience: { reference: 'r1' } as never,
    traits: { properties: {}, omitted: [] },
    payload: { timestamp }
  })

  const indexesOf = (members: readonly Member[]): number[] => members.map(({ index }) => index)

  describe('the last word about each person', () => {
    it('counts each person once and calls every other change of theirs superseded', () => {
      const { counting, superseded } = latest([
        member(0, 'a', '2026-03-10T10:00:00.000Z'),
        member(1, 'b', '2026-03-10T09:00:00.000Z'),
        member(2, 'a', '2026-03-10T12:00:00.000Z'),
        member(3, 'a', '2026-03-10T11:00:00.000Z'),
        member(4, 'c')
      ])
      expect(indexesOf(counting)).toStrictEqual([2, 1, 4])
      expect(indexesOf(superseded)).toStrictEqual([0, 3])
    })

    it('has nobody for nothing', () => {
      expect(latest([])).toStrictEqual({ counting: [], superseded: [] })
    })

    it('supersedes nothing where everyone stands once', () => {
      expect(latest([member(0, 'a'), member(1, 'b')]).superseded).toStrictEqual([])
    })
  })
})

describe('one by one', () => {
  withoutNetwork()

  const PROPERTY = '[Heap] Power users'
  const reference = buildReference({ property: PROPERTY, segment: '100', fill: true })
  const options = { mapping: { delivery: 'One request per user' } }
  const joins = (...ids: string[]) => ids.map((id) => engageMember(id, true, reference))
  const many = (count: number) => joins(...Array.from({ length: count }, (_, index) => `user-${index}`))
  const isProfileOf = (id: string) => (seen: SeenRequest) => seen.path === `/users/${id}/profile`

  const account = (misbehave?: MemoryAppcues['misbehave']) => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment(PROPERTY)
    appcues.misbehave = misbehave
    return appcues
  }

  describe('one request per user', () => {
    it('writes each person’s property typed, and then the segment in one request', async () => {
      const appcues = account()
      const responses = await deliver(
        [engageMember('a/b', true, reference), engageMember('c@example.com', false, reference)],
        options
      )
      expect(appcues.requests).toStrictEqual([
        { method: 'PATCH', path: '/users/a%2Fb/profile', body: { [PROPERTY]: true } },
        { method: 'PATCH', path: '/users/c%40example.com/profile', body: { [PROPERTY]: false } },
        { method: 'POST', path: '/segments/100/add_user_ids', body: { user_ids: ['a/b'] } },
        { method: 'POST', path: '/segments/100/remove_user_ids', body: { user_ids: ['c@example.com'] } }
      ])
      expect(responses[0]).toStrictEqual({
        status: 200,
        sent: { user_id: 'a/b', property: PROPERTY, member: true },
        body: { title: 'OK', segment: { id: '100', title: 'Accepted', job_id: 'job-add' } }
      })
    })

    it('governs one event alone too', async () => {
      const appcues = account()
      await deliverOne(joins('a')[0], options)
      expect(appcues.requests.map(({ path }) => path)).toStrictEqual(['/users/a/profile', '/segments/100/add_user_ids'])
    })

    it('writes a person once, by the last word', async () => {
      const appcues = account()
      await deliver([...joins('a'), engageMember('a', false, reference)], options)
      expect(appcues.bodies('PATCH', '/users/a/profile')).toStrictEqual([{ [PROPERTY]: false }])
    })

    it('makes at most five requests at a time', async () => {
      let now = 0
      let most = 0
      const appcues = account()
      appcues.delay = async (seen) => {
        if (!seen.path.startsWith('/users/')) return
        most = Math.max(most, ++now)
        await new Promise((resolve) => setTimeout(resolve, 2))
        now -= 1
      }
      await deliver(many(40), options)
      expect(most).toBe(5)
    })

    it('answers a person that Appcues rejects alone, and leaves that one out of the segment', async () => {
      const appcues = account((seen) =>
        isProfileOf('b')(seen) ? [422, { title: 'Unprocessable', detail: 'No.' }] : undefined
      )
      const responses = await deliver(joins('a', 'b', 'c'), options)
      expect(responses.map(({ status }) => status)).toStrictEqual([200, 422, 200])
      expect(responses[1]).toStrictEqual({
        status: 422,
        errortype: 'UNPROCESSABLE_ENTITY',
        errormessage: 'Appcues responded with 422: Unprocessable: No.',
        errorreporter: 'DESTINATION',
        sent: { user_id: 'b', property: PROPERTY, member: true },
        body: { title: 'Unprocessable', detail: 'No.' }
      })
      expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a', 'c'])
    })

    it('goes on after a 500 for one person', async () => {
      const appcues = account((seen) => (isProfileOf('user-0')(seen) ? [500, {}] : undefined))
      const responses = await deliver(many(30), options)
      expect(responses.map(({ status }) => status)).toStrictEqual([500, ...Array.from({ length: 29 }, () => 200)])
      expect(appcues.profiles.size).toBe(29)
    })

    it.each([
      [429, 429, 'Appcues responded with 429'],
      [401, 503, 'Appcues rejected the credentials (401)'],
      [403, 503, 'Appcues rejected the credentials (403)']
    ])('sends no more after %d, and calls what was not tried retryable', async (status, untried, reason) => {
      const appcues = account((seen) => (seen.path.startsWith('/users/') ? [status, { title: 'No' }] : undefined))
      const responses = await deliver(many(100), options)
      expect(appcues.requests).toHaveLength(5)
      expect(responses.map((response) => response.status)).toStrictEqual([
        ...Array.from({ length: 5 }, () => status),
        ...Array.from({ length: 95 }, () => untried)
      ])
      expect(responses[99].errormessage).toContain(`Not sent: an earlier request in this batch failed (${reason}`)
    })

    it.each<[string, number, unknown]>([
      ['a firewall’s page', 400, '<html>Forbidden</html>'],
      ['Appcues’ own JSON, after others were taken', 403, { title: 'Forbidden' }]
    ])('goes on after a 403 of %s', async (_what, status, body) => {
      const appcues = account((seen) => (isProfileOf('user-9')(seen) ? [403, body] : undefined))
      const responses = await deliver(many(30), options)
      expect(responses.map((response) => response.status)).toStrictEqual(
        Array.from({ length: 30 }, (_, index) => (index === 9 ? status : 200))
      )
      expect(appcues.profiles.size).toBe(29)
    })

    it('names the firewall for the one that it stopped', async () => {
      account((seen) => (isProfileOf('a')(seen) ? [403, '<html>'] : undefined))
      expect((await deliver(joins('a', 'b'), options))[0]).toStrictEqual({
        status: 400,
        errortype: 'BAD_REQUEST',
        errormessage: 'A firewall in front of Appcues blocked this request (403).',
        errorreporter: 'DESTINATION',
        sent: { user_id: 'a', property: PROPERTY, member: true },
        body: {}
      })
    })

    it('sends no more after as many unanswered requests as run at a time', async () => {
      const appcues = account((seen) => (seen.path.startsWith('/users/') ? 'ETIMEDOUT' : undefined))
      const responses = await deliver(many(100), options)
      expect(responses.map((response) => response.status)).toStrictEqual(Array.from({ length: 100 }, () => 408))
      expect(appcues.requests.length).toBeLessThan(10)
    })

    it('touches no segment where nobody’s property was written', async () => {
      const appcues = account((seen) => (seen.path.startsWith('/users/') ? [429, {}] : undefined))
      await deliver(joins('a'), options)
      expect(appcues.requests.map(({ path }) => path)).toStrictEqual(['/users/a/profile'])
    })
  })
})
