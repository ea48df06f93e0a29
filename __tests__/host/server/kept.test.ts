import type { SegmentEvent } from '@segment/actions-core'
import { execFileSync } from 'node:child_process'
import { Deliveries } from '../../../host/server/deliveries/deliveries'
import type { Limits } from '../../../host/server/deliveries/deliveries'
import { curlOf } from '../../../host/server/deliveries/delivery-view'
import { fieldOf } from '../../../host/server/deliveries/delivery'
import { beginningOf, sizeOf } from '../../../host/server/deliveries/size'
import type { Delivery } from '../../../host/server/deliveries/delivery'
import type { RequestFacts } from '../../../host/server/deliveries/exchanges'
import { sliceRequests } from '../../../host/server/deliveries/request-slice'
import { copiesOf } from '../../../host/server/routes/send'
import { isAddressed } from '../../../host/server/segment'

const LIMITS: Limits = { newest: 3, lost: 4, examples: 2, bytes: 1_000_000 }

const add = (deliveries: Deliveries, outcome: Delivery['outcome'], more: Partial<Delivery> = {}): Delivery =>
  deliveries.add({ at: 0, from: 'segment', stage: 'destination', vendor: 'heap', outcome, ...more })

const idsOf = (deliveries: Deliveries, outcome?: string): number[] =>
  deliveries.list({ outcome }, Infinity, 1000).found.map(({ id }) => id)

describe('Deliveries', () => {
  it('keeps the newest, and some older ones of each outcome', () => {
    const deliveries = new Deliveries(LIMITS)
    for (let n = 1; n <= 100; n++) add(deliveries, 'skipped')
    expect([deliveries.total, deliveries.size]).toStrictEqual([100, 5])
    expect(idsOf(deliveries)).toStrictEqual([100, 99, 98, 97, 96])
    expect([95, 96, 97, 98, 100, 101].map((id) => deliveries.find(id)?.id)).toStrictEqual([
      undefined,
      96,
      97,
      98,
      100,
      undefined
    ])
  })

  it('keeps failures longer than successes, so that their number opens no empty list', () => {
    const deliveries = new Deliveries(LIMITS)
    add(deliveries, 'failed')
    add(deliveries, 'rejected')
    for (let n = 1; n <= 1000; n++) add(deliveries, 'delivered')
    expect([idsOf(deliveries, 'failed'), idsOf(deliveries, 'rejected')]).toStrictEqual([[1], [2]])
  })

  it('drops the oldest failure of the commonest kind, and keeps the rare one', () => {
    const deliveries = new Deliveries(LIMITS)
    add(deliveries, 'failed', { reason: 1 })
    for (let n = 2; n <= 20; n++) add(deliveries, 'failed', { reason: 2 })
    expect(idsOf(deliveries, 'failed')).toStrictEqual([20, 19, 18, 17, 16, 15, 1])
  })

  it('keeps what fails after newer ones have come', () => {
    const deliveries = new Deliveries(LIMITS)
    const slow = add(deliveries, 'waiting')
    for (let n = 2; n <= 10; n++) add(deliveries, 'delivered')
    expect(deliveries.find(slow.id)).toBeUndefined()
    slow.outcome = 'failed'
    deliveries.update(slow)
    expect(idsOf(deliveries, 'failed')).toStrictEqual([slow.id])
  })

  it('keeps no more than its bytes, whatever comes', () => {
    const deliveries = new Deliveries({ newest: 1000, lost: 1000, examples: 1000, bytes: 50_000 })
    for (let n = 1; n <= 500; n++) add(deliveries, n % 2 ? 'rejected' : 'delivered', { received: 'x'.repeat(5000) })
    expect(deliveries.bytes).toBeLessThanOrEqual(100_000)
    expect(idsOf(deliveries)[0]).toBe(500)
  })

  it('counts what a delivery gained before it was settled', () => {
    const deliveries = new Deliveries({ newest: 1000, lost: 1000, examples: 1000, bytes: 50_000 })
    for (let n = 1; n <= 100; n++) {
      const delivery = add(deliveries, 'waiting')
      Object.assign(delivery, { outcome: 'delivered', response: { status: 200, sent: { text: 'x'.repeat(5000) } } })
      deliveries.update(delivery)
    }
    expect(deliveries.bytes).toBeLessThanOrEqual(100_000)
  })

  it('finds one delivery for each event and each webhook', () => {
    const deliveries = new Deliveries(LIMITS)
    add(deliveries, 'delivered', { leads: { event: true, webhook: true } })
    add(deliveries, 'delivered', { leads: { event: false, webhook: false } })
    add(deliveries, 'delivered', { leads: { event: true, webhook: false } })
    const ids = (each: string): number[] => deliveries.list({ each }, Infinity, 10).found.map(({ id }) => id)
    expect([ids('event'), ids('webhook')]).toStrictEqual([[3, 1], [1]])
  })

  it('says whether there are more than were asked for', () => {
    const deliveries = new Deliveries(LIMITS)
    for (let n = 1; n <= 3; n++) add(deliveries, 'skipped')
    expect([deliveries.list({}, Infinity, 2).more, deliveries.list({}, Infinity, 3).more]).toStrictEqual([true, false])
  })
})

