import * as fc from 'fast-check'
import { deliver, heapMember } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

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
