import { readdirSync, readFileSync } from 'fs'
import { createContext, Script } from 'vm'
import { sources } from '../../src/sources'
import type { SegmentCall, SourceSetting } from '../../src/sources/shared/types'
import { builtFile } from '../support/built'
import { hmac, NOW } from './support/run'
import {
  functionRequest,
  InvalidEventPayload,
  RetryError,
  segmentGlobals,
  ValidationError
} from './support/segment-globals'

const codeOf = (name: string): string => readFileSync(builtFile('functions', `${name}.js`), 'utf8')

type OnRequest = (request: ReturnType<typeof functionRequest>, settings: Record<string, unknown>) => Promise<void>

/** The bundle in a context that has Segment's globals only. */
function deployed(name: string): { onRequest: OnRequest; emitted: unknown[]; log: string[] } {
  const { globals, emitted, log } = segmentGlobals()
  const context = createContext(globals)
  new Script(codeOf(name)).runInContext(context)
  return { onRequest: context.onRequest as OnRequest, emitted, log }
}

/** A result of another realm, as plain data of this one. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const FLOW_STARTED = {
  id: 'd1',
  name: 'appcues:flow_started',
  user_id: 'ada@example.com',
  timestamp: 1773181316123,
  attributes: { flow_id: 'f1' },
  context: { url: 'https://a.example' }
}

describe('every bundle', () => {
  it('is written, and no other', () => {
    const names = [...Object.values(sources).map(({ name }) => `${name}.js`), 'heap-appcues.js']
    expect(readdirSync(builtFile('functions')).sort()).toStrictEqual(names.sort())
  })

  it.each(Object.values(sources).map(({ name }) => name))(
    '%s is a plain script that keeps nothing but onRequest',
    (name) => {
      const code = codeOf(name)
      expect(code).not.toMatch(/^\s*(import|export)\b/m)
      expect(code).not.toMatch(/\brequire\b|\bprocess\b|\bmodule\.exports\b/)
      expect(code.match(/^async function onRequest\(request, \w+\) \{$/m)).toHaveLength(1)
      expect(code.match(/^let /m)).toBeNull()
    }
  )

  it.each(Object.values(sources))(
    '$name says at its head what it is and which settings it has',
    ({ name, settings }) => {
      const [head] = codeOf(name).split('*/')
      expect(head).toContain(`${name}: a Segment source function.`)
      for (const [key, setting] of Object.entries<SourceSetting>(settings)) {
        expect(head).toContain(` *   ${key} (`)
        expect(head).toContain(setting.description)
      }
    }
  )

  it.each(Object.values(sources).map(({ name }) => name))(
    '%s rejects a bad body with Segment’s own error',
    async (name) => {
      const { onRequest, emitted } = deployed(name)
      const rejected = onRequest(functionRequest('no json'), {})
      await expect(rejected).rejects.toMatchObject({ message: 'The webhook’s body is not JSON. Send one JSON object.' })
      await expect(rejected).rejects.toBeInstanceOf(InvalidEventPayload)
      expect(emitted).toStrictEqual([])
    }
  )
})

describe('appcues-webhook, deployed', () => {
  const ADDRESS = 'https://fn.segmentapis.com/?b=1&token=tok%2F1'
  const SETTINGS = { signatureMode: 'url', urlToken: 'tok/1' }

  it('makes the calls of its core', async () => {
    const { onRequest, emitted, log } = deployed('appcues-webhook')
    await onRequest(functionRequest(JSON.stringify(FLOW_STARTED), {}, ADDRESS), SETTINGS)
    expect(plain(emitted)).toStrictEqual([
      {
        type: 'track',
        messageId: 'd1',
        event: 'Flow Started (Appcues)',
        userId: 'ada@example.com',
        timestamp: '2026-03-10T22:21:56.123Z',
        properties: { flowId: 'f1' },
        context: { page: { url: 'https://a.example' }, integration: { name: 'Appcues', source: 'appcues-webhook' } },
        integrations: { Appcues: false, 'Appcues (Actions)': false }
      }
    ])
    expect(log).toStrictEqual([])
  })

  it('makes an id of the content with the global crypto', async () => {
    const { onRequest, emitted } = deployed('appcues-webhook')
    const body = JSON.stringify({ ...FLOW_STARTED, id: undefined })
    await onRequest(functionRequest(body, {}, ADDRESS), SETTINGS)
    const here = sources.appcuesWebhook.receive({ headers: {}, body }, {}, NOW)
    expect(plain(emitted)).toStrictEqual(here)
  })

  it('rejects a wrong token with Segment’s own error, and emits nothing', async () => {
    const { onRequest, emitted } = deployed('appcues-webhook')
    const rejected = onRequest(functionRequest(JSON.stringify(FLOW_STARTED)), SETTINGS)
    await expect(rejected).rejects.toMatchObject({
      message:
        'The address has no ?token=, or another than the URL Token of the settings. Enter the address with its token as the webhook’s URL.'
    })
    await expect(rejected).rejects.toBeInstanceOf(ValidationError)
    expect(emitted).toStrictEqual([])
  })

  it('asks Segment to try again where its settings contradict each other, and emits nothing', async () => {
    const { onRequest, emitted } = deployed('appcues-webhook')
    const rejected = onRequest(functionRequest(JSON.stringify(FLOW_STARTED), {}, ADDRESS), { signatureMode: 'url' })
    await expect(rejected).rejects.toMatchObject({
      message: expect.stringMatching(/^Signature Mode is "url"/) as unknown
    })
    await expect(rejected).rejects.toBeInstanceOf(RetryError)
    expect(emitted).toStrictEqual([])
  })

  it('accepts and skips an unknown type, with a word in the log', async () => {
    const { onRequest, emitted, log } = deployed('appcues-webhook')
    await onRequest(functionRequest('{"name":"Signed Up","user_id":"u"}', {}, ADDRESS), SETTINGS)
    expect(emitted).toStrictEqual([])
    expect(log).toStrictEqual(['Skipped "Signed Up": it is not one of Appcues’ events.'])
  })
})

