import { settings } from '../../src/destinations/heap-appcues/settings'
import * as source from '../../src/runtime/destination-function'
import { functionSettings } from '../../src/runtime/destination-function/settings'
import { RetryError, ValidationError } from './support/built'
import type { DeployedFunction } from './support/built'
import { fiveSeconds } from './support/five-seconds'
import type { FakeTime } from './support/five-seconds'
import { functionCases } from './support/function-cases'
import { HEAP, SENT_FLOW, flowStarted } from './support/function-events'
import { fakeVendors } from './support/vendors'

/** The function's own source, with Segment's globals put beside Node's. */
function fromSource(fetch: unknown, { now, setTimeout }: FakeTime = {}): DeployedFunction {
  const log: string[] = []
  const write = (...words: unknown[]): void => void log.push(words.map(String).join(' '))
  jest.spyOn(console, 'error').mockImplementation(write)
  if (now) jest.spyOn(Date, 'now').mockImplementation(now)
  if (setTimeout) jest.spyOn(globalThis, 'setTimeout').mockImplementation(setTimeout as never)
  Object.assign(globalThis, { fetch, RetryError, ValidationError })
  return { ...(source as unknown as Omit<DeployedFunction, 'log'>), log }
}

const { fetch, setTimeout } = globalThis
afterEach(() => {
  jest.restoreAllMocks()
  Object.assign(globalThis, { fetch, setTimeout })
})

describe('the function, from its source', () => functionCases((fetch) => fromSource(fetch)))

describe('the five seconds', () => fiveSeconds(fromSource))

describe('timers', () => {
  it('need not be there', async () => {
    const vendors = fakeVendors()
    const { onTrack } = fromSource(vendors.fetch)
    Object.assign(globalThis, { setTimeout: undefined })
    await onTrack(flowStarted(), HEAP)
    expect(vendors.requests[0].body).toStrictEqual({ app_id: '11', events: [SENT_FLOW] })
  })

  it('are stopped when a request is done', async () => {
    const { onTrack } = fromSource(fakeVendors().fetch)
    const set = jest.spyOn(globalThis, 'setTimeout')
    const cleared = jest.spyOn(globalThis, 'clearTimeout')
    await onTrack(flowStarted(), HEAP)
    const timers = set.mock.results.map(({ value }) => value as unknown)
    expect(timers).toHaveLength(2)
    expect(cleared.mock.calls.map(([timer]) => timer)).toStrictEqual(timers)
  })
})

describe('the settings of the function', () => {
  it('are those that the destination’s own screen shows, and four in place of its mappings', () => {
    const { identityProperty: olderKey, ...shown } = settings
    expect(olderKey).toMatchObject({ unsafe_hidden: true })
    const own = ['presetsOff', 'forwardEvents', 'extraProperties', 'appcuesUserProperties']
    expect(Object.keys(functionSettings)).toStrictEqual([...Object.keys(shown), ...own])
  })

  it('are sensitive where they are passwords, and texts where Segment’s screen has no numbers', () => {
    const { heapAppId, heapGroupId, heapApiKey, recurringSyncLimit } = functionSettings
    expect([heapAppId, heapGroupId, heapApiKey, recurringSyncLimit]).toMatchObject([
      { type: 'String', label: 'Heap App ID', sensitive: false },
      { type: 'Boolean', label: 'Group ID in Heap', sensitive: false },
      { type: 'String', label: 'Heap API Key', sensitive: true },
      { type: 'String', label: 'Recurring Sync Limit', sensitive: false }
    ])
  })
})
