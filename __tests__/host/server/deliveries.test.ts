import type { DeliverySummary, DeliveryView } from '../../../host/server/api-types'
import type { TestHost } from '../../support/local-host'
import { npsWebhook, startTestHost } from '../../support/local-host'
import { until } from '../../support/until'

let host: TestHost
let id: number
beforeAll(async () => {
  host = await startTestHost()
  const { data } = await host.webhook('appcues-webhook', npsWebhook())
  id = data.events[0].deliveries[0].id
  await host.webhook('heap-event-webhook', { event: 'Report Exported', identity: 'grace@example.com' })
  await host.ask('POST', '/api/send', {
    as: 'segment',
    body: { event: 'Flow Started (Appcues)', userId: 'undefined', messageId: 'm-1', properties: { flowId: 'f' } }
  })
})
afterAll(() => host.close())

const list = async (query: string): Promise<[string, string, string][]> => {
  const { data } = await host.ask<{ deliveries: DeliverySummary[] }>('GET', `/api/deliveries?${query}`)
  return data.deliveries.map(({ event, person, outcome }) => [event, person, outcome])
}

const NPS = ['NPS Score (Appcues)', 'ada@example.com', 'delivered']
const NOT_TAKEN = ['Report Exported', 'grace@example.com', 'skipped']
const REJECTED = ['Flow Started (Appcues)', 'undefined', 'rejected']

describe('GET /api/deliveries', () => {
  it.each([
    ['', [REJECTED, REJECTED, NOT_TAKEN, NPS, NPS]],
    ['limit=1', [REJECTED]],
    ['before=2', [NPS]],
    ['event=report', [NOT_TAKEN]],
    ['event=NPS%20Score%20Submitted', [NPS]],
    ['person=GRACE', [NOT_TAKEN]],
    ['outcome=rejected', [REJECTED, REJECTED]],
    ['outcome=delivered&vendor=heap', [NPS, NPS]],
    ['vendor=appcues', []],
    ['from=appcues-webhook', [NPS, NPS]],
    ['from=appcues', [NPS, NPS]],
    ['from=heap', [NOT_TAKEN]],
    ['from=segment', [REJECTED, REJECTED]],
    ['stage=segment', [NOT_TAKEN]],
    ['from=appcues&each=event', [NPS]],
    ['from=appcues&each=webhook', [NPS]],
    ['reason=1', [REJECTED, REJECTED]],
    ['reason=2', []],
    ['event=nothing', []]
  ])('finds by "%s", newest first', async (query, found) => {
    expect(await list(query)).toStrictEqual(found)
  })
})

describe('GET /api/deliveries/<id>', () => {
  it('shows the way of one event, from the webhook to the vendor’s answer', async () => {
    const { data } = await host.ask<DeliveryView>('GET', `/api/deliveries/${id}`)
    const { received, eventIn, preset, trigger, payload, tries } = data
    expect(JSON.parse(received ?? '')).toStrictEqual(npsWebhook())
    expect(eventIn).toMatchObject({ event: 'NPS Score (Appcues)', properties: { score: 9 } })
    expect([preset, trigger]).toStrictEqual(['NPS Score Submitted', 'type = "track" and event = "NPS Score (Appcues)"'])
    expect(payload).toMatchObject({ identity: 'ada@example.com', properties: { nps_score: 9 } })
    expect(tries).toMatchObject([
      { status: 200, batch: 1, exchanges: [{ method: 'POST', status: 200, responseBody: '{}' }] }
    ])
    expect(JSON.parse(tries[0].exchanges[0].body)).toStrictEqual({
      app_id: '1234567890',
      events: [
        {
          identity: 'ada@example.com',
          event: 'NPS Score Submitted',
          timestamp: '2026-03-10T22:21:56.000Z',
          idempotency_key: 'delivery-1:NPS Score Submitted',
          properties: {
            Timestamp: '2026-03-10T22:21:56.000Z',
            'Page Title': 'Home',
            'Page URL': 'https://app.example.com/home',
            'NPS Score': 9
          }
        }
      ]
    })
  })

  it('names the field that a rejection speaks of', async () => {
    const { data } = await host.ask<{ deliveries: DeliverySummary[] }>('GET', '/api/deliveries?outcome=rejected')
    expect(data.deliveries.map(({ field }) => field)).toStrictEqual(['Identity', 'Identity'])
  })

  it('shows no credential, in no request and no curl', async () => {
    await host.ask('POST', '/api/send', {
      as: 'heap-segment-sync',
      body: { action_type: 'segment.users.sync', data: { segment: { id: 1, name: 'A' }, add: [{ id: 'x' }] } }
    })
    const { found } = host.deliveries.list({ vendor: 'appcues' }, Infinity, 1)
    const { text, data } = await host.ask<DeliveryView>('GET', `/api/deliveries/${found[0].id}`)
    expect(text).not.toMatch(/sandbox-secret|Basic |authorization/i)
    expect(data.tries[0].exchanges.map(({ curl }) => curl.split(' \\\n  ').slice(0, 2))).toContainEqual([
      "curl -X POST 'https://api.appcues.com/v2/accounts/12345/import/profiles'",
      '-u "$APPCUES_API_KEY:$APPCUES_API_SECRET"'
    ])
  })

  it('says that a delivery is not kept any more', async () => {
    expect(await host.rejection('GET', '/api/deliveries/999')).toStrictEqual([
      404,
      'This delivery is no longer kept: the oldest go when new ones come.'
    ])
  })
})

describe('POST /api/deliveries/<id>/send-again', () => {
  it('tries the delivery once more, by that preset alone', async () => {
    const { total } = host.deliveries
    const { data } = await host.ask('POST', `/api/deliveries/${id}/send-again`)
    expect(data).toStrictEqual({ sent: 1 })
    const again = await until(() => {
      const delivery = host.deliveries.find(id)
      return delivery?.outcome === 'delivered' && delivery.attempts.length === 2 ? delivery : undefined
    })
    expect([again.subscription?.name, host.deliveries.total]).toStrictEqual(['NPS Score Submitted', total])
    expect(host.sandboxes?.heap.state.eventsOf('ada@example.com').map(({ offered }) => offered)).toStrictEqual([2])
  })

  it('rejects what no preset took', async () => {
    const [{ id: notTaken }] = host.deliveries.list({ stage: 'segment' }, Infinity, 1).found
    expect(await host.rejection('POST', `/api/deliveries/${notTaken}/send-again`)).toStrictEqual([
      409,
      'No preset took it, or it is on its way: there is nothing to send again.'
    ])
  })

  it('rejects what is not kept any more', async () => {
    const [status] = await host.rejection('POST', '/api/deliveries/999/send-again')
    expect(status).toBe(404)
  })
})
