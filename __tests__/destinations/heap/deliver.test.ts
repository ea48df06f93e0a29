import fc from 'fast-check'
import type { VendorResponse } from '../../../src/destinations/heap-appcues/shared/http'
import { deliver } from '../../../src/destinations/heap-appcues/heap/deliver'

/** A Heap that refuses a request whole when a culprit is in it, and has trouble at one request. */
function fakeHeap(culprits: ReadonlySet<number>, trouble?: { at: number; status: number }) {
  const taken: number[] = []
  const sizes: number[] = []
  const send = async (part: number[]): Promise<VendorResponse> => {
    sizes.push(part.length)
    if (trouble?.at === sizes.length) return { status: trouble.status, data: {} }
    if (part.some((item) => culprits.has(item))) return { status: 400, data: {} }
    taken.push(...part)
    return { status: 200, data: {} }
  }
  return { send, taken, sizes }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)
const retryable = (status: number) => status === 429 || status === 503

describe('deliver', () => {
  it('makes no request for nothing', async () => {
    const heap = fakeHeap(new Set())
    expect(await deliver([], heap.send)).toStrictEqual([])
    expect(heap.sizes).toStrictEqual([])
  })

  it('finds any three culprits among a thousand, and delivers the others once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(999), { minLength: 0, maxLength: 3 }), async (culprits) => {
        const heap = fakeHeap(new Set(culprits))
        const answers = await deliver(upTo(1000), heap.send)
        const good = upTo(1000).filter((item) => !culprits.includes(item))
        expect(heap.taken).toStrictEqual(good)
        expect(upTo(1000).filter((item) => answers[item].status === 400)).toStrictEqual(
          [...culprits].sort((a, b) => a - b)
        )
      }),
      { numRuns: 60 }
    )
  })

  it('delivers each good item once, refuses each culprit alone, and calls the rest retryable', async () => {
    const batches = fc.record({
      count: fc.integer({ min: 1, max: 300 }),
      culprits: fc.uniqueArray(fc.nat(299), { maxLength: 40 }),
      trouble: fc.option(fc.record({ at: fc.integer({ min: 1, max: 64 }), status: fc.constantFrom(429, 503) }), {
        nil: undefined
      })
    })
    await fc.assert(
      fc.asyncProperty(batches, async ({ count, culprits, trouble }) => {
        const heap = fakeHeap(new Set(culprits), trouble)
        const answers = await deliver(upTo(count), heap.send)
        expect(heap.sizes.length).toBeLessThanOrEqual(64)
        expect(new Set(heap.taken).size).toBe(heap.taken.length)
        for (const item of upTo(count)) {
          const { status } = answers[item]
          expect(status === 200).toBe(heap.taken.includes(item))
          expect(status === 200 || retryable(status) || (status === 400 && culprits.includes(item))).toBe(true)
        }
      })
    )
  })

  it.each([429, 503])('sends nothing more after a %d, and calls all that was not sent retryable', async (status) => {
    const heap = fakeHeap(new Set(), { at: 2, status })
    const answers = await deliver(upTo(3500), heap.send)
    expect(heap.sizes).toStrictEqual([1000, 1000])
    expect(answers.map((answer) => answer.status)).toStrictEqual([
      ...upTo(1000).map(() => 200),
      ...upTo(2500).map(() => status)
    ])
  })

  it('goes on past an answer that is neither a refusal of the whole nor retryable', async () => {
    const heap = fakeHeap(new Set([0]), { at: 2, status: 404 })
    const answers = await deliver(upTo(4), heap.send)
    expect(answers.map(({ status }) => status)).toStrictEqual([404, 404, 200, 200])
  })
})
