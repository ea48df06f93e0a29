import { createHmac } from 'node:crypto'
import type { Received } from '../../../host/server/api-types'
import type { TestHost } from '../../support/local-host'
import { npsWebhook, startTestHost } from '../../support/local-host'

let host: TestHost
beforeAll(async () => {
  host = await startTestHost({
    sourceSettings: { 'heap-segment-sync': { webhookSecrets: 'old secret, new secret' } }
  })
})
afterAll(() => host.close())

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

function heapHash(body: string, secret: string): { 'heap-hash': string } {
  const ts = Date.now()
  const hmac = createHmac('sha256', secret).update(`${ts}${body}`).digest('base64')
  return { 'heap-hash': `ts:${ts},hmac:${hmac}` }
}

describe('POST /sources/<name>', () => {
  it('tells what an Appcues webhook became and where it went', async () => {
    const { status, data } = await host.ask<Received>('POST', '/sources/appcues-webhook', npsWebhook())
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
      ],
      notes: ['Webhook Secrets is empty, so this webhook was not verified.']
    })
    expect(host.sandboxes?.heap.state.eventsOf('ada@example.com').map(({ name }) => name)).toStrictEqual([
      'NPS Score Submitted'
    ])
  })

  it('keeps one event of a webhook that is delivered twice', async () => {
    const twice = npsWebhook(8, 'twice@example.com', 'delivery-twice')
    await host.ask('POST', '/sources/appcues-webhook', twice)
    await host.ask('POST', '/sources/appcues-webhook', twice)
    expect(host.sandboxes?.heap.state.eventsOf('twice@example.com').map(({ offered }) => offered)).toStrictEqual([2])
  })

  it('gives an event without a time the present, as Segment does', async () => {
    const timeless = { ...npsWebhook(9, 'now@example.com', 'delivery-now'), timestamp: undefined }
    await host.ask('POST', '/sources/appcues-webhook', timeless)
    const [event] = host.sandboxes?.heap.state.eventsOf('now@example.com') ?? []
    expect(Math.abs(Date.parse(event.timestamp) - Date.now())).toBeLessThan(60_000)
  })

  it.each(['old secret', 'new secret'])('takes Heap’s segment sync signed with the %s', async (secret) => {
    const { status, data } = await host.ask<Received>(
      'POST',
      '/sources/heap-segment-sync',
      SYNC,
      heapHash(SYNC, secret)
    )
    expect(status).toBe(200)
    expect(data.events.map(({ event, person, deliveries }) => [event, person, deliveries[0]?.outcome])).toStrictEqual([
      ['Audience Exited', 'linus@example.com', 'delivered'],
      ['Audience Entered', 'ada@example.com', 'delivered']
    ])
  })

  it('refuses a forged webhook, and keeps that as a delivery without an event', async () => {
    const { status, data } = await host.ask<{ error: string; delivery: number }>(
      'POST',
      '/sources/heap-segment-sync',
      SYNC,
      heapHash(SYNC, 'somebody else’s')
    )
    expect([status, data.error]).toStrictEqual([
      403,
      'The signature matches none of the Webhook Secrets. Enter the secret key that Heap shows for this webhook; if it is right, choose the Signature Mode "url".'
    ])
    expect(host.deliveries.find(data.delivery)).toMatchObject({ stage: 'source', outcome: 'refused' })
  })

  it('refuses a webhook without a signature where there is a secret', async () => {
    const [status, sentence] = await host.refusal('POST', '/sources/heap-segment-sync', SYNC)
    expect([status, sentence]).toStrictEqual([403, expect.stringMatching(/^The webhook has no signature/)])
  })

  it('accepts a webhook of an unknown type, makes nothing of it and says so', async () => {
    const unknown = { ...npsWebhook(), name: 'Board Created' }
    const { status, data } = await host.ask<Received>('POST', '/sources/appcues-webhook', unknown)
    expect(status).toBe(200)
    expect(data).toStrictEqual({
      events: [],
      notes: [
        'Webhook Secrets is empty, so this webhook was not verified.',
        'Skipped "Board Created": it is not one of Appcues’ events.'
      ]
    })
  })

  it.each([
    ['not JSON', '{"name":'],
    ['nobody', JSON.stringify({ ...npsWebhook(), user_id: '' })]
  ])('refuses a webhook of %s with 400', async (_what, body) => {
    const { status } = await host.ask('POST', '/sources/appcues-webhook', body)
    expect(status).toBe(400)
  })

  it('refuses an unknown source and names those there are', async () => {
    expect(await host.refusal('POST', '/sources/mixpanel', {})).toStrictEqual([
      404,
      'There is no such source. There are: appcues-webhook, heap-segment-sync, heap-event-webhook.'
    ])
  })

  it('refuses a body larger than 512 KiB', async () => {
    const large = { ...npsWebhook(), padding: 'x'.repeat(512 * 1024) }
    expect(await host.refusal('POST', '/sources/appcues-webhook', large)).toStrictEqual([
      413,
      'The body is larger than 512 KiB.'
    ])
  })

  it('hands nothing to the destination that is not addressed to it', async () => {
    const fromAppcues = { event: 'Flow Started (Appcues)', identity: 'ada@example.com' }
    const { data } = await host.ask<Received>('POST', '/sources/heap-event-webhook', fromAppcues)
    expect(data.events.map(({ deliveries }) => deliveries)).toStrictEqual([[]])
    expect(host.deliveries.list({ from: 'heap-event-webhook' }, Infinity, 1).found[0]).toMatchObject({
      stage: 'segment',
      outcome: 'left out',
      sentence: 'The event’s "integrations" say that it is not for this destination.'
    })
  })
})