describe('what is kept of a text', () => {
  it('is its beginning', () => {
    expect([beginningOf('short', 10), beginningOf('a longer text', 8)]).toStrictEqual(['short', 'a longer'])
  })

  it('counts as much as it holds', () => {
    expect(sizeOf({ a: 'x'.repeat(1000) }) - sizeOf({ a: '' })).toBe(2000)
    expect(sizeOf([1, null, true])).toBeGreaterThan(sizeOf([]))
  })
})

describe('sliceRequests', () => {
  const facts: RequestFacts = {
    at: 0,
    took: 0,
    method: 'POST',
    url: 'https://heapanalytics.com/api/track',
    headers: {}
  }
  const [ada, grace] = [
    { identity: 'ada', event: 'A' },
    { identity: 'grace', event: 'A' }
  ]
  const slices = (body: object, ...sent: unknown[]): string[][] =>
    sliceRequests(
      [{ facts, ...body }],
      sent.map((each) => ({ status: 200, sent: each }))
    ).map((parts) => parts.map((part) => part.body))

  it('cuts the lists of a batch down to the member that was sent', () => {
    const json = { app_id: '1', events: [ada, grace] }
    expect(slices({ json }, { ...grace }, ada)).toStrictEqual([
      [JSON.stringify({ app_id: '1', events: [grace] })],
      [JSON.stringify({ app_id: '1', events: [ada] })]
    ])
  })

  it('finds a user id among ids, and a row of a CSV with a line break in it', () => {
    const sent = { user_id: 'grace', property: 'P', member: true }
    expect(slices({ json: { user_ids: ['ada', 'grace'] } }, sent)).toStrictEqual([['{"user_ids":["grace"]}']])
    const text = 'user_id,"a ""b"""\r\n"ada\nx",true\r\ngrace,true\r\n'
    expect(slices({ text }, sent)).toStrictEqual([['user_id,"a ""b"""\r\ngrace,true\r\n']])
  })

  it.each([
    ['another event', { json: { events: [ada] } }, '{"events":[{"identity":"ada","event":"A"}]}'],
    ['a body without lists', { json: { name: 'grace' } }, '{"name":"grace"}'],
    ['a CSV of others', { text: 'user_id,a\r\nada,true\r\n' }, 'user_id,a\r\nada,true\r\n'],
    ['no body', {}, '']
  ])('gives the whole request where it holds %s', (_what, body, whole) => {
    expect(slices(body, { user_id: 'grace', identity: 'grace' })).toStrictEqual([[whole]])
  })

  it('gives none of a batch’s requests to an event that was rejected before', () => {
    const json = { events: [ada] }
    expect(slices({ json }, ada, undefined)[1]).toStrictEqual([])
  })

  it('reads each body of a batch once', () => {
    let reads = 0
    const events = Array.from({ length: 300 }, (_, n) => ({
      toJSON: () => {
        reads += 1
        return { n }
      }
    }))
    const sent = events.map((_event, n) => ({ n }))
    const parts = slices({ json: { events } }, ...sent)
    expect(parts[299]).toStrictEqual(['{"events":[{"n":299}]}'])
    expect(reads).toBeLessThanOrEqual(2 * events.length)
  })

  it('keeps the beginning of a body that is too long to be shown', () => {
    const [[body]] = slices({ text: 'x'.repeat(20_000) }, undefined)
    expect([body.length, body.slice(-8)]).toStrictEqual([16_384 + 8, '\n… (cut)'])
  })
})

describe('curlOf', () => {
  it('quotes what a shell would read, and names no secret', () => {
    expect(curlOf('POST', "https://heapanalytics.com/a'b", { 'Content-Type': 'text/csv' }, "it's $HOME")).toBe(
      "curl -X POST 'https://heapanalytics.com/a'\\''b' \\\n  -H 'Content-Type: text/csv' \\\n  --data-raw 'it'\\''s $HOME'"
    )
  })

  it('writes control characters out, which would move the cursor of a terminal', () => {
    expect(curlOf('POST', 'https://heapanalytics.com/a', {}, "a\u001b[2J\r\n\t\\'\u0085$HOME")).toBe(
      "curl -X POST 'https://heapanalytics.com/a' \\\n  --data-raw $'a\\x1b[2J\\r\\n\\t\\\\\\'\\u0085$HOME'"
    )
  })

  it('gives a shell the very bytes back', () => {
    const body = "a\u001b[2J\r\n\t\\' \u0085é$HOME"
    const command = curlOf('POST', 'https://heapanalytics.com/a', {}, body).replace(
      /^curl.*\n {2}--data-raw/,
      'printf %s'
    )
    expect(execFileSync('bash', ['-c', command], { env: { LC_ALL: 'C.UTF-8' } }).toString()).toBe(body)
  })
})

describe('fieldOf', () => {
  it.each([
    ['Identity: it is missing.', 'Identity'],
    ['Heap App ID: digits only.', 'Heap App ID'],
    ['The field "name" is missing: it must hold a name.', undefined],
    ['https://heapanalytics.com: no response', undefined],
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
