import { FingerprintSet } from '../../../host/delivery/fingerprint-set'
import type { HeapProperties } from '../../../host/sandbox/heap/rules'
import { HeapState } from '../../../host/sandbox/heap/state'

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
