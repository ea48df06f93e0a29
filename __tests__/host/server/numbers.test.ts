import { npsWebhook, startTestHost } from '../../support/local-host'
import type { TestHost } from '../../support/local-host'
import { until } from '../../support/until'
import { resolve } from 'node:path'
import { ARROWS } from '../../../host/page/flow/diagram-layout'
import type { Column } from '../../../host/page/flow/diagram-layout'
import { replay, showAudience } from '../../../host/server/replay'

const COLUMNS: Column[] = ['passed', 'skipped', 'rejected', 'failed', 'waiting']

let host: TestHost
beforeAll(async () => {
  host = await startTestHost()
  await replay(host, resolve(__dirname, '../../../examples/appcues-export.ndjson'), new AbortController().signal)
  await showAudience(host)
  await host.webhook('heap-event-webhook', { event: 'Report Exported', identity: 'ada@example.com' })
  await host.webhook('appcues-webhook', { ...npsWebhook(), name: 'Board Created' })
  await host.webhook('appcues-webhook', npsWebhook(9, 'ada@example.com', 'twice'))
  await host.webhook('appcues-webhook', npsWebhook(9, 'ada@example.com', 'twice'))
  await host.ask('POST', '/sources/heap-segment-sync', {})
  await host.ask('PUT', '/api/faults/heap', { fault: 'Wrong credentials (401)' })
  await host.webhook('appcues-webhook', npsWebhook(3, 'grace@example.com', 'failing'))
  await until(() => host.counts.waiting === 0)
}, 60_000)
afterAll(() => host.close())

const cases = ARROWS.flatMap(({ edge, show }) =>
  COLUMNS.map((column): [string, Column, (typeof show)[Column]] => [edge, column, show[column]])
)

describe('every number of the picture', () => {
  it.each(cases)('opens as many as it counts: %s, %s', (edge, column, show) => {
    const { edges } = host.counts.view(0)
    const count = edges[edge as keyof typeof edges][column]
    // A zero is not shown, but for what passed.
    const isShown = count > 0 || column === 'passed'
    expect(isShown ? host.deliveries.list(show, Infinity, Infinity).found.length : 0).toBe(count)
  })

  it('is not zero everywhere', () => {
    const { edges } = host.counts.view(0)
    expect(edges['appcues-source']).toMatchObject({ skipped: 4, rejected: 11 })
    expect(edges['segment-heap'].skipped).toBe(1)
    expect(edges['segment-appcues'].skipped).toBe(1)
    expect(edges['heap-source'].rejected).toBe(1)
    expect(edges['actions-heap'].failed).toBe(2)
  })
})
