import { Script } from 'node:vm'
import * as source from '../../src/runtime/destination-function'
import { functionSettings } from '../../src/runtime/destination-function/settings'
import { deployFunction, functionCode, RetryError, ValidationError } from './support/built'
import type { DeployedFunction } from './support/built'
import { functionCases } from './support/function-cases'
import { TIME, HEAP, APPCUES, track, flowStarted, PERSONAS, member } from './support/function-events'
import { fakeVendors } from './support/vendors'

/** The function's own source, with Segment's globals put beside Node's. */
function fromSource(fetch: unknown): DeployedFunction {
  const log: string[] = []
  const write = (...words: unknown[]): void => void log.push(words.map(String).join(' '))
  jest.spyOn(console, 'error').mockImplementation(write)
  Object.assign(globalThis, { fetch, RetryError, ValidationError })
  return { ...(source as unknown as Omit<DeployedFunction, 'log'>), log }
}

const NODES_FETCH = globalThis.fetch
afterEach(() => {
  jest.restoreAllMocks()
  globalThis.fetch = NODES_FETCH
})

describe('the function, as it is pasted', () => functionCases((fetch) => deployFunction(fetch)))

describe('the function, from its source', () => functionCases(fromSource))

describe('the file', () => {
  it('is one plain script of at most 250 kB', () => {
    const code = functionCode()
    expect(new Script(code)).toBeInstanceOf(Script)
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(250_000)
    expect(code).not.toMatch(/^\s*(?:import|export)\b/m)
    expect(code).not.toMatch(/\brequire\(|\bprocess[.[]|\bnew Function\b|\beval\(|\bAbortController\b|\bTextEncoder\b/)
  })

  it.each(['onTrack', 'onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onDelete'])(
    'declares %s where Segment looks for it',
    (name) => {
      expect(functionCode().match(new RegExp(`^async function ${name}\\(event, settings\\) \\{$`, 'gm'))).toHaveLength(
        1
      )
    }
  )

  it('declares onBatch where Segment looks for it', () => {
    expect(functionCode().match(/^async function onBatch\(events, settings\) \{$/gm)).toHaveLength(1)
  })

  it('says at its head how it is pasted, and names every setting', () => {
    const [head] = functionCode().split('*/')
    expect(head.match(/^ \* \d\. /gm)).toHaveLength(5)
    for (const [key, { type, description }] of Object.entries(functionSettings)) {
      expect(head).toMatch(new RegExp(`^ \\*   ${key} \\(${type}[,)]`, 'm'))
      expect(head).toContain(description)
    }
  })

  it('does not offer the older key of a setting', () => {
    expect(functionSettings).toHaveProperty('appcuesIdentityProperty')
    expect(functionSettings).not.toHaveProperty('identityProperty')
  })
})

describe('the five seconds', () => {
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
    const clock = { Date: Object.assign(class extends Date {}, { now: () => now }) }
    return { deployed: deployFunction(fetch, clock), began, elapsed: () => now - start, vendors }
  }

  it('end a request after three', async () => {
    const { deployed, elapsed } = slow(() => 60_000)
    const answers = await deployed.onBatch([member('ada', true)], APPCUES)
    expect(answers.map(({ status }) => status)).toEqual([500])
    expect(answers[0].errormessage).toContain('ETIMEDOUT')
    expect(elapsed()).toBe(3000)
  })

  it('hold list, creation, import and filling together, and what was not begun is tried again event by event', async () => {
    const { deployed, began, elapsed, vendors } = slow(() => 1350, knowsSegments())
    const members = Array.from({ length: 20 }, (_, index) => member(`u${index}`, true, PERSONAS))
    const answers = await deployed.onBatch(members, APPCUES)
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(500))
    expect(Math.max(...began)).toBeLessThanOrEqual(4000)
    expect(elapsed()).toBeLessThanOrEqual(4500)
    expect(vendors.requests.length).toBeGreaterThan(1)
    expect(answers[0].errormessage).toMatch(/Not sent to Appcues: too little time was left, so it is retried\.$/)
  })

  it('hold the halving of a rejected batch', async () => {
    const { deployed, began, elapsed } = slow(
      () => 900,
      () => ({ status: 400, body: {} })
    )
    const events = Array.from({ length: 20 }, (_, index) => flowStarted({ messageId: `m${index}` }))
    const answers = await deployed.onBatch(events, HEAP)
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(500))
    expect(began.length).toBeGreaterThan(2)
    expect(Math.max(...began)).toBeLessThanOrEqual(4000)
    expect(elapsed()).toBeLessThanOrEqual(4500)
  })

  it('end a request by a timer where there is one', async () => {
    const never = (): Promise<never> => new Promise(() => undefined)
    const asked: number[] = []
    const timers = {
      setTimeout: (callback: () => void, milliseconds: number) => {
        asked.push(milliseconds)
        queueMicrotask(callback)
        return 1
      },
      clearTimeout: () => undefined
    }
    const answers = await deployFunction(never, timers).onBatch([track('Step Started (Appcues)', {})], HEAP)
    expect(answers.map(({ status }) => status)).toEqual([500])
    expect(asked).toEqual([3000])
  })
})
