import type { SegmentEvent } from '@segment/actions-core'
import { copiesOf } from '../../../host/server/sending/copies'
import { curlOf } from '../../../host/server/deliveries/curl'
import { Deliveries } from '../../../host/server/deliveries/deliveries'
import { fieldOf } from '../../../host/server/deliveries/field-of'
import { ownPart } from '../../../host/server/deliveries/request-slice'
import { isAddressed } from '../../../host/server/is-addressed'
import { readMembers } from '../../../host/server/audiences/read-members'
import { Live } from '../../../host/server/live'

describe('Deliveries', () => {
  it('keeps the newest, and lets the oldest go', () => {
    const deliveries = new Deliveries(3)
    for (let n = 1; n <= 100; n++) deliveries.add({ at: n, from: 'segment', stage: 'segment', outcome: 'left out' })
    expect([deliveries.total, deliveries.size]).toStrictEqual([100, 3])
    expect(deliveries.list({}, Infinity, 10).found.map(({ id }) => id)).toStrictEqual([100, 99, 98])
    expect([97, 98, 100, 101].map((id) => deliveries.find(id)?.id)).toStrictEqual([undefined, 98, 100, undefined])
  })

  it('says whether there are more than were asked for', () => {
    const deliveries = new Deliveries(3)
    for (let n = 1; n <= 3; n++) deliveries.add({ at: n, from: 'segment', stage: 'segment', outcome: 'left out' })
    expect([deliveries.list({}, Infinity, 2).more, deliveries.list({}, Infinity, 3).more]).toStrictEqual([true, false])
  })
})

describe('ownPart', () => {
  const exchange = { at: 0, took: 0, method: 'POST', url: 'https://heapanalytics.com/api/track', headers: {} }
  const [ada, grace] = [
    { identity: 'ada', event: 'A' },
    { identity: 'grace', event: 'A' }
  ]

  it('cuts the lists of a batch down to the member that was sent', () => {
    const json = { app_id: '1', events: [ada, grace] }
    expect(ownPart({ ...exchange, json }, { ...grace })).toStrictEqual({ json: { app_id: '1', events: [grace] } })
  })

  it('finds a user id among ids, and a row of a CSV with a line break in it', () => {
    const sent = { user_id: 'grace', property: 'P', member: true }
    expect(ownPart({ ...exchange, json: { user_ids: ['ada', 'grace'] } }, sent)).toStrictEqual({
      json: { user_ids: ['grace'] }
    })
    const text = 'user_id,"a ""b"""\r\n"ada\nx",true\r\ngrace,true\r\n'
    expect(ownPart({ ...exchange, text }, sent)).toStrictEqual({ text: 'user_id,"a ""b"""\r\ngrace,true\r\n' })
  })

  it.each([
    ['another event', { json: { events: [ada] } }],
    ['a body without lists', { json: { name: 'grace' } }],
    ['a CSV of others', { text: 'user_id,a\r\nada,true\r\n' }],
    ['no body', {}]
  ])('finds nothing in %s', (_what, body) => {
    expect(ownPart({ ...exchange, ...body }, { user_id: 'grace', identity: 'grace' })).toBeUndefined()
  })
})

describe('curlOf', () => {
  it('quotes what a shell would read, and names no secret', () => {
    expect(curlOf('POST', "https://heapanalytics.com/a'b", { 'Content-Type': 'text/csv' }, "it's $HOME")).toBe(
      "curl -X POST 'https://heapanalytics.com/a'\\''b' \\\n  -H 'Content-Type: text/csv' \\\n  --data-raw 'it'\\''s $HOME'"
    )
  })
})

describe('fieldOf', () => {
  it.each([
    ['Identity: it is missing.', 'Identity'],
    ['Heap App ID: digits only.', 'Heap App ID'],
    ['The field "name" is missing: it must hold a name.', undefined],
    ['https://heapanalytics.com: no answer', undefined],
    [undefined, undefined]
  ])('reads %j', (sentence, field) => {
    expect(fieldOf(sentence)).toBe(field)
  })
})

describe('copiesOf', () => {
  it('gives each copy its own id and a person of the crowd', () => {
    expect(copiesOf({ id: 'd', user_id: 'ada', name: 'n' }, 3, 'mark')).toStrictEqual([
      { id: 'd-mark', user_id: 'ada', name: 'n' },
      { id: 'd-mark-1', user_id: '1-ada', name: 'n' },
      { id: 'd-mark-2', user_id: '2-ada', name: 'n' }
    ])
  })

  it.each(['undefined', '', 'null', 'anon:5b3c'])('makes nobody else of "%s"', (user_id) => {
    expect(copiesOf({ user_id }, 2, '')).toStrictEqual([{ user_id }, { user_id }])
  })
})

describe('isAddressed', () => {
  it.each([
    [undefined, true],
    [{}, true],
    [{ Appcues: false }, true],
    [{ All: false }, false],
    [{ All: false, Ours: true }, true],
    [{ All: true, Ours: false }, false],
    [{ Ours: { setting: 1 } }, true]
  ])('reads %j', (integrations, addressed) => {
    expect(isAddressed({ type: 'track', integrations } as SegmentEvent, 'Ours')).toBe(addressed)
  })
})

describe('readMembers', () => {
  it.each([
    ['ada\ngrace\n', ['ada', 'grace']],
    ['\uFEFFuser_id\nada\nada\n\n', ['ada']],
    ['name,User_ID\nAda,"a, da"\nGrace,\n', ['a, da']],
    ['email\nada@example.com', ['ada@example.com']],
    ['', []]
  ])('reads %j', (text, ids) => {
    expect(readMembers(text)).toStrictEqual({ ids })
  })

  it('refuses more than the page is made for', () => {
    expect(readMembers(Array.from({ length: 200_001 }, (_, n) => n).join('\n'))).toStrictEqual({
      problem: 'Members: 200001 are too many for this page. Use the command sync for more than 200000.'
    })
  })
})

describe('Live', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('tells a hundred thousand changes in four messages a second', () => {
    let count = 0
    const heard: string[] = []
    const live = new Live(() => count)
    const stop = live.listen((message) => heard.push(message))
    for (count = 1; count <= 100_000; count++) {
      live.touch()
      if (count % 50 === 0) jest.advanceTimersByTime(1)
    }
    jest.advanceTimersByTime(1000)
    expect(heard.length).toBeLessThanOrEqual(9)
    expect(heard[heard.length - 1]).toBe('100000')
    stop?.()
    live.touch()
    jest.advanceTimersByTime(1000)
    expect(heard[heard.length - 1]).toBe('100000')
  })
})
