import type { AppcuesView, HeapView, Received, Status } from '../../../host/server/api-types'
import { KEEP_EVENTS } from '../../../host/server/sandboxes'
import { examples } from '../../../examples/events'
import type { TestHost } from '../../support/local-host'
import { npsWebhook, startTestHost } from '../../support/local-host'
import { until } from '../../support/until'

let host: TestHost
beforeEach(async () => {
  host = await startTestHost()
})
afterEach(() => host.close())

const send = (body: unknown, more: object = {}) =>
  host.ask<Received>('POST', '/api/send', { as: 'appcues-webhook', body, ...more })

describe('what the sandboxes hold', () => {
  it('shows Heap’s people, events, flows and NPS', async () => {
    await send(npsWebhook(9))
    await send(npsWebhook(3, 'grace@example.com', 'other'))
    const { data } = await host.ask<HeapView>('GET', '/api/heap')
    expect(data.nps).toStrictEqual({ answers: 2, promoters: 1, passives: 0, detractors: 1, score: 0 })
    expect(data.eventCounts).toStrictEqual([{ name: 'NPS Score Submitted', count: 2 }])
    expect(data.people.map(({ id, nps }) => [id, nps])).toStrictEqual([
      ['ada@example.com', 9],
      ['grace@example.com', 3]
    ])
    const found = await host.ask<HeapView>('GET', '/api/heap?q=GRACE')
    expect([found.data.people.length, found.data.peopleTotal]).toStrictEqual([1, 2])
    const person = await host.ask('GET', '/api/heap/people/ada%40example.com')
    expect(person.data).toMatchObject({
      properties: { 'Appcues NPS Score': 9 },
      log: [{ name: 'NPS Score Submitted' }]
    })
  })

  it('shows a person’s events by when they happened, the newest first, in whatever order they arrived', async () => {
    for (const [id, day] of Object.entries({ second: 11, third: 12, first: 10 })) {
      await send({ ...npsWebhook(9, 'ada@example.com', id), timestamp: `2026-03-${day}T12:00:00Z` })
    }
    const { data } = await host.ask<{ log: { timestamp: string }[] }>('GET', '/api/heap/people/ada%40example.com')
    expect(data.log.map(({ timestamp }) => timestamp.slice(8, 10))).toStrictEqual(['12', '11', '10'])
  })

  it('keeps the newest events of a long run to be looked at, and counts them all', async () => {
    const { heap, appcues } = host.sandboxes!
    for (let n = 0; n <= KEEP_EVENTS; n++) {
      const event = { name: String(n), timestamp: '2026-03-10T22:21:56Z' }
      heap.state.take({ appId: '11' }, { ...event, who: { kind: 'identity', id: 'ada' }, properties: {} })
      appcues.state.takeEvent({ ...event, user_id: 'ada', attributes: {} })
    }
    expect([heap, appcues].map(({ state }) => state.eventsOf('ada').length)).toStrictEqual([KEEP_EVENTS, KEEP_EVENTS])
    const paths = ['/api/heap/people/ada', '/api/appcues/profiles/ada']
    for (const { data } of await Promise.all(paths.map((path) => host.ask('GET', path)))) {
      const { events, log } = data as { events: number; log: { name: string }[] }
      expect([events, log[0].name]).toStrictEqual([KEEP_EVENTS + 1, String(KEEP_EVENTS)])
    }
  })

  it('shows Appcues’ profiles, segments and jobs', async () => {
    const body = { action_type: 'segment.users.sync', data: { segment: { id: 1, name: 'A' }, add: [{ id: 'x' }] } }
    await send(body, { as: 'heap-segment-sync' })
    host.sandboxes?.appcues.jobs.settle()
    const { data } = await host.ask<AppcuesView>('GET', '/api/appcues')
    expect(data.profiles).toStrictEqual([{ id: 'x', properties: { '[Heap] A': true }, events: 0 }])
    expect(data.segments.map(({ name, members }) => [name, members])).toStrictEqual([['[Heap] A', 1]])
    expect(data.jobs.map(({ status }) => status)).toStrictEqual(['COMPLETED', 'COMPLETED'])
    const profile = await host.ask('GET', '/api/appcues/profiles/x')
    expect(profile.data).toStrictEqual({ id: 'x', properties: { '[Heap] A': true }, events: 0, log: [] })
    const members = await host.ask('GET', `/api/appcues/segments/${data.segments[0].id}/members`)
    expect(members.data).toStrictEqual({ members: ['x'], total: 1 })
  })

  it.each([
    ['/api/heap/people/nobody', 'Heap has no person with this ID.'],
    ['/api/appcues/profiles/nobody', 'Appcues has no profile with this ID.'],
    ['/api/appcues/segments/none/members', 'There is no such segment.']
  ])('says that there is nothing under %s', async (path, sentence) => {
    expect(await host.rejection('GET', path)).toStrictEqual([404, sentence])
  })
})

