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
  const refused = { code: 'INVALID_SIGNATURE', status: 403 }
  const receive = (name: Name, headers: Record<string, string>, body: string = cases[name].body) =>
    sources[name].receive({ headers, body }, cases[name].settings, NOW)

  it.each(names)('%s takes a proven one', (name) => {
    expect(receive(name, cases[name].proof(cases[name].body, NOW))).toHaveLength(1)
  })

  it.each(names)('%s refuses an unsigned one before anything in it is used', (name) => {
    expect(() => receive(name, {})).toThrow(expect.objectContaining(refused) as Error)
  })

  it.each(names)('%s refuses a forged one before anything in it is used', (name) => {
    const proof = Object.entries(cases[name].proof(cases[name].body, NOW))
    const forged = Object.fromEntries(proof.map(([header, value]) => [header, value.replace(/[\da-z]=?$/i, '!')]))
    expect(() => receive(name, forged)).toThrow(expect.objectContaining(refused) as Error)
  })

  it.each(['appcuesWebhook', 'heapSegmentSync'] as const)('%s refuses the signature of another body', (name) => {
    const proof = cases[name].proof(cases[name].body, NOW)
    const changed = cases[name].body.replace('alice', 'mallory')
    expect(() => receive(name, proof, changed)).toThrow(expect.objectContaining(refused) as Error)
  })

  it.each(['appcuesWebhook', 'heapSegmentSync'] as const)('%s refuses a stale one', (name) => {
    const proof = cases[name].proof(cases[name].body, TOO_OLD)
    expect(() => receive(name, proof)).toThrow(
      expect.objectContaining({ ...refused, message: expect.stringMatching(/3601 seconds ago/) as string }) as Error
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
