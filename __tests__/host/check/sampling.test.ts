import { mapWithConcurrency } from '../../../host/appcues/profiles'
import { EvenSample } from '../../../host/audit/audience-sample'
import { shapeOfMost } from '../../../host/input/ids'

const sampleOf = (count: number): number[] => {
  const sample = new EvenSample<number>(50)
  for (let value = 0; value < count; value++) sample.add(value)
  return sample.values()
}

describe('an even sample', () => {
  it.each([[0], [1], [49], [50]])('of %d is all of them', (count) => {
    expect(sampleOf(count)).toStrictEqual(Array.from({ length: count }, (_, index) => index))
  })

  it.each([[51], [99], [100], [101], [1000], [12_345]])('of %d is 50, spread over all of them', (count) => {
    const values = sampleOf(count)
    expect(values).toHaveLength(50)
    expect(values[0]).toBe(0)
    expect(values[49]).toBeGreaterThan(count * 0.7)
    const gaps = values.slice(1).map((value, index) => value - values[index])
    expect(Math.min(...gaps)).toBeGreaterThan(0)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.ceil(count / 50))
  })

  it('is the same for the same list', () => {
    expect(sampleOf(777)).toStrictEqual(sampleOf(777))
  })
})

describe('what most ids look like', () => {
  it.each([
    ['emails', ['ada@example.com', 'bob+1@mail.example.org']],
    ['numbers', ['1', '42', '007']],
    ['UUIDs', ['0b9f6b8e-8f1d-4b57-9a0e-0d4b0b7f1c11', '0B9F6B8E-8F1D-4B57-9A0E-0D4B0B7F1C11']],
    ['ids of anonymous visitors', ['anon:1', 'anon:x']],
    ['emails', ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'ada']]
  ])('is told as %s: %j', (shape, ids) => {
    expect(shapeOfMost(ids)).toBe(shape)
  })

  it.each([
    [[]],
    [['ada', 'bob']],
    [['a@b', '@example.com', 'a b@example.com']],
    [['1.5', '-1', '1e3']],
    [['a@example.com', '1']]
  ])('is unknown for %j', (ids: string[]) => {
    expect(shapeOfMost(ids)).toBeUndefined()
  })
})

describe('tasks a few at a time', () => {
  it('run five at once at the most, and give their results in order', async () => {
    let running = 0
    let most = 0
    const results = await mapWithConcurrency([...Array(20).keys()], async (value) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
      return value * 2
    })
    expect(results).toStrictEqual([...Array(20).keys()].map((value) => value * 2))
    expect(most).toBe(5)
  })

  it('are left out after the signal', async () => {
    const controller = new AbortController()
    const results = await mapWithConcurrency(
      [1, 2, 3, 4, 5, 6, 7],
      async (value) => {
        controller.abort()
        return value
      },
      controller.signal
    )
    expect(results[0]).toBe(1)
    expect(results[6]).toBeUndefined()
  })
})
