import type { HeapSandbox, HeapSandboxOptions } from '../../../host/sandbox/heap'
import { HEAP_API_KEY, HEAP_APP_ID, startHeapSandbox } from '../../../host/sandbox/heap'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask, basic } from '../../support/vendor-client'
import { FingerprintSet } from '../../../host/delivery/fingerprint-set'
import type { HeapProperties } from '../../../host/sandbox/heap/rules'
import { HeapState } from '../../../host/sandbox/heap/state'

let heap: HeapSandbox
let restore: () => void
let now = 0

async function start(options: HeapSandboxOptions = {}): Promise<void> {
  now = Date.parse('2026-03-11T00:00:00Z')
  heap = await startHeapSandbox({ now: () => now, ...options })
  restore = redirectVendors({ heap: heap.url })
}
afterEach(async () => {
  restore()
  await heap.close()
})

const US = 'https://heapanalytics.com'
const EU = 'https://c.eu.heap-api.com'
const track = (app_id: string, events: object[], host = US) =>
  ask('post', `${host}/api/track`, { json: { app_id, events } })
const some = (count: number, identity = 'bob') => Array.from({ length: count }, () => ({ identity, event: 'A' }))

describe('environments', () => {
  it('accepts and loses what is sent for an unknown id or to the wrong region', async () => {
    await start({ appIds: { 11: { region: 'EU' }, 12: {} } })
    expect(await track('11', some(1), US)).toMatchObject({ status: 200, data: {} })
    expect(await track('99', some(1), US)).toMatchObject({ status: 200, data: {} })
    expect(await track('constructor', some(1), US)).toMatchObject({ status: 200, data: {} })
    expect(heap.state.counters).toMatchObject({ stored: 0, lost: 3 })
    await track('11', some(1), EU)
    await track('12', some(1), US)
    await track('12', some(1), EU)
    expect(heap.state.counters).toMatchObject({ stored: 3, lost: 3 })
  })

  it('loses user properties in the same way', async () => {
    await start({ appIds: { 11: {} } })
    const json = { app_id: '12', users: [{ identity: 'bob', properties: { a: 1 } }] }
    expect(await ask('post', `${US}/api/add_user_properties`, { json })).toMatchObject({ status: 200 })
    expect(heap.state.people()).toStrictEqual([])
  })

  it('takes every id of digits when none are listed, and loses words', async () => {
    await start()
    await track('31415', some(1))
    await track('my-app', some(1))
    expect(heap.state.counters).toMatchObject({ stored: 1, lost: 1 })
  })
})

describe('rates', () => {
  it('takes 1000 events a minute of one person and rejects more with 429, whole', async () => {
    await start({ rateLimits: true })
    expect(await track('11', some(1000))).toMatchObject({ status: 200 })
    expect(await track('11', [...some(1), ...some(1, 'eve')])).toMatchObject({ status: 429, data: {} })
    expect(heap.state.person('eve')).toBeUndefined()
    expect(await track('11', some(1, 'eve'))).toMatchObject({ status: 200 })
    now += 60_000
    expect(await track('11', some(1))).toMatchObject({ status: 200 })
  })

  it('takes 15,000 events a minute of one app', async () => {
    await start({ rateLimits: true })
    for (let n = 0; n < 15; n++) expect(await track('11', some(1000, `${n}`))).toMatchObject({ status: 200 })
    expect(await track('11', some(1, 'eve'))).toMatchObject({ status: 429 })
    expect(await track('12', some(1, 'eve'))).toMatchObject({ status: 200 })
  })

  it('forgets the minute on reset', async () => {
    await start({ rateLimits: true })
    await track('11', some(1000))
    heap.reset()
    expect(await track('11', some(1000))).toMatchObject({ status: 200 })
  })

  it('keeps no rate unless set to', async () => {
    await start()
    for (let n = 0; n < 3; n++) expect(await track('11', some(1000))).toMatchObject({ status: 200 })
  })
})

