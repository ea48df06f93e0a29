import fc from '../../support/fast-check'
import type { VendorResponse } from '../../../src/destinations/heap-appcues/shared/http'
import { PayloadValidationError } from '@segment/actions-core'
import { bisect, sendBatch } from '../../../src/destinations/heap-appcues/shared/batch'
import { skipped } from '../../../src/destinations/heap-appcues/shared/multistatus'

/** A vendor that rejects a request whole when a culprit is in it, and has trouble at one request. */
function fakeVendor(culprits: ReadonlySet<number>, trouble?: { at: number; status: number }) {
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

describe('sendBatch', () => {
  const build = (payload: number): { value: number } | ReturnType<typeof skipped> => {
    if (payload < 0) throw new PayloadValidationError(`${payload} is negative.`)
    return payload === 0 ? skipped('zero') : { value: payload }
  }
  const response = ({ value }: { value: number }) => ({ status: 200, sent: { value }, body: {} })

  it('puts rejections, skipped payloads and responses in their places', async () => {
    const send = jest.fn(async (built: { value: number }[]) => built.map(response))
    expect(await sendBatch([7, -1, 0, 8], build, send)).toStrictEqual([
      response({ value: 7 }),
      { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED', errormessage: '-1 is negative.' },
      { status: 200, sent: {}, body: { skipped: 'zero' } },
      response({ value: 8 })
    ])
    expect(send.mock.calls).toStrictEqual([[[{ value: 7 }, { value: 8 }]]])
  })

  it('tells each payload its place', async () => {
    const responses = await sendBatch(
      ['a', 'b'],
      (payload, index) => ({ payload, index }),
      async (built) => built.map((sent) => ({ status: 200, sent, body: {} }))
    )
    expect(responses.map(({ sent }) => sent)).toStrictEqual([
      { payload: 'a', index: 0 },
      { payload: 'b', index: 1 }
    ])
  })

  it('sends nothing when nothing can be sent', async () => {
    const send = jest.fn(async () => [])
    expect(await sendBatch([-1], build, send)).toMatchObject([{ status: 400 }])
    expect(send).not.toHaveBeenCalled()
  })

  it('lets a fault of ours through', async () => {
    const fault = (): never => {
      throw new RangeError('a fault')
    }
    await expect(sendBatch([1], fault, async () => [])).rejects.toMatchObject({ message: 'a fault' })
  })
})

describe('bisect', () => {
  it('makes no request for nothing', async () => {
    const fake = fakeVendor(new Set())
    expect(await bisect('Heap', [], fake.send)).toStrictEqual([])
    expect(fake.sizes).toStrictEqual([])
  })

  it('finds any three culprits among a thousand, and delivers the others once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(999), { minLength: 0, maxLength: 3 }), async (culprits) => {
        const fake = fakeVendor(new Set(culprits))
        const responses = await bisect('Heap', upTo(1000), fake.send)
        const good = upTo(1000).filter((item) => !culprits.includes(item))
        expect(fake.taken).toStrictEqual(good)
        expect(upTo(1000).filter((item) => responses[item].status === 400)).toStrictEqual(
          [...culprits].sort((a, b) => a - b)
        )
      }),
      { numRuns: 60 }
    )
  })

  it('delivers each good item once, rejects each culprit alone, and calls the rest retryable', async () => {
    const batches = fc.record({
      count: fc.integer({ min: 1, max: 300 }),
      culprits: fc.uniqueArray(fc.nat(299), { maxLength: 40 }),
      trouble: fc.option(fc.record({ at: fc.integer({ min: 1, max: 64 }), status: fc.constantFrom(429, 503) }), {
        nil: undefined
      })
    })
    await fc.assert(
      fc.asyncProperty(batches, async ({ count, culprits, trouble }) => {
        const fake = fakeVendor(new Set(culprits), trouble)
        const responses = await bisect('Heap', upTo(count), fake.send)
        expect(fake.sizes.length).toBeLessThanOrEqual(64)
        expect(new Set(fake.taken).size).toBe(fake.taken.length)
        for (const item of upTo(count)) {
          const { status } = responses[item]
          expect(status === 200).toBe(fake.taken.includes(item))
          expect(status === 200 || retryable(status) || (status === 400 && culprits.includes(item))).toBe(true)
        }
      })
    )
  })

  it.each([429, 503])('sends nothing more after a %d, and calls all that was not sent retryable', async (status) => {
    const fake = fakeVendor(new Set(), { at: 2, status })
    const responses = await bisect('Heap', upTo(3500), fake.send)
    expect(fake.sizes).toStrictEqual([1000, 1000])
    expect(responses.map((response) => response.status)).toStrictEqual([
      ...upTo(1000).map(() => 200),
      ...upTo(2500).map(() => status)
    ])
  })

  it.each(['Heap', 'Appcues'] as const)(
    'says of what it could not confirm that %s did not say which',
    async (vendor) => {
      const vendorThatRejects = fakeVendor(new Set(upTo(200)))
      const responses = await bisect(vendor, upTo(200), vendorThatRejects.send)
      expect(vendorThatRejects.sizes).toHaveLength(64)
      expect(responses[199]).toStrictEqual({
        status: 503,
        data: undefined,
        failure: `${vendor} rejected part of this batch without saying which event. This event is unconfirmed; retry it`
      })
    }
  )

  it('goes on past a response that is neither a rejection of the whole nor retryable', async () => {
    const fake = fakeVendor(new Set([0]), { at: 2, status: 404 })
    const responses = await bisect('Heap', upTo(4), fake.send)
    expect(responses.map(({ status }) => status)).toStrictEqual([404, 404, 200, 200])
  })
})
