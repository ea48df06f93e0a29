import { mapWithConcurrency } from '../../../src/destinations/heap-appcues/appcues/concurrency'

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
