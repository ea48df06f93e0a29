import { heapSegmentSync } from '../../src/sources/heap-segment-sync'
import { rewrittenBodies } from '../../src/sources/heap-segment-sync/signed-texts'
import { hmac, nested, NOW, rejection, run } from './support/run'

const { receive } = heapSegmentSync

/** As Heap's specification writes a page, letter for letter in its key order. */
const PAGE = {
  id_token: '7a36ae58-c4b9-11eb-8529-0242ac130003',
  action_type: 'segment.users.sync',
  customer_config: {
    fields: [
      {
        field_id: 'workspace',
        field_display_name: 'Workspace',
        value: { id: 'workspace_1', display_name: 'Workspace 1' }
      }
    ]
  },
  data: {
    segment: { id: 1338065, name: 'Größte Kunden 🎉 / EU' },
    sync_info: { page_number: 1, total_pages: 5, sync_task_id: 'afe74af0' },
    add: [{ id: 'user1@email.com' }],
    remove: [{ id: 'user3@email.com' }]
  }
}
const BODY = JSON.stringify(PAGE)
const SECRET = 'heap-present'
const SETTINGS = { webhookSecrets: 'heap-former, heap-present' }

const WRONG =
  'The signature matches none of the Webhook Secrets. Enter the secret key that Heap shows for this webhook; if it is right, choose the Signature Mode "url".'

const UNSIGNED =
  'The webhook has no signature: the header Heap-Hash is missing, or is not ts:<milliseconds>,hmac:<signature>. Heap signs every webhook; to try your own, clear Webhook Secrets.'

const hash = (signed: string, ts: number | string = NOW, secret = SECRET): string =>
  `ts:${ts},hmac:${hmac(secret, `${ts}${signed}`, 'base64')}`
const attempt =
  (body: string, header: string | undefined, settings: Record<string, unknown> = SETTINGS) =>
  () =>
    run(receive, { headers: header === undefined ? {} : { 'heap-hash': header }, body }, settings)

