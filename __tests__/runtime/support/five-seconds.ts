import { track, flowStarted, APPCUES, HEAP, member, PERSONAS, TIME } from './function-events'
import type { DeployedFunction } from './built'
import { fakeVendors } from './vendors'

/** A clock and timers in place of those that are there. */
export interface FakeTime {
  now?: () => number
  setTimeout?: (callback: () => void, milliseconds: number) => unknown
}

/** What the function must do in the five seconds that Segment gives it. */
export function fiveSeconds(deploy: (fetch: unknown, time: FakeTime) => DeployedFunction): void {
  /** Lists the segments that were made. */
  function knowsSegments(): Parameters<typeof fakeVendors>[0] {
    const made: object[] = []
    return ({ method, url, body }) => {
      if (!url.endsWith('/segments')) return undefined
      if (method === 'GET') return { status: 200, body: [...made] }
      const segment = { id: 's-1', created_at: TIME, ...(body as object) }
      made.push(segment)
      return { status: 201, body: segment }
    }
  }

  /** A clock that only requests move on, and vendors that take their time; the time-out is the one that Segment's fetch keeps. */
  function slow(takes: () => number, reply?: Parameters<typeof fakeVendors>[0]) {
    let now = 1_700_000_000_000
    const began: number[] = []
    const start = now
    const vendors = fakeVendors(reply)
    const fetch: typeof vendors.fetch = async (url, init) => {
      began.push(now - start)
      const spent = Math.min(takes(), init.timeout)
      now += spent
      if (spent === init.timeout)
        throw Object.assign(new Error(`network timeout at: ${url}`), { type: 'request-timeout' })
      return vendors.fetch(url, init)
    }
    return { deployed: deploy(fetch, { now: () => now }), began, elapsed: () => now - start, vendors }
  }

  it('end a request after three', async () => {
    const { deployed, elapsed } = slow(() => 60_000)
    const responses = await deployed.onBatch([member('ada', true)], APPCUES)
    expect(responses.map(({ status }) => status)).toEqual([500])
    expect(responses[0].errormessage).toContain('ETIMEDOUT')
    expect(elapsed()).toBe(3000)
  })

  it('hold list, creation, import and filling together, and what was not begun is tried again event by event', async () => {
    const { deployed, began, elapsed, vendors } = slow(() => 1350, knowsSegments())
    const members = Array.from({ length: 20 }, (_, index) => member(`u${index}`, true, PERSONAS))
    const responses = await deployed.onBatch(members, APPCUES)
    expect(responses.map(({ status }) => status)).toEqual(Array<number>(20).fill(500))
    expect(Math.max(...began)).toBeLessThanOrEqual(4000)
    expect(elapsed()).toBeLessThanOrEqual(4500)
    expect(vendors.requests.length).toBeGreaterThan(1)
    expect(responses[0].errormessage).toMatch(/Not sent to Appcues: too little time was left, so it is retried\.$/)
  })

  it('hold the halving of a rejected batch', async () => {
    const { deployed, began, elapsed } = slow(
      () => 900,
      () => ({ status: 400, body: {} })
    )
    const events = Array.from({ length: 20 }, (_, index) => flowStarted({ messageId: `m${index}` }))
    const responses = await deployed.onBatch(events, HEAP)
    expect(responses.map(({ status }) => status)).toEqual(Array<number>(20).fill(500))
    expect(began.length).toBeGreaterThan(2)
    expect(Math.max(...began)).toBeLessThanOrEqual(4000)
    expect(elapsed()).toBeLessThanOrEqual(4500)
  })

  it('end a request by a timer where there is one', async () => {
    const never = (): Promise<never> => new Promise(() => undefined)
    const asked: number[] = []
    const timers = {
      setTimeout: (callback: () => void, milliseconds: number): unknown => {
        asked.push(milliseconds)
        queueMicrotask(callback)
        return 1
      }
    }
    const responses = await deploy(never, timers).onBatch([track('Step Started (Appcues)', {})], HEAP)
    expect(responses.map(({ status }) => status)).toEqual([500])
    expect(asked).toEqual([3000])
  })
}