describe('poison', () => {
  it('rejects every request that holds a poison event with an empty 400', async () => {
    await start({ poison: ({ name }) => name === 'Poison' })
    expect(await track('11', [...some(2), { identity: 'bob', event: 'Poison' }])).toMatchObject({
      status: 400,
      data: {}
    })
    expect(await track('11', some(2))).toMatchObject({ status: 200 })
    expect(heap.state.counters).toMatchObject({ stored: 2, rejected: 3 })
  })
})

describe('deletion', () => {
  const token = (user: string, key: string, host = US) =>
    ask('post', `${host}/api/public/v0/auth_token`, { headers: basic(user, key) })
  const bearer = async () => {
    const { data } = await token(HEAP_APP_ID, HEAP_API_KEY)
    return { Authorization: `Bearer ${(data as { access_token: string }).access_token}` }
  }
  const remove = (users: unknown, headers: Record<string, string>) =>
    ask('post', `${US}/api/public/v0/user_deletion`, { json: { users }, headers })

  it('removes people permanently and reports the status', async () => {
    await start()
    await track('11', [...some(1), ...some(1, 'eve')])
    const headers = await bearer()
    expect(await remove([{ identity: 'bob' }], headers)).toMatchObject({
      status: 201,
      data: { deletion_request_id: '1', status: 'pending' }
    })
    expect(heap.state.people()).toMatchObject([{ id: 'eve' }])
    expect(heap.state.deletions).toStrictEqual([{ id: '1', users: [{ kind: 'identity', id: 'bob' }] }])
    const status = (id: string) => ask('get', `${US}/api/public/v0/deletion_status/${id}`, { headers })
    expect(await status('1')).toMatchObject({ status: 200, data: { deletion_request_id: '1', status: 'complete' } })
    expect(await status('2')).toMatchObject({ status: 404 })
  })

  it.each([
    ['another key', HEAP_APP_ID, 'wrong'],
    ['another app', '99', HEAP_API_KEY]
  ])('gives no token for %s', async (_what, user, key) => {
    await start()
    expect(await token(user, key)).toMatchObject({ status: 401 })
  })

  it('knows the keys of listed apps only', async () => {
    await start({ appIds: { 11: { apiKey: 'eleven' }, 12: {} } })
    expect(await token('11', 'eleven')).toMatchObject({ status: 200 })
    expect(await token('12', '')).toMatchObject({ status: 401 })
    expect(await token(HEAP_APP_ID, HEAP_API_KEY)).toMatchObject({ status: 401 })
  })

  it('gives no token without credentials', async () => {
    await start()
    expect(await ask('post', `${US}/api/public/v0/auth_token`)).toMatchObject({ status: 401 })
  })

  it('takes a token for five minutes', async () => {
    await start()
    const headers = await bearer()
    now += 5 * 60_000 - 1
    expect(await remove([{ identity: 'bob' }], headers)).toMatchObject({ status: 201 })
    now += 1
    expect(await remove([{ identity: 'bob' }], headers)).toMatchObject({ status: 401 })
    expect(await ask('get', `${US}/api/public/v0/deletion_status/1`, { headers })).toMatchObject({ status: 401 })
  })

  it('rejects a token it did not give', async () => {
    await start()
    expect(await remove([{ identity: 'bob' }], { Authorization: 'Bearer made-up' })).toMatchObject({ status: 401 })
    expect(await remove([{ identity: 'bob' }], {})).toMatchObject({ status: 401 })
  })

  it('takes 10,000 users and rejects more, none, and nobody', async () => {
    await start()
    const headers = await bearer()
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ identity: `${n}` }))
    expect(await remove(many(10_000), headers)).toMatchObject({ status: 201 })
    expect(await remove(many(10_001), headers)).toMatchObject({ status: 400 })
    expect(await remove([], headers)).toMatchObject({ status: 400 })
    expect(await remove([{ identity: 'bob' }, {}], headers)).toMatchObject({ status: 400 })
    expect(await remove(undefined, headers)).toMatchObject({ status: 400 })
    expect(await remove(['bob'], headers)).toMatchObject({ status: 400 })
  })

  it('is not known to the EU host, which Heap uses for ingestion only', async () => {
    await start()
    expect(await token(HEAP_APP_ID, HEAP_API_KEY, EU)).toMatchObject({ status: 404 })
  })
})

