import { createHmac } from 'node:crypto'
import fc from '../support/fast-check'
import { events } from '../../src/destinations/heap-appcues/catalog'
import { sources } from '../../src/sources'
import { fromExportRow, toEnvelope } from '../../src/sources/appcues-webhook/from-export-row'
import { SourceError } from '../../src/sources/shared/errors'
import type { SegmentCall, Source, SourceRequest, SourceSetting, SourceSettings } from '../../src/sources/shared/types'
import { expectNone, hostileJson, hostileRecord, hostileText, mostly, pageAddress, runs } from '../support/hostile-json'
import { received } from '../support/received'

const NOW = 1_773_181_316_000
const SECRET = 'a secret'
const RUNS = { numRuns: runs(1000) }

const receive = (source: Source, request: SourceRequest, settings: SourceSettings): SegmentCall[] | SourceError =>
  received(source, request, settings, NOW)

function expectUsable(outcome: SegmentCall[] | SourceError): void {
  if (!(outcome instanceof SourceError)) return expectNone(outcome.flatMap(faultsOf))
  expectNone(/^\S.*[.!?]$/su.test(outcome.message) ? [] : [`This is no sentence: ${outcome.message}`])
}

function faultsOf(call: SegmentCall): string[] {
  const text = JSON.stringify(call)
  const id = call.userId ?? call.anonymousId
  const demands: Record<string, boolean> = {
    'is a track call': call.type === 'track',
    // Without an id and a time, nothing tells a redelivery from a second event.
    'has an id where it has a time':
      call.messageId === undefined ? !/^\d/.test(`${call.timestamp}`) : call.messageId !== '',
    'has somebody': typeof id === 'string' && /\S/.test(id),
    'fits into 32 kB': Buffer.byteLength(text) < 32_768
  }
  return Object.entries(demands).flatMap(([demand, isMet]) => (isMet ? [] : [`not true: ${demand}: ${text}`]))
}

const person = fc.oneof(fc.emailAddress(), fc.nat(), fc.constant('anon:1'))
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.nat({ max: 2_000_000_000_000 })
)

const attributes = mostly({
  flowId: hostileText,
  timestamp: time,
  score: fc.nat({ max: 10 }),
  interaction: hostileRecord,
  interactionData: mostly({
    surveyResponses: fc.array(mostly({ type: fc.constantFrom('nps_score', 'nps_feedback'), value: hostileJson })),
    formResponse: fc.array(mostly({ fieldId: hostileText, label: hostileText, value: hostileJson }), { maxLength: 4 })
  })
})

const appcuesWebhook = mostly({
  id: fc.uuid(),
  name: fc.constantFrom(...events.map(({ id }) => `appcues:${id}`), 'appcues:new_thing', 'account:user_updated'),
  user_id: person,
  group_id: person,
  timestamp: time,
  attributes: fc.oneof(
    attributes,
    attributes.map((value) => JSON.stringify(value))
  ),
  context: mostly({ url: pageAddress, title: hostileText, page: hostileRecord })
})

const members = fc.array(mostly({ id: person }), { maxLength: 5 })
const heapSegmentSync = mostly({
  action_type: fc.constant('segment.users.sync'),
  data: mostly({
    segment: mostly({ id: fc.nat(), name: hostileText }),
    sync_info: mostly({ page_number: fc.nat(), total_pages: fc.nat(), sync_task_id: fc.uuid() }),
    add: members,
    remove: members
  })
})

const heapEventWebhook = mostly({ event: hostileText, identity: person, time, event_id: fc.uuid(), rows: hostileJson })

const cases: [keyof typeof sources, fc.Arbitrary<unknown>][] = [
  ['appcuesWebhook', appcuesWebhook],
  ['heapSegmentSync', heapSegmentSync],
  ['heapEventWebhook', heapEventWebhook]
]