describe('make it fail', () => {
  it('retries what Heap responded to with 429, and delivers it when that is over', async () => {
    await host.ask('PUT', '/api/faults/heap', { fault: 'Too many requests (429)' })
    const { data } = await send(npsWebhook())
    const [{ id, outcome, message }] = data.events[0].deliveries
    expect([outcome, message]).toStrictEqual(['waiting', expect.stringMatching(/429/)])
    await host.ask('PUT', '/api/faults/heap', { fault: null })
    const delivered = await until(() => {
      const delivery = host.deliveries.find(id)
      return delivery?.outcome === 'delivered' ? delivery : undefined
    })
    expect(delivered.attempts.map(({ response }) => response.status)).toStrictEqual([
      ...delivered.attempts.slice(1).map(() => 429),
      200
    ])
    await until(() => host.counts.waiting === 0)
    expect(host.counts.view(0).edges['actions-heap']).toMatchObject({ rejected: 0, failed: 0 })
    expect(host.sandboxes?.heap.state.eventsOf('ada@example.com')).toHaveLength(1)
  })

  it('does not let a failing Heap hold up Appcues', async () => {
    await host.ask('PUT', '/api/faults/heap', { fault: 'Server error (500)' })
    await send(npsWebhook())
    const body = { action_type: 'segment.users.sync', data: { segment: { id: 1, name: 'A' }, add: [{ id: 'x' }] } }
    const { data } = await send(body, { as: 'heap-segment-sync' })
    expect(data.events[0].deliveries[0].outcome).toBe('delivered')
  })

  it('says what was not delivered when Appcues rejects the credentials, and goes on afterwards', async () => {
    await host.ask('PUT', '/api/faults/appcues', { fault: 'Wrong credentials (401)' })
    const body = { action_type: 'segment.users.sync', data: { segment: { id: 1, name: 'A' }, add: [{ id: 'x' }] } }
    const { data } = await send(body, { as: 'heap-segment-sync' })
    expect(data.events[0].deliveries[0]).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/401/) as string
    })
    expect(host.counts.view(0)).toMatchObject({
      waiting: 0,
      edges: { 'actions-appcues': { passed: 0, failed: 1 } }
    })
    await host.ask('PUT', '/api/faults/appcues', { fault: null })
    const after = await send(body, { as: 'heap-segment-sync' })
    expect(after.data.events[0].deliveries[0].outcome).toBe('delivered')
  })

  it('lists the faults there are, and rejects others', async () => {
    const { data } = await host.ask<{ choices: string[] }>('GET', '/api/faults')
    expect(data.choices).toEqual(
      expect.arrayContaining([
        'Too many requests (429)',
        'Server error (500)',
        'No response',
        'Empty rejection (400)',
        'Three seconds late'
      ])
    )
    expect(await host.rejection('PUT', '/api/faults/heap', { fault: 'constructor' })).toStrictEqual([
      400,
      `There is no such fault. There are: ${data.choices.join(', ')}.`
    ])
    expect(await host.rejection('PUT', '/api/faults/mixpanel', { fault: 'Too many requests (429)' })).toStrictEqual([
      404,
      'There is no such sandbox.'
    ])
  })
})

describe('POST /api/send', () => {
  it.each(examples.map((example): [string, (typeof examples)[number]] => [example.id, example]))(
    'takes the example %s as its words say',
    async (id, example) => {
      const { status, data } = await host.ask<Received>('POST', '/api/send', { as: example.from, body: example.in })
      const outcomes = data.events?.flatMap(({ deliveries }) => deliveries.map(({ outcome }) => outcome)) ?? []
      if (id === 'no-user') expect(status).toBe(400)
      else if (id === 'heap-event') expect(outcomes).toStrictEqual([])
      else if (id === 'nobody') expect(outcomes).toStrictEqual(['rejected'])
      else expect(outcomes).toContain('delivered')
    }
  )

  it('sends a thousand, in few requests and under ids of their own', async () => {
    const { status, data } = await send(npsWebhook(), { times: 1000 })
    expect([status, data.events.length]).toStrictEqual([200, 100])
    await until(() => host.counts.waiting === 0)
    expect(host.sandboxes?.heap.state.counters).toMatchObject({ stored: 1000, duplicates: 0 })
    expect(host.sandboxes?.heap.requests.total).toBeLessThan(20)
  })

  it('keeps the id of a redelivery on request, and drops the second as Segment does', async () => {
    await send(npsWebhook(), { sameId: true })
    await send(npsWebhook(), { sameId: true })
    expect(host.sandboxes?.heap.state.counters).toMatchObject({ stored: 1, duplicates: 0 })
    expect(host.counts.view(0).edges['segment-heap']).toMatchObject({ passed: 2, skipped: 1 })
  })

  it.each([
    ['right', 200],
    ['forged', 403],
    ['none', 403]
  ])('sends a webhook whose signature is %s', async (signature, expected) => {
    host.workspace.setSource('appcues-webhook', { webhookSecrets: 'secret' })
    host.workspace.setSource('heap-segment-sync', { webhookSecrets: 'secret' })
    host.workspace.setSource('heap-event-webhook', {
      basicUser: 'heap',
      basicPassword: 'secret',
      headerName: 'X-Key',
      headerValue: 'key'
    })
    const bodies = {
      'appcues-webhook': npsWebhook(),
      'heap-segment-sync': { action_type: 'other' },
      'heap-event-webhook': { event: 'A', identity: 'b' }
    }
    const sent = Object.entries(bodies).map(([as, body]) => send(body, { as, signature }))
    expect((await Promise.all(sent)).map(({ status }) => status)).toStrictEqual([expected, expected, expected])
  })

  it.each([
    [{ body: [] }, 400, 'Body: it must be one JSON object.'],
    [{ body: { a: 'x'.repeat(33_000) } }, 400, 'Body: it is larger than 32 KB, more than Segment takes.'],
    [{ body: {}, times: 0 }, 400, 'How often: give a whole number from 1 to 1000.'],
    [{ body: {}, times: 1001 }, 400, 'How often: give a whole number from 1 to 1000.'],
    [{ body: {}, signature: 'lucky' }, 400, 'Signature: choose right, forged or none.'],
    [{ as: 'mixpanel', body: {} }, 404, 'Send as: there is no source "mixpanel".']
  ])('rejects %j', async (asked, status, sentence) => {
    expect(await host.rejection('POST', '/api/send', asked)).toStrictEqual([status, sentence])
  })

  it('rejects a body larger than 256 KB before it reads it', async () => {
    expect(await host.rejection('POST', '/api/send', 'x'.repeat(300_000))).toStrictEqual([
      413,
      'The body is too large.'
    ])
  })
})