describe('what Heap holds', () => {
  const door = { appId: '11', region: 'US' } as const
  const NOW = Date.parse('2026-03-11T00:00:00Z')

  const stateOf = (mostEvents = Infinity) => new HeapState(mostEvents, () => NOW)
  const take = (
    state: HeapState,
    id: string,
    name: string,
    properties: HeapProperties,
    more: { timestamp?: string; key?: string } = {}
  ) => state.take(door, { who: { kind: 'identity', id }, name, properties, ...more })

  describe('flow counts', () => {
    it('counts who started, completed and skipped each flow, the most started first', () => {
      const state = stateOf()
      take(state, 'a', 'Flow Started', { 'Flow ID': 'f1', 'Flow Name': 'Old' })
      take(state, 'a', 'Flow Skipped', { 'Flow ID': 'f1', 'Flow Name': 'Tour' })
      take(state, 'a', 'Flow Started', { 'Flow ID': 'f2' })
      take(state, 'b', 'Flow Started', { 'Flow ID': 'f2' })
      take(state, 'b', 'Flow Completed', { 'Flow ID': 'f2' })
      expect(state.flowCounts()).toStrictEqual([
        { id: 'f2', name: '', started: 2, completed: 1, skipped: 0 },
        { id: 'f1', name: 'Tour', started: 1, completed: 0, skipped: 1 }
      ])
    })

    it('counts the names of the native integration too', () => {
      const state = stateOf()
      take(state, 'a', 'Flow Started (Appcues)', { flowId: 'f1', flowName: 'Tour' })
      expect(state.flowCounts()).toStrictEqual([{ id: 'f1', name: 'Tour', started: 1, completed: 0, skipped: 0 }])
    })

    it.each([
      ['Flow Aborted', { 'Flow ID': 'f1' }],
      ['Flow Started Manually', { 'Flow ID': 'f1' }],
      ['flow started', { 'Flow ID': 'f1' }],
      ['Step Started', { 'Flow ID': 'f1' }],
      ['Flow Started', { 'Flow Name': 'Tour' }]
    ])('leaves out %s with %j', (name, properties) => {
      const state = stateOf()
      take(state, 'a', name, properties)
      expect(state.flowCounts()).toStrictEqual([])
    })
  })

  describe('nps', () => {
    it('is promoters less detractors over the newest score of each person', () => {
      const state = stateOf()
      take(state, 'a', 'NPS Score Submitted', { 'NPS Score': 9 }, { timestamp: '2026-03-10T00:00:00Z' })
      take(state, 'a', 'NPS Score Submitted', { 'NPS Score': 2 }, { timestamp: '2026-03-09T00:00:00Z' })
      take(state, 'b', 'NPS Score Submitted', { 'NPS Score': 10 })
      take(state, 'c', 'NPS Score (Appcues)', { score: '7' })
      take(state, 'd', 'NPS Score Submitted', { 'NPS Score': 6 })
      expect(state.nps()).toStrictEqual({ answers: 4, promoters: 2, passives: 1, detractors: 1, score: 25 })
      expect(state.person('a')).toMatchObject({ nps: 9, npsAt: '2026-03-10T00:00:00Z' })
    })

    it.each([
      ['NPS Survey Started', { 'NPS Score': 9 }],
      ['NPS Score Submitted', {}],
      ['NPS Score Submitted', { 'NPS Score': '' }],
      ['NPS Score Submitted', { 'NPS Score': 11 }],
      ['NPS Score Submitted', { 'NPS Score': 'n/a' }]
    ])('leaves out %s with %j', (name, properties) => {
      const state = stateOf()
      take(state, 'a', name, properties)
      expect(state.nps()).toStrictEqual({ answers: 0, promoters: 0, passives: 0, detractors: 0 })
    })
  })

  describe('with a most of events', () => {
    const names = (state: HeapState, id: string) => state.eventsOf(id).map(({ name }) => name)

    it('keeps the newest, whosever they are, and counts all', () => {
      const state = stateOf(3)
      for (const [id, name] of ['a1', 'b2', 'a3', 'a4', 'b5']) take(state, id, name, { 'Flow ID': 'f1' })
      expect([names(state, 'a'), names(state, 'b')]).toStrictEqual([['3', '4'], ['5']])
      expect(state.counters).toMatchObject({ stored: 5, duplicates: 0 })
      expect(state.people()).toMatchObject([{ eventCount: 3 }, { eventCount: 2 }])
      expect(state.eventCounts.size).toBe(5)
    })

    it('knows a key for good, and counts offers of what it still keeps', () => {
      const state = stateOf(2)
      for (const key of ['k1', 'k2', 'k3', 'k1', 'k2', 'k3', 'k3']) take(state, 'a', `Event ${key}`, {}, { key })
      expect(state.counters).toMatchObject({ stored: 3, duplicates: 4 })
      expect(state.eventsOf('a')).toMatchObject([
        { key: 'k2', offered: 2 },
        { key: 'k3', offered: 3 }
      ])
    })

    it('lets the events of people go who were deleted, and of nobody else', () => {
      const state = stateOf(2)
      take(state, 'a', 'Old', {})
      state.delete([{ kind: 'identity', id: 'a' }])
      for (const name of ['1', '2', '3']) take(state, 'a', name, {})
      expect(names(state, 'a')).toStrictEqual(['2', '3'])
    })

    it('begins anew when it is cleared', () => {
      const state = stateOf(2)
      for (const name of ['1', '2']) take(state, 'a', name, {}, { key: name })
      state.clear()
      for (const name of ['2', '3']) take(state, 'a', name, {}, { key: name })
      expect(names(state, 'a')).toStrictEqual(['2', '3'])
    })

    it('of none counts events, people, names and duplicates and keeps no event', () => {
      const state = stateOf(0)
      take(state, 'a', 'Flow Started', { 'Flow ID': 'f1' }, { key: 'k1' })
      take(state, 'a', 'Flow Started', { 'Flow ID': 'f1' }, { key: 'k1' })
      take(state, 'a', 'Flow Started', { 'Flow ID': 'f1' }, { key: 'k2' })
      expect(state.counters).toStrictEqual({ offered: 0, stored: 2, duplicates: 1, lost: 0, rejected: 0 })
      expect(state.eventCounts).toStrictEqual(new Map([['Flow Started', 2]]))
      expect(state.person('a')).toMatchObject({ eventCount: 2 })
      expect(state.eventsOf('a')).toStrictEqual([])
      expect(state.flowCounts()).toMatchObject([{ started: 2 }])
    })
  })

  it('knows nothing of a stranger', () => {
    expect(stateOf().person('nobody')).toBeUndefined()
    expect(stateOf().eventsOf('nobody')).toStrictEqual([])
  })

  describe('FingerprintSet', () => {
    it('says of each text whether it is new', () => {
      const keys = new FingerprintSet()
      expect([keys.add('a'), keys.add('b'), keys.add('a'), keys.add(''), keys.add('')]).toStrictEqual([
        true,
        true,
        false,
        true,
        false
      ])
      expect(keys.size).toBe(3)
    })

    it('tells 300,000 keys apart that look alike, and knows each again', () => {
      const keys = new FingerprintSet()
      const key = (n: number) => `appcues-${n}:score:NPS Score Submitted`
      const added = Array.from({ length: 300_000 }, (_, n) => keys.add(key(n))).filter(Boolean).length
      const again = Array.from({ length: 300_000 }, (_, n) => keys.add(key(n))).filter(Boolean).length
      expect({ added, again, size: keys.size }).toStrictEqual({ added: 300_000, again: 0, size: 300_000 })
    })
  })
})
