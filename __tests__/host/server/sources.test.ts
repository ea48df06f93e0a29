import { createHmac } from 'node:crypto'
import type { JSONObject } from '@segment/actions-core'
import type { Received } from '../../../host/server/api-types'
import type { TestHost } from '../../support/local-host'
import { npsWebhook, startTestHost } from '../../support/local-host'
import { sources } from '../../../src/sources'

let host: TestHost
beforeAll(async () => {
  host = await startTestHost({
    sourceSettings: { 'heap-segment-sync': { webhookSecrets: 'old secret, new secret' } }
  })
})
afterAll(() => host.close())

const UNVERIFIED = 'This webhook could not be verified.'

const SYNC = JSON.stringify({
  id_token: 'token',
  action_type: 'segment.users.sync',
  data: {
    segment: { id: 7, name: 'Power users' },
    sync_info: { page_number: 1, total_pages: 1, sync_task_id: 'task' },
    add: [{ id: 'ada@example.com' }],
    remove: [{ id: 'linus@example.com' }]
  }
})

function heapHash(body: string, secret: string, ts = Date.now()): { 'heap-hash': string } {
  const hmac = createHmac('sha256', secret).update(`${ts}${body}`).digest('base64')
  return { 'heap-hash': `ts:${ts},hmac:${hmac}` }
}

describe('POST /sources/<name>', () => {
  it('says what an Appcues webhook became and where it went', async () => {
    const { status, data } = await host.webhook('appcues-webhook', npsWebhook())
    expect(status).toBe(200)
    expect(data).toStrictEqual({
      events: [
        {
          event: 'NPS Score (Appcues)',
          person: 'ada@example.com',
          deliveries: [
            { id: expect.any(Number) as number, preset: 'NPS Score Submitted', to: 'heap', outcome: 'delivered' },
            { id: expect.any(Number) as number, preset: 'Appcues NPS score and date', to: 'heap', outcome: 'delivered' }
          ]
        }
      ]
    })
    expect(host.sandboxes?.heap.state.eventsOf('ada@example.com').map(({ name }) => name)).toStrictEqual([
      'NPS Score Submitted'
    ])
  })

  it('changes nothing twice when a webhook is delivered twice', async () => {
    const twice = npsWebhook(8, 'twice@example.com', 'delivery-twice')
    await host.webhook('appcues-webhook', twice)
    await host.webhook('appcues-webhook', twice)
    expect(host.sandboxes?.heap.state.eventsOf('twice@example.com').map(({ offered }) => offered)).toStrictEqual([1])
    expect(host.deliveries.list({ person: 'twice@', stage: 'segment' }, Infinity, 9).found).toMatchObject([
      {
        outcome: 'skipped',
        message: expect.stringMatching(/^An event with this message ID was received before\./) as string
      }
    ])
  })

  it('gives an event without a time the present, as Segment does', async () => {
    const timeless = { ...npsWebhook(9, 'now@example.com', 'delivery-now'), timestamp: undefined }
    await host.webhook('appcues-webhook', timeless)
    const [event] = host.sandboxes?.heap.state.eventsOf('now@example.com') ?? []
    expect(Math.abs(Date.parse(event.timestamp) - Date.now())).toBeLessThan(60_000)
  })

  it.each(['old secret', 'new secret'])('takes Heap’s segment sync signed with the %s', async (secret) => {
    const body = SYNC.replace('"task"', `"task of the ${secret}"`)
    const headers = heapHash(body, secret)
    const { status, data } = await host.ask<Received>('POST', '/sources/heap-segment-sync', body, headers)
    expect(status).toBe(200)
    expect(data.events.map(({ event, person, deliveries }) => [event, person, deliveries[0]?.outcome])).toStrictEqual([
      ['Audience Exited', 'linus@example.com', 'delivered'],
      ['Audience Entered', 'ada@example.com', 'delivered']
    ])
  })

  it('rejects a forged webhook without a reason, and shows the reason at this machine', async () => {
    const forged = heapHash(SYNC, 'somebody else’s')
    expect(await host.rejection('POST', '/sources/heap-segment-sync', SYNC, forged)).toStrictEqual([403, UNVERIFIED])
    const [rejected] = host.deliveries.list({ outcome: 'rejected', from: 'heap-segment-sync' }, Infinity, 1).found
    expect(rejected).toMatchObject({
      stage: 'source',
      received: SYNC,
      message: expect.stringMatching(/signature/) as string
    })
  })

  it.each([...Object.values(sources).map(({ name }) => name)])('rejects an unsigned webhook for %s', async (name) => {
    expect(await host.rejection('POST', `/sources/${name}`, SYNC)).toStrictEqual([403, UNVERIFIED])
  })

  it('rejects what was signed more than a minute ago', async () => {
    const before = Date.now() - 61_000
    expect(
      await host.rejection('POST', '/sources/heap-segment-sync', SYNC, heapHash(SYNC, 'new secret', before))
    ).toStrictEqual([403, UNVERIFIED])
  })

  it('takes a page of Heap’s segment sync that is larger than a Segment function takes', async () => {
    const page = JSON.parse(SYNC) as { data: { add: object[]; padding?: string } }
    page.data.padding = 'x'.repeat(2 * 1024 * 1024)
    page.data.add = [{ id: 'large@example.com' }]
    const { status, data } = await host.webhook('heap-segment-sync', page)
    expect([status, data.events.length]).toStrictEqual([200, 2])
  })

  it('accepts a webhook of an unknown type, makes nothing of it and says so', async () => {
    const { status, data } = await host.webhook('appcues-webhook', { ...npsWebhook(), name: 'Board Created' })
    expect([status, data]).toStrictEqual([200, { events: [] }])
    expect(host.deliveries.list({ stage: 'source' }, Infinity, 1).found).toMatchObject([
      { outcome: 'skipped', message: expect.stringMatching(/Board Created/) as string }
    ])
  })

  it.each([
    ['not JSON', '{"name":'],
    ['nobody', JSON.stringify({ ...npsWebhook(), user_id: '' })]
  ])('rejects a webhook of %s with 400', async (_what, body) => {
    expect(await host.webhook('appcues-webhook', body)).toMatchObject({ status: 400 })
  })

  it.each(['/sources/mixpanel', '/sources', '/sources/../api/settings', '/sources/appcues-webhook/more'])(
    'has nothing under %s',
    async (path) => {
      expect(await host.rejection('POST', path, {})).toStrictEqual([404, 'Not found'])
    }
  )

  it.each(['GET', 'PUT', 'DELETE'])('has nothing for %s', async (method) => {
    expect(await host.rejection(method, '/sources/appcues-webhook', undefined)).toStrictEqual([404, 'Not found'])
  })

  it('rejects a body larger than 512 KiB', async () => {
    const large = { ...npsWebhook(), padding: 'x'.repeat(512 * 1024) }
    expect(await host.rejection('POST', '/sources/appcues-webhook', large)).toStrictEqual([
      413,
      'The body is too large.'
    ])
  })

  it('hands nothing to the destination that is not addressed to it', async () => {
    const fromAppcues = { event: 'Flow Started (Appcues)', identity: 'ada@example.com' }
    const { data } = await host.webhook('heap-event-webhook', fromAppcues)
    expect(data.events.map(({ deliveries }) => deliveries)).toStrictEqual([[]])
    expect(host.deliveries.list({ from: 'heap-event-webhook' }, Infinity, 1).found[0]).toMatchObject({
      stage: 'segment',
      outcome: 'skipped',
      message: 'The event’s "integrations" say that it is not for this destination.'
    })
  })
})