describe('GET /api/status', () => {
  it('tells the state, and nothing while it is the same', async () => {
    const { data } = await host.ask<Status>('GET', '/api/status')
    expect(data).toMatchObject({ live: false, flow: { total: 0, waiting: 0, reasons: [], bars: [] } })
    const same = await host.ask('GET', `/api/status?after=${data.mark}`)
    expect([same.status, same.text]).toStrictEqual([204, ''])
    await send(npsWebhook(), { times: 1000 })
    await until(() => host.counts.waiting === 0)
    const { flow } = (await host.ask<Status>('GET', `/api/status?after=${data.mark}`)).data
    expect(flow.edges['actions-heap']).toMatchObject({ passed: 2000, failed: 0, waiting: 0 })
    expect(flow.bars.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(2000)
  })

  it('has another mark after a restart', async () => {
    const other = await startTestHost({ live: true })
    const marks = [host, other].map(({ changes }) => changes.mark)
    await other.close()
    expect(new Set(marks).size).toBe(2)
  })
})

describe('what was not delivered', () => {
  it('is shown with its reason, and goes out again with one request after the credentials are right', async () => {
    await host.ask('PUT', '/api/faults/heap', { fault: 'Wrong credentials (401)' })
    await send(npsWebhook(), { times: 1000 })
    await until(() => host.counts.waiting === 0)
    const { edges, reasons } = host.counts.view(0)
    expect(edges['actions-heap']).toMatchObject({ passed: 0, failed: 2000 })
    expect(reasons).toStrictEqual([
      { id: 1, message: expect.stringMatching(/401/) as string, field: undefined, outcome: 'failed', count: 2000 }
    ])
    await host.ask('PUT', '/api/faults/heap', { fault: null })
    const again = await host.ask('POST', '/api/deliveries/send-again', { outcome: 'failed', reason: '1' })
    expect(again.data).toStrictEqual({ sent: 2000 })
    await until(() => host.counts.waiting === 0)
    const after = host.counts.view(0)
    expect([after.edges['actions-heap'], after.reasons]).toMatchObject([{ passed: 2000, failed: 0 }, []])
    expect(host.sandboxes?.heap.state.counters).toMatchObject({ stored: 1000, duplicates: 0 })
  })
})

describe('with the real vendors', () => {
  it('has no sandboxes to look into and none to let fail', async () => {
    const live = await startTestHost({ live: true })
    const rejections = [
      await live.rejection('GET', '/api/heap'),
      await live.rejection('GET', '/api/appcues'),
      await live.rejection('PUT', '/api/faults/heap', { fault: 'Too many requests (429)' })
    ]
    await live.close()
    expect(rejections).toStrictEqual(Array(3).fill([404, 'This host runs with the real vendors. Look there.']))
  })

  it.each([
    ['example data', { body: examples[0].in }, 'Body: this is example data, and these are the real vendors.'],
    ['a crowd', { body: {}, times: 2 }, 'How often: with the real vendors, send one at a time.'],
    ['what was not confirmed', { body: {} }, 'Account: confirm that this goes to Heap 11.'],
    ['what is for another account', { body: {}, account: 'Heap 12' }, 'Account: confirm that this goes to Heap 11.']
  ])('does not send %s', async (_what, sent, message) => {
    const live = await startTestHost({ live: true, settings: { heapAppId: '11' } })
    const rejected = await live.rejection('POST', '/api/send', { as: 'segment', ...sent })
    const offered = await live.ask('GET', '/api/send/examples')
    await live.close()
    expect([rejected, offered.data]).toStrictEqual([[400, message], { examples: [] }])
  })
})
