import { createHmac } from 'node:crypto'
import { sources } from '../../src/sources'

const NOW = 1_773_181_316_000
const SECRET = 'zebra-5d2f'

const hmac = (text: string) => createHmac('sha256', SECRET).update(text)
const appcuesBody = '{"id":"d1","name":"appcues:flow_started","user_id":"alice","attributes":{"flowId":"f1"}}'
const syncBody = '{"action_type":"segment.users.sync","data":{"segment":{"id":1},"add":[{"id":"alice"}]}}'
const eventBody = '{"event":"Report Exported","identity":"alice"}'

const cases = {
  appcuesWebhook: {
    body: appcuesBody,
    settings: { webhookSecrets: [SECRET] },
    proof: (body: string, at: number) => ({
      'x-apc-timestamp': String(at),
      'x-apc-signature': hmac(`${at}.${body}`).digest('hex')
    })
  },
  heapSegmentSync: {
    body: syncBody,
    settings: { webhookSecrets: [SECRET] },
    proof: (body: string, at: number) => ({ 'heap-hash': `ts:${at},hmac:${hmac(`${at}${body}`).digest('base64')}` })
  },
  heapEventWebhook: {
    body: eventBody,
    settings: { headerName: 'X-Key', headerValue: SECRET },
    proof: () => ({ 'x-key': SECRET })
  }
} as const
type Name = keyof typeof cases
const names = Object.keys(cases) as Name[]
const TOO_OLD = NOW - 3_601_000

describe('A forged, stale, or (with secrets set) unsigned webhook', () => {
  const rejected = { code: 'INVALID_SIGNATURE', status: 403 }
  const receive = (name: Name, headers: Record<string, string>, body: string = cases[name].body) =>
    sources[name].receive({ headers, body }, cases[name].settings, NOW)

  it.each(names)('%s takes a proven one', (name) => {
    expect(receive(name, cases[name].proof(cases[name].body, NOW))).toHaveLength(1)
  })

  it.each(names)('%s rejects an unsigned one before anything in it is used', (name) => {
    expect(() => receive(name, {})).toThrow(expect.objectContaining(rejected) as Error)
  })

  it.each(names)('%s rejects a forged one before anything in it is used', (name) => {
    const proof = Object.entries(cases[name].proof(cases[name].body, NOW))
    const forged = Object.fromEntries(proof.map(([header, value]) => [header, value.replace(/[\da-z]=?$/i, '!')]))
    expect(() => receive(name, forged)).toThrow(expect.objectContaining(rejected) as Error)
  })

  it.each(['appcuesWebhook', 'heapSegmentSync'] as const)('%s rejects the signature of another body', (name) => {
    const proof = cases[name].proof(cases[name].body, NOW)
    const changed = cases[name].body.replace('alice', 'mallory')
    expect(() => receive(name, proof, changed)).toThrow(expect.objectContaining(rejected) as Error)
  })

  it.each(['appcuesWebhook', 'heapSegmentSync'] as const)('%s rejects a stale one', (name) => {
    const proof = cases[name].proof(cases[name].body, TOO_OLD)
    expect(() => receive(name, proof)).toThrow(
      expect.objectContaining({ ...rejected, message: expect.stringMatching(/3601 seconds ago/) as string }) as Error
    )
  })
})

describe('A webhook of an unknown type', () => {
  it.each<[Name, string, RegExp]>([
    ['appcuesWebhook', '{"name":"account:user_updated","user_id":"alice"}', /^Skipped "account:user_updated"/],
    ['heapSegmentSync', '{"action_type":"segment.users.delete"}', /^Skipped the webhook "segment\.users\.delete"/]
  ])('%s accepts and skips it, with a word in the log', (name, body, word) => {
    const notes: string[] = []
    const headers = cases[name].proof(body, NOW)
    const calls = sources[name].receive({ headers, body }, cases[name].settings, NOW, (message) => notes.push(message))
    expect(calls).toEqual([])
    expect(notes).toEqual([expect.stringMatching(word)])
  })

  it('heapEventWebhook knows no types: whatever has a name and a person is an event', () => {
    const body = '{"event":"something.nobody.has.seen","identity":"alice"}'
    const calls = sources.heapEventWebhook.receive(
      { headers: { 'x-key': SECRET }, body },
      cases.heapEventWebhook.settings,
      NOW
    )
    expect(calls).toMatchObject([{ event: 'something.nobody.has.seen', userId: 'alice' }])
  })
})