/** What Segment makes of a body on its way to a deployed function. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)])
  )
}
const inFunction = (body: string): string => JSON.stringify(sorted(JSON.parse(body)))

const escaped = (json: string, letters: (code: string) => string): string =>
  json.replace(/[^\0-\x7f]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${letters(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)
      .join('')
  )

describe('Heap’s signature', () => {
  it('is accepted over the text as received, and says nothing to the log', () => {
    const { calls, notes } = attempt(BODY, hash(BODY))()
    expect(calls).toHaveLength(2)
    expect(notes).toStrictEqual([])
  })

  it('is accepted in the example of Heap’s own server', () => {
    const ts = 1773181316123
    expect(attempt(BODY, `ts:${ts},hmac:${hmac(SECRET, `${ts}${BODY}`, 'base64')}`)().calls).toHaveLength(2)
  })

  const { add, remove, ...rest } = PAGE.data
  const withoutToken = { action_type: PAGE.action_type, customer_config: { fields: [] }, data: { ...rest, remove } }
  it.each([
    ['as specified', BODY],
    ['with remove before add', JSON.stringify({ ...PAGE, data: { ...rest, remove, add } })],
    ['without a token and with one list', JSON.stringify(withoutToken)],
    ['with null where there is nothing', JSON.stringify({ ...PAGE, customer_config: null })],
    ['with \\u escapes', escaped(BODY, (code) => code)],
    ['with \\U escapes in upper case', escaped(BODY, (code) => code.toUpperCase())],
    ['with escaped slashes', BODY.replace(/\//g, '\\/')],
    ['with a key that Heap does not list', JSON.stringify({ ...PAGE, zone: { b: 1, c: 2 } })]
  ])('is accepted in a deployed function, where keys are sorted: %s', (_case, body) => {
    expect(inFunction(body)).not.toBe(body)
    expect(attempt(inFunction(body), hash(body))().notes).toStrictEqual([])
  })

  it('is accepted with the former secret while both are filled in, and rejected afterwards', () => {
    const header = hash(BODY, NOW, 'heap-former')
    expect(attempt(BODY, header)().calls).toHaveLength(2)
    expect(attempt(BODY, header, { webhookSecrets: [SECRET] })).toThrow(rejection('INVALID_SIGNATURE', WRONG))
  })

  it.each([
    ['of a stranger', hash(BODY, NOW, 'guess')],
    ['of another time', hash(BODY).replace(`ts:${NOW}`, `ts:${NOW - 1}`)],
    ['of another page', hash(BODY.replace('user1', 'user2'))],
    ['of the body alone', `ts:${NOW},hmac:${hmac(SECRET, BODY, 'base64')}`],
    ['with a dot in between', `ts:${NOW},hmac:${hmac(SECRET, `${NOW}.${BODY}`, 'base64')}`],
    ['that is none', `ts:${NOW},hmac:none`]
  ])('%s is rejected', (_case, header) => {
    expect(attempt(BODY, header)).toThrow(rejection('INVALID_SIGNATURE', WRONG))
    expect(attempt(inFunction(BODY), header)).toThrow(rejection('INVALID_SIGNATURE', WRONG))
  })

  it.each([[undefined], [''], ['  ']])('that is missing (%p) is rejected like a wrong one', (header) => {
    expect(attempt(BODY, header)).toThrow(rejection('INVALID_SIGNATURE', UNSIGNED))
  })

  it.each([
    ...['ts:1', 'hmac:abc', 'abc', 'ts:soon,hmac:abc', `ts:,hmac:abc`, `ts:${NOW},hmac:`, `ats:${NOW},hmac:abc`],
    ...[`ts:${NOW}s,hmac:abc`, `ts:${NOW},xhmac:abc`, `ts:${NOW},hmac:abc d`]
  ])('in a header that reads %s is rejected', (header) => {
    expect(attempt(BODY, header)).toThrow(rejection('INVALID_SIGNATURE', UNSIGNED))
  })

  it('is read with its parts in another order and with blanks', () => {
    const [ts, signature] = hash(BODY).split(',')
    expect(attempt(BODY, ` ${signature} , ${ts} `)().calls).toHaveLength(2)
  })

  it.each([
    ['an empty body', ''],
    ['no JSON', '{"action_type":'],
    ['a list', '[1]'],
    ['10,000 levels', nested(10_000)],
    ['10,000 lists', `{"data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['hostile keys', '{"__proto__":{"polluted":1},"constructor":2}'],
    ['another action', '{"action_type":"segment.users.drain"}'],
    ['a body of six megabytes', `{"a":"${'x'.repeat(6_000_000)}"}`]
  ])('is checked before anything is read of %s', (_case, body) => {
    expect(attempt(body, hash(BODY))).toThrow(rejection('INVALID_SIGNATURE', WRONG))
  })

  it('is not looked for in other writings of a body of six megabytes', () => {
    const body = JSON.stringify({ ...PAGE, id_token: 'x'.repeat(6_000_000) })
    expect(attempt(inFunction(body), hash(body))).toThrow(rejection('INVALID_SIGNATURE', WRONG))
  })
})

describe('the time of Heap’s signature', () => {
  const at = (ts: number, settings: Record<string, unknown> = SETTINGS) => attempt(BODY, hash(BODY, ts), settings)

  it.each([
    ['an hour old', NOW - 3_600_000],
    ['a second ahead', NOW + 1000]
  ])('may be %s', (_case, ts) => {
    expect(at(ts)().calls).toHaveLength(2)
  })

  it.each([
    [
      'stale',
      NOW - 3_600_001,
      'The webhook was signed 3600 seconds ago; Tolerance in Seconds allows 3600. If deliveries are late, raise it.'
    ],
    [
      'in the future',
      NOW + 1001,
      'The webhook was signed 1 seconds in the future; at most 1 are allowed. Check this machine’s clock.'
    ]
  ])('is rejected when it is %s', (_case, ts, message) => {
    expect(at(ts)).toThrow(rejection('INVALID_SIGNATURE', message))
  })

  it('is held to a minute on a server of one’s own', () => {
    expect(at(NOW - 60_000, { ...SETTINGS, toleranceSeconds: 60 })().calls).toHaveLength(2)
    expect(at(NOW - 60_001, { ...SETTINGS, toleranceSeconds: 60 })).toThrow(
      rejection('INVALID_SIGNATURE', /allows 60\./)
    )
  })
})

describe('without secrets', () => {
  it('nothing is verified, and the log says so', () => {
    const { calls, notes } = attempt(BODY, hash(BODY, NOW, 'guess'), {})()
    expect(calls).toHaveLength(2)
    expect(notes).toStrictEqual(['Webhook Secrets is empty, so this webhook was not verified.'])
  })

  it('the time of arrival counts when there is no signed one', () => {
    expect(attempt(BODY, undefined, {})().calls[0].timestamp).toBe('2026-03-10T22:22:00.000Z')
    expect(attempt(BODY, 'ts:9999999999999999,hmac:x', {})().calls[0].timestamp).toBe('2026-03-10T22:22:00.000Z')
  })
})

describe('the signature mode "url"', () => {
  const SETTINGS_URL = { signatureMode: 'url', urlToken: 'tok/1', webhookSecrets: [SECRET] }
  const ADDRESS = 'https://fn.segmentapis.com/?token=tok%2F1'
  const page = { ...PAGE, zone: 1, customer_config: { fields: [{ of: 'a customer' }] } }
  const call = (url: string | undefined, headers: Record<string, string> = {}, settings: object = SETTINGS_URL) =>
    run(receive, { headers, body: inFunction(JSON.stringify(page)), url }, { ...settings })

  it('takes a page whose signature cannot be checked any more, by the token in its address', () => {
    const header = hash(JSON.stringify(page), NOW - 5000)
    const { calls, notes } = call(ADDRESS, { 'heap-hash': header })
    expect(calls.map(({ userId, timestamp }) => [userId, timestamp])).toStrictEqual([
      ['user3@email.com', '2026-03-10T22:21:55.000Z'],
      ['user1@email.com', '2026-03-10T22:21:55.000Z']
    ])
    expect(notes).toStrictEqual([])
  })

  it.each([undefined, '', 'soon', `ts:1,hmac:x`, `ts:${NOW + 90_000_000},hmac:x`])(
    'has the time of arrival where the header says %p',
    (header) => {
      const [{ timestamp }] = call(ADDRESS, header === undefined ? {} : { 'heap-hash': header }).calls
      expect(timestamp).toBe('2026-03-10T22:22:00.000Z')
    }
  )

  it.each([
    undefined,
    'https://fn.segmentapis.com/',
    'https://fn.segmentapis.com/?token=tok',
    'https://fn.segmentapis.com/&token=tok%2F1',
    'https://fn.segmentapis.com/?a=1#&token=tok%2F1'
  ])('rejects the address %s', (url) => {
    expect(() => call(url)).toThrow(rejection('INVALID_SIGNATURE', /^The address has no \?token=/))
  })

  it('is a contradiction without a token, as a token is without the mode', () => {
    expect(() => call(ADDRESS, {}, { signatureMode: 'url', webhookSecrets: [SECRET] })).toThrow(
      rejection('MISCONFIGURED', /^Signature Mode is "url", but URL Token is empty/)
    )
    expect(() => call(ADDRESS, {}, { urlToken: 'tok/1' })).toThrow(
      rejection('MISCONFIGURED', /^URL Token is filled in, but Signature Mode is "verify"/)
    )
  })
})

/** The first text that is written again, after the body as received. */
const rewritten = (body: string): string | undefined => {
  const writings = rewrittenBodies(body)
  writings.next()
  return writings.next().value as string | undefined
}

describe('a body is written again', () => {
  it('up to its sixteenth level', () => {
    expect(rewritten(nested(15))).toBe(nested(15))
    expect(rewritten(nested(16))).toBe(nested(16).replace('"a":1', ''))
  })

  it('up to 1,048,576 characters', () => {
    const body = (length: number): string => `{"id":"${'x'.repeat(length - '{"id":""}'.length)}"}`
    expect(rewritten(body(1_048_576))).toHaveLength(1_048_576)
    expect(rewritten(body(1_048_577))).toBeUndefined()
  })
})
