import type { HeapSandbox } from '../../../host/sandbox/heap'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask } from '../../support/vendor-client'

const NOW = Date.parse('2026-03-11T00:00:00Z')
const TRACK = 'https://heapanalytics.com/api/track'
const INTEGRATIONS = 'https://heapanalytics.com/api/integrations/track'
const USERS = 'https://heapanalytics.com/api/add_user_properties'

const event = {
  identity: 'alice@example.com',
  event: 'Flow Started',
  timestamp: '2026-03-10T22:21:56Z',
  idempotency_key: 'message-1:Flow Started',
  properties: { 'Flow ID': 'f1', 'NPS Score': 9 }
}
const visit = {
  event: 'Flow Started',
  user_identifier: { anonymous_id: 'visitor-1' },
  custom_properties: { 'Flow ID': 'f1' },
  idempotency_key: 'message-2:Flow Started',
  timestamp: '2026-03-10T22:21:56Z'
}

let heap: HeapSandbox
let restore: () => void
beforeAll(async () => {
  heap = await startHeapSandbox({ now: () => NOW })
  restore = redirectVendors({ heap: heap.url })
})
afterAll(async () => {
  restore()
  await heap.close()
})
beforeEach(() => heap.reset())

const track = (events: unknown, url = TRACK) => ask('post', url, { json: { app_id: '11', events } })

describe('POST /api/track', () => {
  it('keeps the events of a request', async () => {
    expect(await track([event])).toMatchObject({ status: 200, data: {} })

    expect(heap.state.person('alice@example.com')).toStrictEqual({
      kind: 'identity',
      id: 'alice@example.com',
      properties: {},
      writes: 0,
      eventCount: 1
    })
    expect(heap.state.eventsOf('alice@example.com')).toStrictEqual([
      {
        appId: '11',
        region: 'US',
        name: 'Flow Started',
        timestamp: '2026-03-10T22:21:56Z',
        key: 'message-1:Flow Started',
        properties: { 'Flow ID': 'f1', 'NPS Score': 9 },
        offered: 1
      }
    ])
  })

  it('keeps one event in the single form, at its own time when none is given', async () => {
    const json = { app_id: '11', identity: 'bob', event: 'Flow Skipped' }
    expect(await ask('post', TRACK, { json })).toMatchObject({ status: 200, data: {} })
    expect(heap.state.eventsOf('bob')).toMatchObject([{ name: 'Flow Skipped', timestamp: '2026-03-11T00:00:00.000Z' }])
  })

  it('records the region whose host was asked', async () => {
    await track([event], 'https://c.eu.heap-api.com/api/track')
    expect(heap.state.eventsOf('alice@example.com')).toMatchObject([{ region: 'EU' }])
  })

  it('stores a key once and counts how often it was offered', async () => {
    await track([event, event])
    await track([{ ...event, properties: { 'Flow ID': 'another' } }])
    expect(heap.state.eventsOf('alice@example.com')).toMatchObject([{ offered: 3, properties: { 'Flow ID': 'f1' } }])
    expect(heap.state.counters).toStrictEqual({ offered: 3, stored: 1, duplicates: 2, lost: 0, rejected: 0 })
  })

  it('stores one key in two apps, and events without a key each time', async () => {
    await track([event])
    await ask('post', TRACK, { json: { app_id: '12', events: [event] } })
    await track([
      { identity: 'bob', event: 'A' },
      { identity: 'bob', event: 'A' }
    ])
    expect(heap.state.counters).toMatchObject({ stored: 4, duplicates: 0 })
  })

  it('joins a list as one text and cuts it', async () => {
    await track([{ ...event, properties: { short: ['a', 1], long: ['x'.repeat(1000), 'y'.repeat(1000)] } }])
    expect(heap.state.eventsOf('alice@example.com')[0].properties).toStrictEqual({
      short: 'a||1',
      long: `${'x'.repeat(1000)}||${'y'.repeat(22)}`
    })
  })

  it.each([
    ['an event name of 1024 characters', { event: 'e'.repeat(1024) }],
    ['an identity of 255 characters', { identity: 'i'.repeat(255) }],
    ['a key and a value of 1023 characters', { properties: { ['k'.repeat(1023)]: 'v'.repeat(1023) } }],
    ['a Heap user id in place of the identity', { identity: undefined, user_id: '42' }],
    ['a time with an offset', { timestamp: '2026-03-10T22:21:56.123+01:00' }],
    ['no properties', { properties: undefined }],
    ['a property called __proto__', JSON.parse('{"properties":{"__proto__":"x"}}')]
  ])('takes %s', async (_what, changes: object) => {
    expect(await track([{ ...event, ...changes }])).toMatchObject({ status: 200 })
    expect(heap.state.counters.stored).toBe(1)
  })

  it.each([
    ['an event name of 1025 characters', { event: 'e'.repeat(1025) }],
    ['an empty event name', { event: '' }],
    ['an identity of 256 characters', { identity: 'i'.repeat(256) }],
    ['an empty identity', { identity: '' }],
    ['an identity that is a number', { identity: 5 }],
    ['an identity and a Heap user id', { user_id: '42' }],
    ['nobody', { identity: undefined }],
    ['a Heap user id with letters', { identity: undefined, user_id: '4x' }],
    ['a value of 1024 characters', { properties: { a: 'v'.repeat(1024) } }],
    ['a key of 1024 characters', { properties: { ['k'.repeat(1024)]: 1 } }],
    ['a boolean', { properties: { a: true } }],
    ['null', { properties: { a: null } }],
    ['a nested object', { properties: { a: {} } }],
    ['properties that are a list', { properties: [] }],
    ['a time that is a word', { timestamp: 'yesterday' }],
    ['a month 13', { timestamp: '2026-13-10T22:21:56Z' }],
    ['a time in epoch milliseconds', { timestamp: 1773181316000 }],
    ['a key that is a number', { idempotency_key: 12345678 }]
  ])('rejects a whole request with %s and takes nothing of it', async (_what, changes: object) => {
    const reply = await track([
      { ...event, idempotency_key: 'good' },
      { ...event, ...changes }
    ])
    expect(reply).toStrictEqual({ status: 400, data: {}, retryAfter: null })
    expect(heap.state.people()).toStrictEqual([])
    expect(heap.state.counters).toStrictEqual({ offered: 2, stored: 0, duplicates: 0, lost: 0, rejected: 2 })
  })

  it('takes 1000 events and rejects 1001 or none', async () => {
    const events = (count: number) => Array.from({ length: count }, () => ({ identity: 'bob', event: 'A' }))
    expect(await track(events(1000))).toMatchObject({ status: 200 })
    expect(await track(events(1001))).toMatchObject({ status: 400 })
    expect(await track([])).toMatchObject({ status: 400 })
    expect(heap.state.counters).toMatchObject({ stored: 1000, rejected: 1001 })
  })

  it.each([
    ['no app id', { events: [event] }],
    ['an app id that is a number', { app_id: 11, events: [event] }],
    ['events that are no list', { app_id: '11', events: 'all' }],
    ['an event that is no object', { app_id: '11', events: ['Flow Started'] }]
  ])('rejects %s', async (_what, json) => {
    expect(await ask('post', TRACK, { json })).toMatchObject({ status: 400, data: {} })
  })

  it('rejects a body that is no JSON', async () => {
    expect(await ask('post', TRACK, { body: '{"app_id":"11","ev' })).toMatchObject({ status: 400, data: {} })
  })

  it('answers a path it does not know with 404', async () => {
    expect(await ask('post', 'https://heapanalytics.com/api/nothing')).toMatchObject({ status: 404, data: {} })
  })
})