/** What people and their tools send by mistake, or on purpose: rejected in a sentence, or what of it is taken. */
describe('Something needed is missing, too long, or unusable', () => {
  const noTime = (field: string, value: number | string): string =>
    `The field "${field}" is not a valid time: "${value}". Send ISO 8601, or seconds or milliseconds since 1970, from 2010 on and at most a day ahead.`
  const APPCUES = {
    id: 'd1',
    name: 'appcues:flow_started',
    user_id: 'alice',
    timestamp: NOW,
    attributes: { flowId: 'f1' }
  }
  const SYNC = { action_type: 'segment.users.sync', data: { segment: { id: 1 }, add: [{ id: 'alice' }] } }
  const EVENT = { event: 'Report Exported', identity: 'alice', time: NOW }
  const calls = (name: Name, body: unknown, log: (message: string) => void = () => undefined) =>
    sources[name].receive({ headers: {}, body: JSON.stringify(body) }, {}, NOW, log)

  it.each<[string, Name, object, string]>([
    [
      'a list for a name',
      'appcuesWebhook',
      { ...APPCUES, name: ['appcues:flow_started'] },
      'The field "name" is missing. Send the name of the event.'
    ],
    [
      'an object for a person',
      'appcuesWebhook',
      { ...APPCUES, user_id: { id: 'alice' } },
      'The field "user_id" is missing, or holds a placeholder instead of a user ID. A number beyond 2^53 must be sent as text.'
    ],
    [
      'a rounded number for a person',
      'appcuesWebhook',
      { ...APPCUES, user_id: 2 ** 53 + 2 },
      'The field "user_id" is missing, or holds a placeholder instead of a user ID. A number beyond 2^53 must be sent as text.'
    ],
    [
      'a placeholder for a person',
      'appcuesWebhook',
      { ...APPCUES, user_id: '#N/A' },
      'The field "user_id" is missing, or holds a placeholder instead of a user ID. A number beyond 2^53 must be sent as text.'
    ],
    [
      'a placeholder for a visitor',
      'appcuesWebhook',
      { ...APPCUES, user_id: 'anon:undefined' },
      'The field "user_id" is missing, or holds a placeholder instead of a user ID. A number beyond 2^53 must be sent as text.'
    ],
    ['a day of a spreadsheet', 'appcuesWebhook', { ...APPCUES, timestamp: 43956.5 }, noTime('timestamp', 43956.5)],
    ['microseconds', 'appcuesWebhook', { ...APPCUES, timestamp: NOW * 1000 }, noTime('timestamp', NOW * 1000)],
    [
      'a time of next year',
      'appcuesWebhook',
      { ...APPCUES, timestamp: NOW + 366 * 86_400_000 },
      noTime('timestamp', NOW + 366 * 86_400_000)
    ],
    [
      'a text for attributes',
      'appcuesWebhook',
      { ...APPCUES, attributes: 'flowId=f1' },
      'The field "attributes" is not an object. Send an object, or its JSON as text.'
    ],
    [
      'a list for a context',
      'appcuesWebhook',
      { ...APPCUES, context: [] },
      'The field "context" is not an object. Send an object, or its JSON as text.'
    ],
    [
      'a segment without an id',
      'heapSegmentSync',
      { ...SYNC, data: { add: [] } },
      'The field "data.segment.id" is missing. Send the ID of the segment.'
    ],
    [
      'a rounded number for a segment',
      'heapSegmentSync',
      { ...SYNC, data: { segment: { id: 2 ** 60 } } },
      'The field "data.segment.id" is missing. Send the ID of the segment.'
    ],
    [
      'an object of people',
      'heapSegmentSync',
      { ...SYNC, data: { segment: { id: 1 }, remove: { id: 'alice' } } },
      'The field "data.remove" is not a list. Send the people as [{ "id": … }].'
    ],
    [
      'a number for a type',
      'heapSegmentSync',
      { ...SYNC, action_type: 1 },
      'The field "action_type" is missing. A segment sync has "segment.users.sync".'
    ],
    [
      'a placeholder for both ids',
      'heapEventWebhook',
      { ...EVENT, identity: 'guest', anonymous_id: 0 },
      'The fields "identity" and "anonymous_id" have no user ID, or a placeholder for one. Set User ID Field to the field that holds it.'
    ],
    [
      'an object for an event',
      'heapEventWebhook',
      { ...EVENT, event: { name: 'x' } },
      'The field "event" has no event name. Set Event Field to the field that holds the name.'
    ],
    ['a date with slashes', 'heapEventWebhook', { ...EVENT, time: '03/10/2026' }, noTime('time', '03/10/2026')]
  ])('%s is rejected by %s, with the field and what to send', (_title, name, body, message) => {
    expect(() => calls(name, body)).toThrow(
      expect.objectContaining({ code: 'INVALID_PAYLOAD', status: 400, message, publicMessage: message }) as Error
    )
  })

  it.each<[string, Name, object, object[], string[]]>([
    [
      'ids as text that look like none',
      'appcuesWebhook',
      { ...APPCUES, user_id: 'nullable' },
      [{ userId: 'nullable' }],
      []
    ],
    [
      'an id with digits beyond 2^53 as text',
      'appcuesWebhook',
      { ...APPCUES, user_id: '9007199254740993' },
      [{ userId: '9007199254740993' }],
      []
    ],
    [
      'a list where an object is meant',
      'appcuesWebhook',
      { ...APPCUES, attributes: { flowName: ['a'] } },
      [{ properties: { flowName: ['a'] } }],
      []
    ],
    [
      'a page that is a number',
      'appcuesWebhook',
      { ...APPCUES, context: { url: 5 } },
      [{ context: { integration: { name: 'Appcues', source: 'appcues-webhook' } } }],
      []
    ],
    [
      'a placeholder for a group',
      'appcuesWebhook',
      { ...APPCUES, group_id: 'undefined' },
      [{ context: { integration: { name: 'Appcues', source: 'appcues-webhook' } } }],
      []
    ],
    [
      'texts for people',
      'heapSegmentSync',
      { ...SYNC, data: { segment: { id: 1 }, add: ['bob', { id: 'alice' }] } },
      [{ userId: 'alice' }],
      ['Omitted 1 members of segment 1: their ID is missing or a placeholder.']
    ],
    [
      'a rounded number among people',
      'heapSegmentSync',
      { ...SYNC, data: { segment: { id: 1 }, remove: [{ id: 2 ** 53 }] } },
      [],
      ['Omitted 1 members of segment 1: their ID is missing or a placeholder.']
    ],
    [
      'an anonymous id beside a placeholder',
      'heapEventWebhook',
      { ...EVENT, identity: 'null', anonymous_id: 'v1' },
      [{ anonymousId: 'v1' }],
      []
    ]
  ])('%s is taken by %s as far as it can be used', (_title, name, body, expected, said) => {
    const log: string[] = []
    expect(calls(name, body, (message) => log.push(message))).toMatchObject(expected)
    expect(log.slice(1)).toStrictEqual(said)
  })
})