describe('heap-segment-sync, deployed', () => {
  const raw =
    '{"action_type":"segment.users.sync","data":{"segment":{"id":7,"name":"Ü"},"sync_info":{"page_number":1,"sync_task_id":"t"},"add":[{"id":"a"}]}}'
  const received =
    '{"action_type":"segment.users.sync","data":{"add":[{"id":"a"}],"segment":{"id":7,"name":"Ü"},"sync_info":{"page_number":1,"sync_task_id":"t"}}}'
  const header = (at: number, secret = 's'): Record<string, string> => ({
    'Heap-Hash': `ts:${at},hmac:${hmac(secret, `${at}${raw}`, 'base64')}`
  })

  it('verifies the signature although Segment has sorted the keys, and makes the calls of its core', async () => {
    const { onRequest, emitted, log } = deployed('heap-segment-sync')
    const at = Date.now() - 1_800_000
    await onRequest(functionRequest(received, header(at)), { webhookSecrets: ['old', 's'] })
    const here: SegmentCall[] = sources.heapSegmentSync.receive(
      { headers: { 'heap-hash': header(at)['Heap-Hash'] }, body: raw },
      {},
      at
    )
    expect(plain(emitted)).toStrictEqual(here)
    expect(here).toHaveLength(1)
    expect(log).toStrictEqual([])
  })

  it.each([
    ['forged', () => header(Date.now(), 'guess'), /matches none of the Webhook Secrets/],
    ['stale', () => header(Date.now() - 3_700_000), /Tolerance in Seconds allows 3600/],
    ['unsigned', () => ({}), /has no signature/]
  ])('rejects a %s page with Segment’s own error', async (_case, headers, message) => {
    const { onRequest, emitted } = deployed('heap-segment-sync')
    const rejected = onRequest(functionRequest(received, headers()), { webhookSecrets: ['s'] })
    await expect(rejected).rejects.toMatchObject({ message: expect.stringMatching(message) as unknown })
    await expect(rejected).rejects.toBeInstanceOf(ValidationError)
    expect(emitted).toStrictEqual([])
  })

  it('emits a page of thousands', async () => {
    const { onRequest, emitted } = deployed('heap-segment-sync')
    const add = Array.from({ length: 12_000 }, (_, n) => ({ id: `person-${n}@example.com` }))
    const body = JSON.stringify({ action_type: 'segment.users.sync', data: { segment: { id: 7 }, add } })
    await onRequest(functionRequest(body), {})
    expect(emitted).toHaveLength(12_000)
  })
})

describe('heap-event-webhook, deployed', () => {
  const body = '{"event":"Report Exported","identity":"u1","time":1773181316}'

  it('makes the calls of its core', async () => {
    const { onRequest, emitted } = deployed('heap-event-webhook')
    await onRequest(functionRequest(body, { 'X-Token': 't' }), { headerName: 'x-token', headerValue: 't' })
    expect(plain(emitted)).toStrictEqual(sources.heapEventWebhook.receive({ headers: {}, body }, {}, NOW))
  })

  it('rejects wrong credentials with Segment’s own error', async () => {
    const { onRequest } = deployed('heap-event-webhook')
    const rejected = onRequest(functionRequest(body), { basicUser: 'u', basicPassword: 'p' })
    await expect(rejected).rejects.toBeInstanceOf(ValidationError)
  })
})
