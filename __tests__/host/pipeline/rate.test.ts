import { createRate } from '../../../host/delivery/rate'

const now = (): number => performance.now()

describe('createRate', () => {
  it('lets a minute of a slow rate go at once, and the rest as time passes', async () => {
    const rate = createRate(240)
    const began = now()
    await rate.run(240, async () => undefined)
    // Not at once would be a minute later.
    expect(now() - began).toBeLessThan(20_000)
    await rate.run(2, async () => undefined)
    // Two events at four a second.
    expect(now() - began).toBeGreaterThan(400)
    await rate.stop()
  })

  it.each([
    [1, 1],
    [999, 999],
    [15_000, 1000]
  ])('allows at %d a minute at most %d at once', async (perMinute, most) => {
    const rate = createRate(perMinute)
    expect(rate.most).toBe(most)
    await rate.stop()
  })

  it('gives back what was not used', async () => {
    const rate = createRate(60)
    const began = now()
    await rate.run(60, async () => undefined)
    await rate.giveBack(60)
    await rate.run(60, async () => undefined)
    expect(now() - began).toBeLessThan(20_000)
    await rate.stop()
  })

  it('drops what waits when it is stopped, and nothing that runs', async () => {
    const rate = createRate(60)
    const first = rate.run(60, async () => 'done')
    const second = rate.run(60, async () => 'never')
    await first
    await rate.stop()
    await rate.stop()
    expect(await Promise.all([first, second])).toEqual(['done', undefined])
  })

  it('passes on what the work throws', async () => {
    const rate = createRate(60)
    await expect(rate.run(1, () => Promise.reject(new TypeError('broken')))).rejects.toMatchObject({
      message: 'broken'
    })
    await rate.stop()
  })

  it('limits nothing without a number', async () => {
    const rate = createRate()
    expect(await rate.run(1_000_000, async () => 'done')).toBe('done')
    await rate.giveBack(5)
    await rate.stop()
    expect(rate.most).toBe(1000)
  })
})