describe('what Appcues signs', () => {
  it('is said once, for the first webhook that is signed', async () => {
    const lines: string[] = []
    const webhookSecrets = 'secret'
    const sourceSettings = { 'appcues-webhook': { webhookSecrets }, 'heap-segment-sync': { webhookSecrets } }
    const signing = await startTestHost({ live: true, sourceSettings, log: (line) => lines.push(line) })
    for (const id of ['form-1', 'form-2']) await signing.webhook('appcues-webhook', npsWebhook(9, 'ada', id))
    await signing.webhook('heap-segment-sync', SYNC)
    await signing.close()
    expect(lines).toStrictEqual(['A webhook of Appcues was signed over "timestamp.body".'])
  })
})

describe('with the real vendors', () => {
  const liveWith = async (settings: Record<string, unknown>): Promise<[number, string][]> => {
    const live = await startTestHost({ live: true, sourceSettings: { 'appcues-webhook': settings as JSONObject } })
    const rejected = [
      await live.rejection('POST', '/sources/appcues-webhook', npsWebhook()),
      await live.rejection('POST', '/sources/heap-segment-sync', SYNC)
    ]
    const messages = live.deliveries.list({}, Infinity, 9).found.map(({ message }) => message)
    await live.close()
    expect(messages.filter((message) => /secret/i.test(message ?? '')).length).toBe(messages.length)
    return rejected
  }

  it.each([[{}], [{ webhookSecrets: '' }], [{ toleranceSeconds: 60 }]])(
    'has no route for a source with %j',
    async (settings) => {
      expect(await liveWith(settings)).toStrictEqual(Array(2).fill([404, 'Not found']))
    }
  )

  it('has a route for a source with a secret, and rejects what is not signed', async () => {
    expect(await liveWith({ webhookSecrets: 'secret' })).toStrictEqual([
      [403, UNVERIFIED],
      [404, 'Not found']
    ])
  })
})