describe('POST /api/integrations/track', () => {
  it('keeps events of visitors, apart from people of the same name', async () => {
    await track([{ ...event, identity: 'visitor-1' }])
    expect(await track([visit], INTEGRATIONS)).toMatchObject({ status: 200, data: {} })
    expect(heap.state.people()).toMatchObject([
      { kind: 'identity', id: 'visitor-1', eventCount: 1 },
      { kind: 'anonymous_id', id: 'visitor-1', eventCount: 1 }
    ])
  })

  it.each([
    ['an identity', { identity: 'bob' }, 'identity'],
    ['an email', { email: 'bob' }, 'email'],
    ['a Heap user id', { user_id: 'bob' }, 'user_id'],
    ['an identity before an anonymous id', { anonymous_id: 'x', identity: 'bob' }, 'identity']
  ])('knows a person by %s', async (_what, user_identifier, kind) => {
    expect(await track([{ ...visit, user_identifier }], INTEGRATIONS)).toMatchObject({ status: 200 })
    expect(heap.state.person('bob')).toMatchObject({ kind })
  })

  it.each([
    ['a number', { custom_properties: { 'NPS Score': 9 } }],
    ['a key of 7 characters', { idempotency_key: '1234567' }],
    ['no key', { idempotency_key: undefined }],
    ['no user', { user_identifier: {} }],
    ['no user identifier', { user_identifier: undefined }],
    ['an anonymous id that is a number', { user_identifier: { anonymous_id: 5 } }]
  ])('rejects a whole request with %s', async (_what, changes) => {
    expect(await track([visit, { ...visit, ...changes }], INTEGRATIONS)).toMatchObject({ status: 400, data: {} })
    expect(heap.state.counters).toMatchObject({ stored: 0, rejected: 2 })
  })

  it('takes a key of 8 characters', async () => {
    expect(await track([{ ...visit, idempotency_key: '12345678' }], INTEGRATIONS)).toMatchObject({ status: 200 })
  })
})

describe('POST /api/add_user_properties', () => {
  const users = (list: unknown) => ask('post', USERS, { json: { app_id: '11', users: list } })

  it('adds properties to people, made when unknown, and counts the writes', async () => {
    await users([{ identity: 'bob', properties: { appcuesUserID: 'b1', 'Appcues NPS Score': 3 } }])
    await users([{ identity: 'bob', properties: { 'Appcues NPS Score': 9 } }])
    expect(heap.state.person('bob')).toStrictEqual({
      kind: 'identity',
      id: 'bob',
      properties: { appcuesUserID: 'b1', 'Appcues NPS Score': 9 },
      writes: 2,
      eventCount: 0
    })
  })

  it('takes one user in the single form', async () => {
    await ask('post', USERS, { json: { app_id: '11', identity: 'bob', properties: { plan: 'pro' } } })
    expect(heap.state.person('bob')?.properties).toStrictEqual({ plan: 'pro' })
  })

  it.each(['id', 'ID', 'iD'])('rejects a property called %s', async (key) => {
    expect(await users([{ identity: 'bob', properties: { [key]: 'x' } }])).toMatchObject({ status: 400, data: {} })
    expect(heap.state.people()).toStrictEqual([])
  })

  it.each(['user_id', 'idea', ' id'])('takes a property called "%s"', async (key) => {
    expect(await users([{ identity: 'bob', properties: { [key]: 'x' } }])).toMatchObject({ status: 200 })
  })

  it('takes 1000 users and rejects 1001', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ identity: `${n}`, properties: {} }))
    expect(await users(many(1001))).toMatchObject({ status: 400 })
    expect(await users(many(1000))).toMatchObject({ status: 200 })
    expect(heap.state.people()).toHaveLength(1000)
  })

  it('rejects a user without properties', async () => {
    expect(await users([{ identity: 'bob' }])).toMatchObject({ status: 400 })
  })
})