describe.each(cases)('%s', (name, bodies) => {
  const source = sources[name]

  it('answers or rejects bodies of about the right shape', () => {
    fc.assert(
      fc.property(bodies, (body) => expectUsable(receive(source, { headers: {}, body: JSON.stringify(body) }, {}))),
      RUNS
    )
  })

  it('answers or rejects any JSON and any text', () => {
    const texts = fc.oneof(
      hostileJson.map((value) => JSON.stringify(value)),
      hostileText
    )
    fc.assert(
      fc.property(texts, (body) => expectUsable(receive(source, { headers: {}, body }, {}))),
      RUNS
    )
  })

  it('answers or rejects under any headers, address and settings', () => {
    const values = ([key, setting]: [string, SourceSetting]): [string, fc.Arbitrary<unknown>] => {
      const usable = { boolean: fc.boolean(), number: fc.nat(), choice: fc.constantFrom(...(setting.choices ?? [''])) }
      const kind = setting.type === 'string' || setting.type === 'array' ? hostileText : usable[setting.type]
      return [key, fc.oneof({ weight: 9, arbitrary: kind as fc.Arbitrary<unknown> }, hostileText)]
    }
    const settings = mostly(Object.fromEntries(Object.entries<SourceSetting>(source.settings).map(values)))
    const headers = fc.record(
      Object.fromEntries(
        ['x-apc-signature', 'x-apc-timestamp', 'heap-hash', 'authorization'].map((header) => [header, hostileText])
      ),
      { requiredKeys: [], noNullPrototype: true }
    ) as fc.Arbitrary<Record<string, string>>
    fc.assert(
      fc.property(bodies, headers, settings, hostileText, (body, given, filledIn, url) =>
        expectUsable(receive(source, { headers: given, body: JSON.stringify(body), url }, filledIn))
      ),
      RUNS
    )
  })
})

const LENGTH = 200_000
const longTexts = [' ', '0', '.', '"', '\\', '[', '{"a":', '%', 'a_', 'appcues:', '\uD800', '\n,'].map((part) =>
  part.repeat(LENGTH / part.length)
)

it.each(longTexts.map((text) => [text.slice(0, 8), text]))('reads %j over and over without a crash', (_name, text) => {
  const fields = ['name', 'user_id', 'timestamp', 'attributes', 'event', 'identity', 'time', 'action_type', 'id']
  const headers = { 'heap-hash': text, 'x-apc-signature': text, 'x-apc-timestamp': text, authorization: text }
  for (const source of Object.values(sources)) {
    const body = JSON.stringify(Object.fromEntries(fields.map((field) => [field, text])))
    expectUsable(receive(source, { headers: {}, body }, {}))
    expectUsable(receive(source, { headers: {}, body: text }, {}))
    const secured = { webhookSecrets: [SECRET], basicUser: 'heap', basicPassword: 'word', urlToken: 'token' }
    expectUsable(receive(source, { headers, body, url: `https://example.com?token=${text}` }, secured))
  }
})

it('answers or rejects any body whose signature is right', () => {
  fc.assert(
    fc.property(hostileJson, (value) => {
      const body = JSON.stringify(value)
      const hmac = createHmac('sha256', SECRET).update(`${NOW}${body}`).digest('base64')
      const request = { headers: { 'heap-hash': `ts:${NOW},hmac:${hmac}` }, body }
      expectUsable(receive(sources.heapSegmentSync, request, { webhookSecrets: [SECRET] }))
    }),
    RUNS
  )
})

/** A row of an export as if it were a source of its own. */
const exportOf = (row: Record<string, unknown>): Source => ({
  ...sources.appcuesWebhook,
  receive: () => fromExportRow(row, { now: NOW, traits: ['email'] }, () => undefined).calls
})

it.each(longTexts.map((text) => [text.slice(0, 8), text]))('reads a row full of %j without a crash', (_name, text) => {
  const columns = [text, `attributes_${text}`, `context.${text}`, `identity[${text}`, 'name', 'interaction', 'identity']
  const row = Object.fromEntries(columns.map((column) => [column, text]))
  expectUsable(receive(exportOf({ user_id: 'u1', timestamp: NOW, ...row }), { headers: {}, body: '' }, {}))
})

it('turns any row of an export into an envelope', () => {
  const column = fc.oneof(
    fc.constantFrom(
      'attributes',
      'attributes_flowId',
      'attributes.interaction.response.0.value',
      'context.__proto__.x'
    ),
    fc.constantFrom('attributes.__proto__.polluted', 'attributes_constructor.prototype.polluted', '__proto__'),
    hostileText
  )
  const rows = fc
    .array(
      fc.tuple(
        column,
        fc.oneof(
          hostileText,
          hostileJson.map((value) => JSON.stringify(value))
        )
      ),
      { maxLength: 8 }
    )
    .map((entries) => Object.fromEntries(entries))
  fc.assert(
    fc.property(rows, (row) => {
      expectNone(typeof toEnvelope(row) === 'object' ? [] : ['It is no envelope.'])
      const event = { name: 'appcues:nps_score', user_id: 'u1', ...row, timestamp: NOW }
      expectUsable(receive(exportOf(event), { headers: {}, body: '' }, {}))
    }),
    RUNS
  )
})
