import { createHmac } from 'node:crypto'
import { sources } from '../../src/sources'
import { createOnRequest } from '../../src/sources/shared/segment-runtime'
import type { SourceRequest, SourceSettings } from '../../src/sources/shared/types'
import { received } from '../support/received'

const NOW = 1_773_181_316_000
const SECRET = 'zebra-5d2f'
const sign = (text: string, secret: string, encoding: 'hex' | 'base64'): string =>
  createHmac('sha256', secret).update(text).digest(encoding)

type Name = keyof typeof sources
interface Attack {
  source: Name
  settings: SourceSettings
  /** Headers and address of the attack, for any body. */
  request: (body: string) => Omit<SourceRequest, 'body'>
}

const signedByAppcues = (body: string, secret: string, at = NOW): Record<string, string> => ({
  'x-apc-timestamp': String(at),
  'x-apc-signature': sign(`${at}.${body}`, secret, 'hex')
})
const signedByHeap = (body: string, secret: string, at = NOW): Record<string, string> => ({
  'heap-hash': `ts:${at},hmac:${sign(`${at}${body}`, secret, 'base64')}`
})
const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`

const secrets = { webhookSecrets: [SECRET] }
const login = { basicUser: 'heap', basicPassword: 'quagga-8c1e' }
const url = { signatureMode: 'url', urlToken: SECRET }
const DAY = 86_400_000

const attacks: Record<string, Attack> = {
  'Appcues, without a signature': { source: 'appcuesWebhook', settings: secrets, request: () => ({ headers: {} }) },
  'Appcues, signed with another secret': {
    source: 'appcuesWebhook',
    settings: secrets,
    request: (body) => ({ headers: signedByAppcues(body, 'guessed') })
  },
  'Appcues, recorded yesterday': {
    source: 'appcuesWebhook',
    settings: secrets,
    request: (body) => ({ headers: signedByAppcues(body, SECRET, NOW - DAY) })
  },
  'Appcues, with a signature of another body': {
    source: 'appcuesWebhook',
    settings: secrets,
    request: (body) => ({ headers: signedByAppcues(`${body} `, SECRET) })
  },
  'Appcues, without the token': { source: 'appcuesWebhook', settings: url, request: () => ({ headers: {} }) },
  'Appcues, with another token': {
    source: 'appcuesWebhook',
    settings: url,
    request: () => ({ headers: {}, url: 'https://fn.example.com/?token=zebra-5d2' })
  },
  'Heap sync, without a signature': { source: 'heapSegmentSync', settings: secrets, request: () => ({ headers: {} }) },
  'Heap sync, signed with another secret': {
    source: 'heapSegmentSync',
    settings: secrets,
    request: (body) => ({ headers: signedByHeap(body, 'guessed') })
  },
  'Heap sync, recorded yesterday': {
    source: 'heapSegmentSync',
    settings: secrets,
    request: (body) => ({ headers: signedByHeap(body, SECRET, NOW - DAY) })
  },
  'Heap sync, signed for tomorrow': {
    source: 'heapSegmentSync',
    settings: secrets,
    request: (body) => ({ headers: signedByHeap(body, SECRET, NOW + DAY) })
  },
  'Heap events, without credentials': { source: 'heapEventWebhook', settings: login, request: () => ({ headers: {} }) },
  'Heap events, with another password': {
    source: 'heapEventWebhook',
    settings: login,
    request: () => ({ headers: { authorization: basic('heap:quagga-8c1f') } })
  },
  'Heap events, with another header': {
    source: 'heapEventWebhook',
    settings: { headerName: 'X-Key', headerValue: SECRET },
    request: () => ({ headers: { 'x-key': 'Zebra-5d2f' } })
  }
}

/** Whatever a body says, a delivery that proves nothing gets the same response: nothing of the body was used. */
const BODIES = [
  '',
  'no JSON',
  '[]',
  '{}',
  '{"name":"appcues:flow_started","user_id":"alice"}',
  '{"name":"appcues:unknown","user_id":"mallory"}',
  '{"action_type":"segment.users.sync","data":{"segment":{"id":1},"add":[{"id":"mallory"}]}}',
  '{"action_type":"ping"}',
  '{"event":"Report Exported","identity":"mallory"}',
  `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`,
  '['.repeat(50_000),
  `{"name":"${'x'.repeat(100_000)}"}`
]

describe.each(Object.keys(attacks))('%s', (name) => {
  const { source, settings, request } = attacks[name]
  const deliver = (body: string, note: (sentence: string) => void) =>
    sources[source].receive({ ...request(body), body }, settings, NOW, note)

  it('is rejected in one and the same sentence, whatever the body says', () => {
    const note = jest.fn()
    const sentence = /signature|signed|token|credentials/
    for (const body of BODIES) {
      expect(() => deliver(body, note)).toThrow(
        expect.objectContaining({
          code: 'INVALID_SIGNATURE',
          status: 403,
          message: expect.stringMatching(sentence) as string
        }) as Error
      )
    }
    expect(note).not.toHaveBeenCalled()
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  it('emits nothing', async () => {
    const track = jest.fn()
    Object.assign(globalThis, { Segment: { track }, ValidationError: Error, InvalidEventPayload: TypeError })
    const { headers, url: address } = request(BODIES[4])
    const incoming = { text: () => BODIES[4], headers: new Headers({ ...headers }), url: address }
    await expect(
      createOnRequest(sources[source].receive)(incoming, settings, NOW, () => undefined)
    ).rejects.toMatchObject({
      name: 'Error',
      message: expect.stringMatching(/signature|signed|token|credentials/) as string
    })
    expect(track).not.toHaveBeenCalled()
  })
})

const parsesBefore = Object.keys(attacks).filter((name) => !/^Heap sync, signed with another/.test(name))

it.each(parsesBefore)('%s: the body is not even parsed', (name) => {
  const { source, settings, request } = attacks[name]
  const body = BODIES[4]
  const incoming = { ...request(body), body }
  const parse = jest.spyOn(JSON, 'parse')
  expect(() => sources[source].receive(incoming, settings, NOW)).toThrow(
    expect.objectContaining({ code: 'INVALID_SIGNATURE' }) as Error
  )
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
})

const readsBefore = Object.keys(attacks).filter((name) =>
  /token|credentials|password|header|Heap sync, (without|recorded)/.test(name)
)

it.each(readsBefore)('%s: the body is not even read', (name) => {
  const { source, settings, request } = attacks[name]
  const body = jest.fn(() => BODIES[4])
  const incoming = Object.defineProperty({ ...request(BODIES[4]) }, 'body', { get: body, enumerable: true })
  expect(() => sources[source].receive(incoming as SourceRequest, settings, NOW)).toThrow(
    expect.objectContaining({ code: 'INVALID_SIGNATURE' }) as Error
  )
  expect(body).not.toHaveBeenCalled()
})

it('writes a forged body of Heap’s again only to compare its signature: a parsed one is never handed on', () => {
  const body = '{"action_type":"segment.users.sync","data":{"add":[{"id":"mallory"}],"segment":{"id":1}}}'
  const headers = signedByHeap(body, 'guessed')
  const note = jest.fn()
  expect(() => sources.heapSegmentSync.receive({ headers, body }, secrets, NOW, note)).toThrow(
    expect.objectContaining({
      code: 'INVALID_SIGNATURE',
      message: expect.not.stringContaining('mallory') as string
    }) as Error
  )
  expect(note).not.toHaveBeenCalled()
})

it.each(Object.keys(attacks))(
  '%s: a stranger reads the same short message, which says nothing about the set-up',
  (name) => {
    const { source, settings, request } = attacks[name]
    const body = BODIES[4]
    expect(received(sources[source], { ...request(body), body }, settings, NOW)).toMatchObject({
      status: 403,
      publicMessage: 'This webhook could not be verified.'
    })
  }
)

/** Settings that are filled in and cannot be used: never "no secret". */
const UNUSABLE: [Name, SourceSettings][] = [
  ...[[''], ' ', ',', [null], {}, [{}], true].flatMap((webhookSecrets): [Name, SourceSettings][] => [
    ['appcuesWebhook', { webhookSecrets }],
    ['heapSegmentSync', { webhookSecrets }]
  ]),
  ...[[''], ' ', [null], {}, [SECRET], true].flatMap((secret): [Name, SourceSettings][] => [
    ['appcuesWebhook', { signatureMode: 'url', urlToken: secret }],
    ['heapSegmentSync', { signatureMode: 'url', urlToken: secret }],
    ['heapEventWebhook', { headerName: 'x-key', headerValue: secret }],
    ['heapEventWebhook', { basicUser: secret, basicPassword: secret }]
  ]),
  ['appcuesWebhook', { webhookSecret: SECRET }],
  ['heapSegmentSync', { secret: [SECRET] }],
  ['heapEventWebhook', { basicPasword: SECRET }],
  ['appcuesWebhook', { urlToken: SECRET }],
  ['heapSegmentSync', { urlToken: SECRET }],
  ['appcuesWebhook', { signatureMode: 'url' }],
  ['heapSegmentSync', { signatureMode: 'url', webhookSecrets: SECRET }],
  ['appcuesWebhook', { signatureMode: 'none' }],
  ['heapEventWebhook', { headerName: '__proto__', headerValue: SECRET }],
  ['heapEventWebhook', { headerName: ['x-key', 'x-other'], headerValue: SECRET }]
]

it.each(UNUSABLE)('%s with %j takes nothing from anyone, and says why to its owner alone', (source, settings) => {
  const rejected = received(sources[source], { headers: {}, body: BODIES[4] }, settings, NOW)
  expect(rejected).toMatchObject({
    code: 'MISCONFIGURED',
    status: 500,
    message: expect.stringMatching(/^[A-Z].+\.$/) as string,
    publicMessage: 'This source is not set up correctly; its log says more.'
  })
  expect((rejected as Error).message).not.toContain(SECRET)
})

it('says no secret in a rejection or a note', () => {
  const said: string[] = []
  const outcomes = Object.values(attacks).map(({ source, settings, request }) => {
    const body = BODIES[4]
    const deliver = () =>
      sources[source].receive({ ...request(body), body }, settings, NOW, (sentence) => said.push(sentence))
    return deliver
  })
  outcomes.forEach((deliver) =>
    expect(deliver).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/zebra|quagga/i) as string }) as Error
    )
  )
  expect(said.filter((sentence) => sentence.includes(SECRET))).toEqual([])
})
