import { createHmac } from 'node:crypto'
import fc from '../../support/fast-check'
import type { createHandler, HandlerOptions, LogEntry } from '../../../src/runtime/handler'
import { hostileJson, hostileRecord, pollutedPrototypes } from '../../support/hostile-json'
import { fakeVendors, pathOf } from './vendors'
import type { FakeVendors } from './vendors'

/** What every handler must do, whether it was built or is run from its source. */
export function handlerCases(create: () => typeof createHandler): void {
  const TIME = '2026-03-10T22:21:56.000Z'
  const SETTINGS = { heapAppId: '11', appcuesAccountId: '42', appcuesApiKey: 'KEY-1', appcuesApiSecret: 'SECRET-1' }
  const SECRET = 'SECRET-2'
  const TOKEN = 'SECRET-TOKEN'
  const OPTIONS = {
    settings: SETTINGS,
    sources: {
      appcuesWebhook: { webhookSecrets: [SECRET] },
      heapSegmentSync: { webhookSecrets: [SECRET] },
      heapEventWebhook: { headerName: 'x-key', headerValue: SECRET }
    },
    token: TOKEN
  }

  interface Tried {
    send: (path: string, init?: RequestInit) => Promise<{ status: number; body: unknown; headers: Headers }>
    vendors: FakeVendors
    log: LogEntry[]
  }

  function handler(options: Partial<HandlerOptions> = {}, vendors = fakeVendors()): Tried {
    const log: LogEntry[] = []
    const fetch = vendors.fetch as unknown as HandlerOptions['fetch']
    const handle = create()({ ...OPTIONS, log: (entry) => log.push(entry), fetch, ...options })
    return {
      vendors,
      log,
      send: async (path, init) => {
        const response = await handle(new Request(`https://hooks.example/base${path}`, init))
        const text = await response.text()
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers }
      }
    }
  }

  const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body, headers })

  function fromAppcues(body: string, secret = SECRET, at = Date.now()): RequestInit {
    const timestamp = String(Math.floor(at / 1000))
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
    return post(body, { 'x-apc-timestamp': timestamp, 'x-apc-signature': signature })
  }

  function fromHeap(body: string, secret = SECRET, at = Date.now()): RequestInit {
    const hmac = createHmac('sha256', secret).update(`${at}${body}`).digest('base64')
    return post(body, { 'heap-hash': `ts:${at},hmac:${hmac}` })
  }

  const fromSegment = (body: unknown, token = TOKEN): RequestInit =>
    post(JSON.stringify(body), { authorization: `Bearer ${token}` })

  const SCORE = JSON.stringify({
    id: 'd1',
    name: 'appcues:nps_score',
    user_id: 'ada',
    timestamp: Date.parse(TIME),
    attributes: { score: 9 },
    context: { url: 'https://app.example/' }
  })
  const page = (add: string[], remove: string[] = []): string =>
    JSON.stringify({
      id_token: 't',
      action_type: 'segment.users.sync',
      customer_config: { fields: [] },
      data: {
        segment: { id: 7, name: 'Free Customers' },
        sync_info: { page_number: 1, total_pages: 1, sync_task_id: 'task-1' },
        add: add.map((id) => ({ id })),
        remove: remove.map((id) => ({ id }))
      }
    })

  /** Lists the segments that were made. */
  function appcuesWithSegments(): FakeVendors {
    const made: object[] = []
    return fakeVendors(({ method, url, body }) => {
      if (!url.endsWith('/segments')) return undefined
      if (method === 'GET') return { status: 200, body: [...made] }
      const segment = { id: `s-${made.length + 1}`, created_at: TIME, ...(body as object) }
      made.push(segment)
      return { status: 201, body: segment }
    })
  }

  const DELIVERED = { delivered: 1, skipped: 0, rejected: 0, failed: 0 }

  describe('/appcues', () => {
    it('sends a signed NPS score to Heap', async () => {
      const { send, vendors } = handler()
      expect(await send('/appcues', fromAppcues(SCORE))).toMatchObject({ status: 200, body: DELIVERED })
      expect(vendors.requests.map((request) => [pathOf(request), request.body])).toStrictEqual([
        [
          'POST /api/track',
          {
            app_id: '11',
            events: [
              {
                identity: 'ada',
                event: 'NPS Score Submitted',
                timestamp: TIME,
                idempotency_key: expect.stringMatching(/:NPS Score Submitted$/) as string,
                properties: { Timestamp: TIME, 'Page URL': 'https://app.example/', 'NPS Score': 9 }
              }
            ]
          }
        ],
        [
          'POST /api/add_user_properties',
          {
            app_id: '11',
            users: [{ identity: 'ada', properties: { 'Appcues NPS Score': 9, 'Appcues NPS Date': TIME } }]
          }
        ]
      ])
    })

    it.each([
      ['forged', fromAppcues(SCORE, 'another secret'), /signature/],
      ['unsigned', post(SCORE), /signature/],
      ['61 seconds old', fromAppcues(SCORE, SECRET, Date.now() - 62_000), /seconds ago/]
    ])('rejects what is %s, and says no more than that', async (_what, init, reason) => {
      const { send, vendors, log } = handler()
      const { status, body } = await send('/appcues', init)
      expect([status, body]).toStrictEqual([403, { error: 'This webhook could not be verified.' }])
      expect(vendors.requests).toStrictEqual([])
      expect(log).toStrictEqual([
        {
          level: 'warn',
          kind: 'request_rejected',
          route: '/appcues',
          status: 403,
          reason: expect.stringMatching(reason) as string
        }
      ])
    })

    it('takes a webhook of an unknown kind, and what Appcues does not own, without a request', async () => {
      const { send, vendors, log } = handler()
      const body = SCORE.replace('appcues:nps_score', 'appcues:brand_new_thing').replace(
        '"attributes":{"score":9}',
        '"x":1'
      )
      expect((await send('/appcues', fromAppcues(body))).status).toBe(200)
      expect(vendors.requests.filter(({ url }) => url.includes('appcues.com'))).toStrictEqual([])
      expect(log.at(-1)).toMatchObject({ kind: 'request', route: '/appcues', status: 200 })
    })

    afterEach(() => jest.restoreAllMocks())

    it('leaves no timer running', async () => {
      const set = jest.spyOn(globalThis, 'setTimeout')
      const cleared = jest.spyOn(globalThis, 'clearTimeout')
      await handler().send('/appcues', fromAppcues(SCORE))
      const timers = set.mock.results.map(({ value }) => value as unknown)
      expect(timers).toHaveLength(2)
      expect(cleared.mock.calls.map(([timer]) => timer)).toStrictEqual(timers)
    })

    it('responds with 503 while Heap is down, so that the sender keeps the event', async () => {
      const { send, log } = handler(
        {},
        fakeVendors(() => ({ status: 503 }))
      )
      const { status, body } = await send('/appcues', fromAppcues(SCORE))
      expect([status, body]).toStrictEqual([503, { delivered: 0, skipped: 0, rejected: 0, failed: 1 }])
      expect(log).toStrictEqual([
        {
          level: 'warn',
          kind: 'failed',
          route: '/appcues',
          times: 1,
          reason: expect.stringMatching(/^NPS Score Submitted: Heap .*503/) as string
        },
        { level: 'info', kind: 'request', route: '/appcues', status: 503, counts: body }
      ])
    })

    it('responds with 503 while credentials are wrong', async () => {
      const { send } = handler(
        {},
        fakeVendors(() => ({ status: 401, body: { title: 'Unauthorized' } }))
      )
      expect((await send('/heap/segments', fromHeap(page(['ada'])))).status).toBe(503)
    })

    it('responds with 200 for what Heap will never take, and logs it', async () => {
      const { send, log } = handler(
        {},
        fakeVendors(() => ({ status: 400, body: {} }))
      )
      const { status, body } = await send('/appcues', fromAppcues(SCORE))
      expect([status, body]).toStrictEqual([200, { delivered: 0, skipped: 0, rejected: 1, failed: 0 }])
      expect(log).toStrictEqual([
        {
          level: 'warn',
          kind: 'rejected',
          route: '/appcues',
          status: 400,
          event: 'NPS Score (Appcues)',
          messageId: expect.any(String) as string,
          reason: expect.stringMatching(/^NPS Score Submitted: Heap /) as string
        },
        { level: 'info', kind: 'request', route: '/appcues', status: 200, counts: body }
      ])
    })
  })

  describe('/heap/segments', () => {
    it('writes a page of any size as one import for every thousand people', async () => {
      const { send, vendors } = handler({}, appcuesWithSegments())
      const ids = Array.from({ length: 2500 }, (_, index) => `user-${index}`)
      const { status, body } = await send('/heap/segments', fromHeap(page(ids.slice(0, 1500), ids.slice(1500))))
      expect([status, body]).toStrictEqual([200, { delivered: 2500, skipped: 0, rejected: 0, failed: 0 }])
      const imports = vendors.requests.filter(({ url }) => url.endsWith('/import/profiles'))
      expect(imports.map((request) => String(request.body).trim().split('\n').length - 1)).toStrictEqual([
        1000, 1000, 500
      ])
      const made = vendors.requests.filter((request) => pathOf(request) === 'POST /v2/accounts/42/segments')
      expect(made).toHaveLength(1)
      expect(made[0].body).toMatchObject({ name: '[Heap] Free Customers' })
    })

    it('rejects a page with a wrong signature with 403, as Heap asks', async () => {
      const { send, vendors } = handler()
      expect((await send('/heap/segments', fromHeap(page(['ada']), 'wrong'))).status).toBe(403)
      expect(vendors.requests).toStrictEqual([])
    })

    it('takes a webhook of another kind for nothing, and logs why', async () => {
      const { send, log } = handler()
      const { status, body, headers } = await send('/heap/segments', fromHeap('{"action_type":"other"}'))
      const counts = { delivered: 0, skipped: 0, rejected: 0, failed: 0 }
      expect([status, body]).toStrictEqual([200, counts])
      expect(headers.get('content-type')).toBe('application/json')
      expect(headers.get('cache-control')).toBe('no-store')
      const reason = 'Skipped the webhook "other": this source takes "segment.users.sync".'
      expect(log).toStrictEqual([
        { level: 'info', kind: 'note', route: '/heap/segments', reason },
        { level: 'info', kind: 'request', route: '/heap/segments', status: 200, counts }
      ])
    })

    it('rejects a page of more than 32 MiB, announced or not', async () => {
      const { send, vendors } = handler()
      const text = 'x'.repeat(1024 * 1024)
      const endless = new ReadableStream<Uint8Array>({
        pull: (stream) => stream.enqueue(new TextEncoder().encode(text))
      })
      const streamed = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
      for (const init of [streamed, post('x', { 'content-length': '33554433' })]) {
        const { status, body } = await send('/heap/segments', init)
        expect([status, body]).toStrictEqual([413, { error: 'The body is longer than the 32 MiB that are read here.' }])
      }
      expect(vendors.requests).toStrictEqual([])
    })
  })

  describe('an audience without a connecting step', () => {
    const described = (index: number): object => ({
      id: `s-${index}`,
      name: `[Heap] Segment ${index}`,
      created_at: TIME,
      description: `[heap-appcues:recurring:filled:heap/${100 + index}:%5BHeap%5D Segment ${index}]`
    })
    const withSegments = (count: number): FakeVendors =>
      fakeVendors(({ method, url }) =>
        url.endsWith('/segments') && method === 'GET'
          ? { status: 200, body: Array.from({ length: count }, (_, index) => described(index)) }
          : undefined
      )

    it('is connected by its first delivery, and the eleventh is rejected by the names of the ten', async () => {
      const { send, vendors, log } = handler({}, withSegments(10))
      const { status, body } = await send('/heap/segments', fromHeap(page(['ada'])))
      expect([status, body]).toMatchObject([200, { rejected: 1 }])
      for (let index = 0; index < 10; index += 1) expect(log[0].reason).toContain(`"[Heap] Segment ${index}"`)
      expect(vendors.requests.filter(({ method }) => method === 'POST')).toStrictEqual([])
    })

    it('goes on where its segment is one of the ten, and where the setting allows more', async () => {
      const known = handler({}, withSegments(10))
      const own = page(['ada']).replace('"id":7', '"id":103')
      expect((await known.send('/heap/segments', fromHeap(own))).body).toStrictEqual(DELIVERED)
      const raised = handler({ settings: { ...SETTINGS, recurringSyncLimit: '0' } }, appcuesWithSegments())
      expect((await raised.send('/heap/segments', fromHeap(page(['ada'])))).body).toStrictEqual(DELIVERED)
    })
  })

  describe('/heap/events', () => {
    const EVENT = JSON.stringify({ event: 'Report Exported', identity: 'ada', time: TIME, event_id: 'e-1', pages: 3 })

    it('forwards the events that were named, and no other', async () => {
      const { send, vendors } = handler({ forwardEvents: ['Report Exported'] })
      const headers = { 'x-key': SECRET }
      expect((await send('/heap/events', post(EVENT, headers))).body).toStrictEqual(DELIVERED)
      expect((await send('/heap/events', post(EVENT.replace('Exported', 'Closed'), headers))).body).toMatchObject({
        skipped: 1
      })
      expect(vendors.requests.map((request) => [pathOf(request), request.body])).toStrictEqual([
        [
          'POST /v2/accounts/42/users/ada/events',
          { name: 'Report Exported', timestamp: TIME, attributes: { pages: 3 } }
        ]
      ])
    })

    it('sends nothing back to Heap that came from there, nor to Appcues what Heap had from there', async () => {
      const { send, vendors } = handler({ forwardEvents: ['Flow Started (Appcues)', 'Flow Started'] })
      for (const name of ['Flow Started (Appcues)', 'Flow Started']) {
        const body = EVENT.replace('Report Exported', name)
        expect((await send('/heap/events', post(body, { 'x-key': SECRET }))).status).toBe(200)
      }
      expect(vendors.requests).toStrictEqual([])
    })

    it.each([{}, { 'x-key': 'wrong' }])('rejects the credentials %j', async (headers) => {
      const { send } = handler()
      expect((await send('/heap/events', post(EVENT, headers as Record<string, string>))).status).toBe(403)
    })
  })

  describe('/segment', () => {
    const flow = (messageId: string, more: object = {}): object => ({
      type: 'track',
      event: 'Flow Started (Appcues)',
      userId: 'ada',
      messageId,
      timestamp: TIME,
      properties: { flowId: 'f1' },
      ...more
    })

    it('takes one event or a list of them, in one request to Heap', async () => {
      const { send, vendors } = handler()
      expect((await send('/segment', fromSegment(flow('m-1')))).body).toStrictEqual(DELIVERED)
      const list = [flow('m-2'), flow('m-3'), { type: 'page', messageId: 'm-4' }]
      expect((await send('/segment', fromSegment(list))).body).toStrictEqual({
        delivered: 2,
        skipped: 1,
        rejected: 0,
        failed: 0
      })
      const tracked = vendors.requests.filter(({ url }) => url.endsWith('/api/track'))
      expect(tracked.map(({ body }) => (body as { events: unknown[] }).events.length)).toStrictEqual([1, 2])
    })

    it('sets the named properties of identify calls in Appcues, in one import', async () => {
      const { send, vendors } = handler({ appcuesUserProperties: { Plan: 'traits.plan' } })
      const identify = (userId: string, traits: object): object => ({
        type: 'identify',
        userId,
        messageId: userId,
        traits
      })
      const list = [
        identify('ada', { plan: 'pro', email: 'a@b.co' }),
        identify('bob', { plan: 'free' }),
        identify('eve', {})
      ]
      expect((await send('/segment', fromSegment(list))).body).toMatchObject({ delivered: 2, skipped: 1 })
      expect(vendors.requests.map((request) => [pathOf(request), request.body])).toStrictEqual([
        ['POST /v2/accounts/42/import/profiles', 'user_id,Plan\r\nada,pro\r\nbob,free\r\n']
      ])
    })

    it.each([
      ['no token', post('{}')],
      ['a wrong token', fromSegment(flow('m'), 'wrong')],
      ['the token in another scheme', post('{}', { authorization: `Basic ${TOKEN}` })],
      ['the token after two schemes', post('{}', { authorization: `Basic Bearer ${TOKEN}` })]
    ])('rejects %s before it reads the body', async (_what, init) => {
      const { send, vendors, log } = handler()
      const { status, headers, body } = await send('/segment', init)
      expect([status, headers.get('www-authenticate')]).toStrictEqual([401, 'Bearer'])
      expect(body).toStrictEqual({ error: 'Send the header "Authorization: Bearer" with the token of this route.' })
      expect(vendors.requests).toStrictEqual([])
      const reason = 'The bearer token is missing or wrong.'
      expect(log).toStrictEqual([{ level: 'warn', kind: 'request_rejected', route: '/segment', status, reason }])
    })

    it.each(['bearer ', 'BEARER    ', '  Bearer  '])('takes the token after %j', async (scheme) => {
      const { send } = handler({ token: ` ${TOKEN} ` })
      expect((await send('/segment', post('[]', { authorization: `${scheme}${TOKEN}  ` }))).status).toBe(200)
    })

    it.each(['', '{', '"text"', '3', '[1]', '[{"event":"x"}]', 'null'])('rejects the body %j', async (text) => {
      const { send, log } = handler()
      const { status, body } = await send('/segment', post(text, { authorization: `Bearer ${TOKEN}` }))
      const reason = 'The body must be one Segment event as JSON, or a list of them.'
      expect([status, body]).toStrictEqual([400, { error: reason }])
      expect(log).toStrictEqual([{ level: 'warn', kind: 'request_rejected', route: '/segment', status, reason }])
    })

    it('keeps an audience of Reverse ETL, found by the name in the address', async () => {
      const vendors = appcuesWithSegments()
      const { send } = handler({ settings: { ...SETTINGS, appcuesIdentityProperty: 'appcues_id' } }, vendors)
      const row = (event: string, properties: object): object => ({
        type: 'track',
        event,
        messageId: `m-${event}`,
        timestamp: TIME,
        properties
      })
      const rows = [
        row('new', { APPCUES_ID: 'ada', __segment_id: 'row-1' }),
        row('deleted', { APPCUES_ID: null, __segment_id: 'bob' }),
        row('updated', { APPCUES_ID: 'carl', __segment_id: 'row-3' })
      ]
      const to = '/segment?audience=Trial%20users&mode=mirror'
      expect(await send(to, fromSegment(rows))).toMatchObject({ status: 200, body: { delivered: 3 } })
      await send(to, fromSegment(rows.slice(0, 1)))
      const made = vendors.requests.filter((request) => pathOf(request) === 'POST /v2/accounts/42/segments')
      expect(made.map(({ body }) => body)).toMatchObject([{ name: '[Heap] Trial users' }])
      expect(JSON.stringify(made[0].body)).toContain(':retl/Trial users:')
      const imports = vendors.requests
        .filter(({ url }) => url.endsWith('/import/profiles'))
        .map(({ body }) => String(body))
      expect(imports).toHaveLength(2)
      expect(imports[0]).toMatch(/ada,true[^]*bob,false[^]*carl,true/)
    })

    it.each([
      ['add', 'new,1 updated,- deleted,-'],
      ['delete', 'new,- updated,- deleted,0'],
      ['upsert', 'new,1 updated,1 deleted,-']
    ])('knows the sync mode %s', async (mode, expected) => {
      const vendors = appcuesWithSegments()
      const { send } = handler({}, vendors)
      const rows = ['new', 'updated', 'deleted'].map((event) => ({
        type: 'track',
        event,
        userId: event,
        messageId: event,
        timestamp: TIME,
        properties: {}
      }))
      await send(`/segment?audience=A&mode=${mode}`, fromSegment(rows))
      const [imported] = vendors.requests
        .filter(({ url }) => url.endsWith('/import/profiles'))
        .map(({ body }) => String(body))
      const members = rows.map(({ event }) => {
        const [, value] = new RegExp(`^${event},(true|false)`, 'm').exec(imported) ?? []
        return `${event},${value === undefined ? '-' : value === 'true' ? 1 : 0}`
      })
      expect(members.join(' ')).toBe(expected)
    })

    it('mirrors rows unless a mode is given, takes a mode with blanks around it, and wants no other calls', async () => {
      const event = (type: string, userId: string): object => ({ type, event: 'new', userId, messageId: userId })
      for (const query of ['?audience=A', '?audience=%20A%20&mode=%20mirror%20']) {
        const vendors = appcuesWithSegments()
        const { body } = await handler({}, vendors).send(
          `/segment${query}`,
          fromSegment([event('track', 'ada'), event('page', 'bob')])
        )
        expect(body).toStrictEqual({ delivered: 1, skipped: 1, rejected: 0, failed: 0 })
        const imported = vendors.requests.find(({ url }) => url.endsWith('/import/profiles'))
        expect(imported?.body).toMatch(/^user_id,[^\n]*\r\nada,true\r\n$/)
      }
    })

    it('names the audience of a row that is rejected', async () => {
      const { send, log } = handler()
      const row = { type: 'track', event: 'new', messageId: 'm', properties: {} }
      expect((await send('/segment?audience=VIPs', fromSegment(row))).body).toMatchObject({ rejected: 1 })
      expect(log[0].reason).toMatch(/^Audience VIPs: /)
    })

    it('says so of an event that cannot be read, and delivers the others', async () => {
      const { send, log } = handler({}, appcuesWithSegments())
      const row = { type: 'track', event: 'new', userId: 'ada', messageId: 'm-1' }
      const { body } = await send('/segment?audience=VIPs', fromSegment([{ ...row, context: null }, row]))
      expect(body).toStrictEqual({ delivered: 1, skipped: 0, rejected: 1, failed: 0 })
      const reason = 'Audience VIPs: The event cannot be read: a part of it has another shape than Segment gives it.'
      expect(log[0]).toMatchObject({ kind: 'rejected', status: 400, event: 'new', messageId: 'm-1', reason })
    })

    it.each([
      ['?audience=', 'The query has an empty "audience": give the name of the segment.'],
      ['?audience=%20', 'The query has an empty "audience": give the name of the segment.'],
      ['?audience=A&mode=everything', 'The query\'s "mode" must be add, update, upsert, delete or mirror.']
    ])('rejects the query %s', async (query, error) => {
      const { status, body } = await handler().send(`/segment${query}`, fromSegment([]))
      expect([status, body]).toStrictEqual([400, { error }])
    })
  })

  describe('the other responses', () => {
    it('says that it is alive', async () => {
      const { send } = handler()
      for (const path of ['/health', '/health/', '/health///', '//health']) {
        const { status, body } = await send(path)
        expect([path, status, body]).toStrictEqual([path, 200, { status: 'ok' }])
      }
      const { status, body, headers } = await send('/health', { method: 'HEAD' })
      expect([status, body, headers.get('cache-control')]).toStrictEqual([200, undefined, 'no-store'])
    })

    it('takes nothing but GET and HEAD there', async () => {
      const { status, body, headers } = await handler().send('/health', { method: 'DELETE' })
      expect([status, body, headers.get('allow')]).toStrictEqual([405, { error: 'Send a GET request.' }, 'GET, HEAD'])
    })

    it.each(['/', '/appcue', '/appcues/x', '/appcues//x', '/health//x', '/heap', '/api/appcuesx'])(
      'knows no %s',
      async (path) => {
        const { status, body } = await handler().send(path, post('{}'))
        expect([status, body]).toStrictEqual([404, { error: 'There is nothing here.' }])
      }
    )

    it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
      'takes no %s where it wants a POST',
      async (method) => {
        const { send } = handler()
        const { status, headers, body } = await send('/appcues', { method })
        expect([status, headers.get('allow'), body]).toStrictEqual([405, 'POST', { error: 'Send a POST request.' }])
      }
    )

    it('does not fail for an event that the vendors’ own client breaks on', async () => {
      const { send, log } = handler({
        fetch: () => Promise.reject(new Error(`no way to ${SETTINGS.appcuesApiSecret}`))
      })
      const { status, body } = await send(
        '/segment',
        fromSegment({ type: 'track', event: 'Flow Started (Appcues)', userId: 'ada', messageId: 'm' })
      )
      expect(status).toBe(503)
      expect(JSON.stringify([body, log])).not.toMatch(/SECRET/)
    })
  })

  describe('hostile bodies', () => {
    const routes: [string, (body: string) => RequestInit][] = [
      ['/appcues', fromAppcues],
      ['/heap/segments', fromHeap],
      ['/heap/events', (body) => post(body, { 'x-key': SECRET })],
      ['/segment', (body) => post(body, { authorization: `Bearer ${TOKEN}` })],
      ['/segment?audience=A', (body) => post(body, { authorization: `Bearer ${TOKEN}` })]
    ]
    const body = fc.oneof(
      fc.string(),
      hostileRecord.map((record) => JSON.stringify({ ...JSON.parse(SCORE), ...record })),
      hostileRecord.map((record) => JSON.stringify({ ...JSON.parse(page(['ada'])), data: record })),
      hostileRecord.map((record) => JSON.stringify({ type: 'track', event: 'new', ...record })),
      hostileJson.map((value) => JSON.stringify(value))
    )

    it('are taken or rejected, and never an error of ours', async () => {
      const { send, log } = handler({ forwardEvents: ['new'] }, appcuesWithSegments())
      await fc.assert(
        fc.asyncProperty(body, fc.constantFrom(...routes), async (text, [path, signed]) => {
          expect([200, 400]).toContain((await send(path, signed(text))).status)
        }),
        { numRuns: 400 }
      )
      expect(log.filter(({ kind }) => kind === 'fault')).toStrictEqual([])
      expect(pollutedPrototypes()).toStrictEqual([])
    })
  })

  describe('options', () => {
    const without = (options: Partial<HandlerOptions>): HandlerOptions => ({ ...OPTIONS, ...options })

    it('leave out the route of a source without a secret, and of Segment without a token', async () => {
      const { send } = handler({ sources: { appcuesWebhook: OPTIONS.sources.appcuesWebhook }, token: undefined })
      expect((await send('/appcues', fromAppcues(SCORE))).status).toBe(200)
      for (const path of ['/heap/segments', '/heap/events', '/segment'])
        expect((await send(path, post('{}'))).status).toBe(404)
    })

    it('leave out the route of a source of which all but the secret is filled in', async () => {
      const { send } = handler({ sources: { appcuesWebhook: { traits: ['email'] } } })
      expect((await send('/appcues', post('{}'))).status).toBe(404)
    })

    it.each<[string, Partial<HandlerOptions>]>([
      [
        'of Heap alone, for what Appcues sends',
        { settings: { heapAppId: '11' }, sources: { appcuesWebhook: OPTIONS.sources.appcuesWebhook } }
      ],
      [
        'of Appcues alone, for what Heap sends',
        { settings: { ...SETTINGS, heapAppId: '' }, sources: { heapSegmentSync: OPTIONS.sources.heapSegmentSync } }
      ],
      ['of either alone, for what Segment sends', { settings: { heapAppId: '11' }, sources: undefined }]
    ])('are enough with the settings %s', (_what, options) => {
      expect(create()({ ...OPTIONS, ...options })).toBeInstanceOf(Function)
    })

    it('open them where allowUnsigned says so', async () => {
      const { send } = handler({ sources: undefined, token: undefined, allowUnsigned: true }, appcuesWithSegments())
      expect((await send('/appcues', post(SCORE))).status).toBe(200)
      expect((await send('/heap/segments', post(page(['ada'])))).status).toBe(200)
      expect((await send('/segment', post('[]'))).status).toBe(200)
    })

    it.each<[string, Partial<HandlerOptions>, RegExp | string]>([
      ['nothing to receive', { sources: {}, token: undefined }, /nothing to receive/],
      ['a blank token', { token: ' ' }, /token/],
      [
        'an unknown source',
        { sources: { appcues: {} } as never },
        'sources: there is no source "appcues". There are appcuesWebhook, heapSegmentSync, heapEventWebhook.'
      ],
      [
        'a mistyped setting',
        { sources: { appcuesWebhook: { webhookSecret: [SECRET] } } },
        'sources.appcuesWebhook: there is no setting "webhookSecret". There are signatureMode, webhookSecrets, toleranceSeconds, urlToken, deliver, traits, takeBareNames.'
      ],
      ['an unusable secret', { sources: { appcuesWebhook: { webhookSecrets: [''] } } }, /appcuesWebhook/],
      ['a blank secret', { sources: { heapSegmentSync: { webhookSecrets: ' ' } } }, /heapSegmentSync/],
      ['half of a credential', { sources: { heapEventWebhook: { headerValue: SECRET } } }, /Header Name/],
      [
        'the name of no header, beside Basic credentials',
        {
          sources: {
            heapEventWebhook: { basicUser: 'u', basicPassword: SECRET, headerName: 'x y', headerValue: SECRET }
          }
        },
        /^sources.heapEventWebhook: Header Name is "x y"/
      ],
      ['no Heap for Appcues’ events', { settings: { ...SETTINGS, heapAppId: undefined } }, /Heap App ID/],
      [
        'no Heap for Appcues’ events, though Appcues is filled in',
        {
          settings: { ...SETTINGS, heapAppId: '' },
          sources: { appcuesWebhook: OPTIONS.sources.appcuesWebhook },
          token: undefined
        },
        /Heap App ID/
      ],
      ['half of Appcues', { settings: { ...SETTINGS, appcuesAccountId: '' } }, /Appcues Account ID/],
      [
        'half of Appcues where only Heap is needed',
        {
          settings: { heapAppId: '11', appcuesApiKey: 'KEY-1' },
          sources: { appcuesWebhook: OPTIONS.sources.appcuesWebhook },
          token: undefined
        },
        /Appcues Account ID/
      ],
      [
        'an event to forward where only Heap is filled in',
        { settings: { heapAppId: '11' }, sources: undefined, forwardEvents: ['Report Exported'] },
        /Appcues Account ID/
      ],
      [
        'a user property of Appcues where only Heap is filled in',
        { settings: { heapAppId: '11' }, sources: undefined, appcuesUserProperties: { Plan: 'traits.plan' } },
        /Appcues Account ID/
      ],
      ['no vendor at all', { settings: {}, sources: {} }, /Nothing is filled in/],
      ['a value that is no choice', { settings: { ...SETTINGS, heapRegion: 'Mars' } }, /Heap Region must be one of/],
      ['an unknown preset', { presetsOff: ['Flow Startet'] }, /no preset "Flow Startet"/],
      ['a property without a path', { extraProperties: { Plan: '' } }, /extraProperties: "Plan"/],
      ['a user property without a path', { appcuesUserProperties: { Plan: '' } }, /appcuesUserProperties: "Plan"/]
    ])('reject %s', (_what, options, message) => {
      expect(() => create()(without(options))).toThrow(message)
      expect(() => create()(without(options))).not.toThrow(/SECRET/)
    })
  })

  describe('the settings of events', () => {
    const flow = (url: string): string =>
      JSON.stringify({
        id: 'd2',
        name: 'appcues:flow_started',
        user_id: 'ada',
        group_id: 'acme',
        timestamp: Date.parse(TIME),
        attributes: { flowId: 'f1', localeName: 'English', flowType: 'journey' },
        context: { url },
        identity: { email: 'ada@example.com', plan: 'pro' }
      })

    it('keep out webhooks about another host, and the sender need not try again', async () => {
      const { send, vendors } = handler({ settings: { ...SETTINGS, onlyFromHosts: 'app.example' } })
      const { status } = await send('/appcues', fromAppcues(flow('https://staging.example/')))
      expect(status).toBe(200)
      expect(vendors.requests).toStrictEqual([])
      await send('/appcues', fromAppcues(flow('https://app.example/')))
      expect(vendors.requests.map(pathOf)).toStrictEqual(['POST /api/track', 'POST /api/add_user_properties'])
    })

    it('add the account and the page, for the identity in the one trait that travels', async () => {
      const { send, vendors } = handler({
        settings: { ...SETTINGS, heapGroupId: true, heapPageAndLocale: true, heapIdentityProperty: 'email' },
        sources: { appcuesWebhook: { webhookSecrets: [SECRET], traits: ['email'] } }
      })
      await send('/appcues', fromAppcues(flow('https://app.example/')))
      const identity = 'ada@example.com'
      expect(vendors.requests.map(({ body }) => body)).toStrictEqual([
        {
          app_id: '11',
          events: [
            {
              identity,
              event: 'Flow Started',
              timestamp: TIME,
              idempotency_key: 'd2:Flow Started',
              properties: {
                'Flow ID': 'f1',
                Timestamp: TIME,
                'Group ID': 'acme',
                'Page URL': 'https://app.example/',
                'Locale Name': 'English',
                'Flow Type': 'journey'
              }
            }
          ]
        },
        { app_id: '11', users: [{ identity, properties: { appcuesUserID: 'ada', 'Appcues Group ID': 'acme' } }] }
      ])
    })
  })
}
