import { circuitBreaker, mapWithConcurrency, notSent } from '../../../src/destinations/heap-appcues/appcues/concurrency'

describe('tasks in turns', () => {
  it.each([
    [0, 3],
    [1, 3],
    [20, 3],
    [3, 20]
  ])('for %d items, at most %d at a time, give results in the order of the items', async (count, most) => {
    let running = 0
    let peak = 0
    const items = Array.from({ length: count }, (_, index) => index)
    const results = await mapWithConcurrency(items, most, async (item) => {
      peak = Math.max(peak, ++running)
      await new Promise((resolve) => setTimeout(resolve, (count - item) % 4))
      running -= 1
      return item * 2
    })
    expect(results).toStrictEqual(items.map((item) => item * 2))
    expect(peak).toBe(Math.min(most, count))
  })

  it('pass on what a task throws', async () => {
    const failing = mapWithConcurrency([1], 1, () => Promise.reject(new TypeError('broken')))
    await expect(failing).rejects.toMatchObject({ name: 'TypeError', message: 'broken' })
  })
})

describe('a circuit breaker', () => {
  const FAILED = 'Appcues did not respond (ETIMEDOUT)'
  const response = (status: number) =>
    status === 408 ? { status, data: undefined, failure: FAILED } : { status, data: undefined }

  it.each([
    ['rejects the credentials', [401], 1],
    ['rejects them after a success', [200, 401], 2],
    ['forbids the first', [403], 1],
    ['forbids a later one', [200, 403, 200], 4],
    ['asks to slow down', [429], 1],
    ['leaves as many unanswered as it gets at once', Array<number>(7).fill(408), 5],
    ['fails again and again', Array<number>(7).fill(500), 8]
  ])('where Appcues %s: %j, sends %d', async (_what, statuses, sent) => {
    const left = [...statuses, 200]
    const send = jest.fn(() => Promise.resolve(response(left.shift() ?? 200)))
    const breaker = circuitBreaker(send)
    for (let n = 0; n <= statuses.length; n++) await breaker()
    expect(send).toHaveBeenCalledTimes(sent)
  })

  it('tells the one cause, however often it is passed on', () => {
    const once = notSent(response(408))
    expect(once).toStrictEqual({
      status: 408,
      data: undefined,
      failure: `Not sent: an earlier request in this batch failed (${FAILED})`
    })
    expect(notSent(once)).toBe(once)
  })
})
