import type { SegmentEvent } from '@segment/actions-core'
import { RetryError, ValidationError } from './built'
import type { DeployedFunction } from './built'
import {
  TIME,
  HEAP,
  APPCUES,
  BOTH,
  track,
  flowStarted,
  score,
  PERSONAS,
  CONNECTED,
  member,
  SENT_FLOW
} from './function-events'
import { fakeVendors, pathOf } from './vendors'

/** What the function must do, whether it was pasted or is run from its source. */
export function functionCases(deployFunction: (fetch: unknown) => DeployedFunction): void {
  describe('one event at a time', () => {
    it('sends an event of Appcues to Heap, and the user property that finds the person again', async () => {
      const vendors = fakeVendors()
      await deployFunction(vendors.fetch).onTrack(flowStarted(), HEAP)
      expect(vendors.requests.map(({ url, body }) => [url, body])).toStrictEqual([
        ['https://heapanalytics.com/api/track', { app_id: '11', events: [SENT_FLOW] }],
        [
          'https://heapanalytics.com/api/add_user_properties',
          { app_id: '11', users: [{ identity: 'ada', properties: { appcuesUserID: 'ada' } }] }
        ]
      ])
    })

    it.each(['onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onTrack'] as const)(
      '%s takes what no preset wants, and sends nothing',
      async (handler) => {
        const vendors = fakeVendors()
        const event = { ...track('Report Exported', {}), type: handler.slice(2).toLowerCase() } as SegmentEvent
        await deployFunction(vendors.fetch)[handler](event, BOTH)
        expect(vendors.requests).toStrictEqual([])
      }
    )

    it.each(['onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onTrack', 'onDelete'] as const)(
      '%s keeps its event while the settings are wrong',
      async (handler) => {
        const event = { ...track('Report Exported', {}), type: handler.slice(2).toLowerCase() } as SegmentEvent
        const failed = deployFunction(fakeVendors().fetch)[handler](event, { ...BOTH, heapRegion: 'Mars' })
        await expect(failed).rejects.toBeInstanceOf(RetryError)
        await expect(failed).rejects.toMatchObject({ message: 'Heap Region must be one of: "US" or "EU".' })
      }
    )

    it.each(['text', ['Plan'], 5])('keeps an event while extra properties are %j', async (extraProperties) => {
      const failed = deployFunction(fakeVendors().fetch).onTrack(flowStarted(), { ...HEAP, extraProperties })
      await expect(failed).rejects.toBeInstanceOf(RetryError)
      await expect(failed).rejects.toMatchObject({
        message: 'extraProperties: fill in pairs of a property and a path.'
      })
    })

    it('throws a ValidationError for what must be corrected, and a RetryError for what can be retried', async () => {
      const down = fakeVendors(() => ({ status: 503 }))
      const bad = deployFunction(fakeVendors().fetch).onTrack(flowStarted({ messageId: undefined }), HEAP)
      await expect(bad).rejects.toMatchObject({ message: expect.stringContaining('Message ID') as string })
      await expect(bad).rejects.toBeInstanceOf(ValidationError)
      const failed = deployFunction(down.fetch).onTrack(flowStarted(), HEAP)
      await expect(failed).rejects.toMatchObject({ message: expect.stringContaining('503') as string })
      await expect(failed).rejects.toBeInstanceOf(RetryError)
    })

    it('keeps an event while someone corrects credentials or settings', async () => {
      const rejected = fakeVendors(() => ({ status: 401, body: { title: 'Unauthorized' } }))
      const { onTrack } = deployFunction(rejected.fetch)
      await expect(onTrack(member('ada', true), APPCUES)).rejects.toBeInstanceOf(RetryError)
      await expect(onTrack(flowStarted(), {})).rejects.toBeInstanceOf(RetryError)
      const unknown = onTrack(flowStarted(), { ...HEAP, presetsOff: ['Flow Startet'] })
      await expect(unknown).rejects.toMatchObject({
        message: expect.stringMatching(/no preset "Flow Startet".*Flow Started,/) as string
      })
      await expect(unknown).rejects.toBeInstanceOf(RetryError)
    })

    it('passes a deletion request on', async () => {
      const vendors = fakeVendors()
      await deployFunction(vendors.fetch).onDelete(
        { type: 'delete', userId: 'ada' } as unknown as SegmentEvent,
        APPCUES
      )
      expect(vendors.requests.map(pathOf)).toStrictEqual(['DELETE /v2/accounts/42/users/ada/profile'])
      const nobody = deployFunction(vendors.fetch).onDelete({ type: 'delete' } as unknown as SegmentEvent, APPCUES)
      await expect(nobody).rejects.toBeInstanceOf(ValidationError)
      const down = deployFunction(fakeVendors(() => ({ status: 500 })).fetch)
      const failed = down.onDelete({ type: 'delete', userId: 'ada' } as unknown as SegmentEvent, APPCUES)
      await expect(failed).rejects.toBeInstanceOf(RetryError)
    })
  })

  describe('settings', () => {
    it('are the destination’s, also where the screen knows only texts', async () => {
      const vendors = fakeVendors()
      const settings = {
        heapAppId: ' 11 ',
        heapRegion: 'EU',
        heapNames: 'As the native integration',
        appcuesApiKey: '',
        recurringSyncLimit: '10'
      }
      await deployFunction(vendors.fetch).onTrack(track('Step Started (Appcues)', { stepId: 's1' }), settings)
      expect(vendors.requests.map(({ url, body }) => [url, body])).toStrictEqual([
        [
          'https://c.eu.heap-api.com/api/track',
          {
            app_id: '11',
            events: [
              {
                identity: 'ada',
                event: 'Step Started (Appcues)',
                timestamp: TIME,
                idempotency_key: 'm-Step Started (Appcues):Step Started (Appcues)',
                properties: { stepId: 's1', timestamp: TIME }
              }
            ]
          }
        ]
      ])
    })

    it('switch presets off, forward named events and add properties', async () => {
      const vendors = fakeVendors()
      const { onBatch } = deployFunction(vendors.fetch)
      const settings = {
        ...BOTH,
        presetsOff: ['Appcues user ID from flows', 'NPS Score Submitted', 'Appcues NPS score and date'],
        forwardEvents: ['Report Exported'],
        extraProperties: { Plan: 'context.traits.plan', Locale: '$.properties.localeName' }
      }
      const context = { traits: { plan: 'pro' } }
      const events = [
        flowStarted({ context }),
        score(),
        track('Report Exported', { pages: 3 }),
        track('Report Closed', {})
      ]
      expect(await onBatch(events, settings)).toEqual([200, 200, 200, 200].map((status) => ({ status })))
      expect(vendors.requests.map((request) => [pathOf(request), request.body])).toEqual([
        [
          'POST /api/track',
          { app_id: '11', events: [{ ...SENT_FLOW, properties: { ...SENT_FLOW.properties, Plan: 'pro' } }] }
        ],
        [
          'POST /v2/accounts/42/users/ada/events',
          { name: 'Report Exported', timestamp: TIME, attributes: { pages: 3 } }
        ]
      ])
    })

    it('name the properties of identify calls that are set in Appcues: one import a batch, and none unless named', async () => {
      const vendors = fakeVendors()
      const { onBatch, onIdentify } = deployFunction(vendors.fetch)
      const identify = (userId: string, plan: string) =>
        ({ type: 'identify', userId, messageId: userId, timestamp: TIME, traits: { plan, email: 'a@b.co' } }) as never
      const settings = { ...APPCUES, appcuesUserProperties: { Plan: 'traits.plan' } }
      expect(await onBatch([identify('ada', 'pro'), identify('bob', 'free')], settings)).toEqual([
        { status: 200 },
        { status: 200 }
      ])
      await onIdentify(identify('ada', 'pro'), APPCUES)
      expect(vendors.requests.map((request) => [pathOf(request), request.body])).toEqual([
        ['POST /v2/accounts/42/import/profiles', 'user_id,Plan\r\nada,pro\r\nbob,free\r\n']
      ])
    })

    it('of one instance are never those of another', async () => {
      const vendors = fakeVendors()
      const { onTrack } = deployFunction(vendors.fetch)
      const step = track('Step Started (Appcues)', {})
      await Promise.all(['1', '2', '3'].map((heapAppId) => onTrack(step, { heapAppId })))
      await onTrack(step, { heapAppId: '4', presetsOff: ['Step Started'] })
      await onTrack(step, { heapAppId: '5' })
      const apps = vendors.requests.map(({ body }) => (body as { app_id: string }).app_id)
      expect(apps.sort()).toStrictEqual(['1', '2', '3', '5'])
    })
  })

  describe('a batch', () => {
    it('of twenty makes one request to Heap for all presets, one import, and answers in place', async () => {
      const vendors = fakeVendors()
      const flows = Array.from({ length: 5 }, (_, index) =>
        flowStarted({ userId: `u${index}`, messageId: `m${index}` })
      )
      const scores = Array.from({ length: 5 }, (_, index) => score({ userId: `u${index}`, messageId: `n${index}` }))
      const members = Array.from({ length: 8 }, (_, index) => member(`v${index}`, index % 2 === 0))
      const bad = [flowStarted({ userId: 'undefined' }), track('Report Exported', {})]
      const responses = await deployFunction(vendors.fetch).onBatch(
        [...flows, bad[0], ...members, bad[1], ...scores],
        BOTH
      )
      expect(responses.map(({ status }) => status)).toEqual([
        ...Array<number>(5).fill(200),
        400,
        ...Array<number>(14).fill(200)
      ])
      expect(responses[5].errormessage).toContain('undefined')
      expect(vendors.requests.map(pathOf).sort()).toStrictEqual([
        'POST /api/add_user_properties',
        'POST /api/track',
        'POST /v2/accounts/42/import/profiles',
        'POST /v2/accounts/42/segments/s-1/add_user_ids',
        'POST /v2/accounts/42/segments/s-1/remove_user_ids'
      ])
      const [tracked, users] = vendors.requests.map(({ body }) => body as { events?: unknown[]; users?: unknown[] })
      expect([tracked.events?.length, users.users?.length]).toStrictEqual([10, 5])
    })

    it('takes Engage’s identify calls and steps of journeys', async () => {
      const vendors = fakeVendors()
      const identify = {
        type: 'identify',
        userId: 'bob',
        messageId: 'i',
        timestamp: TIME,
        traits: { vips: false },
        context: { personas: CONNECTED }
      }
      const journey = member('carl', true, { ...CONNECTED, computation_class: 'journey_step' })
      const responses = await deployFunction(vendors.fetch).onBatch(
        [identify as unknown as SegmentEvent, journey],
        APPCUES
      )
      expect(responses).toEqual([{ status: 200 }, { status: 200 }])
      const imported = vendors.requests.find((request) => pathOf(request).endsWith('/import/profiles'))
      expect(imported?.body).toMatch(/bob,false[^]*carl,true/)
    })

    it('connects an audience by its first delivery, and rejects the eleventh by the names of the ten', async () => {
      const description = (index: number): string =>
        `[heap-appcues:recurring:filled:spa_1/aud_${index}:%5BHeap%5D S${index}]`
      const listed = Array.from({ length: 10 }, (_, index) => ({
        id: `s-${index}`,
        name: `[Heap] S${index}`,
        created_at: TIME,
        description: description(index)
      }))
      const vendors = fakeVendors(({ method, url }) =>
        method === 'GET' && url.endsWith('/segments') ? { status: 200, body: listed } : undefined
      )
      const { onBatch } = deployFunction(vendors.fetch)
      const eleventh = member('ada', true, { ...PERSONAS, computation_id: 'aud_11' })
      const responses = await onBatch([eleventh, member('bob', true)], APPCUES)
      expect(responses.map(({ status }) => status)).toEqual([400, 200])
      for (const { name } of listed) expect(responses[0].errormessage).toContain(`"${name}"`)
    })

    it('responds with 500 for exactly those that failed', async () => {
      const vendors = fakeVendors(({ url }) => (url.includes('appcues') ? { status: 429 } : undefined))
      const responses = await deployFunction(vendors.fetch).onBatch([flowStarted(), member('ada', true), score()], BOTH)
      expect(responses.map(({ status }) => status)).toEqual([200, 500, 200])
    })

    it('of events that cannot be read costs the others nothing', async () => {
      const vendors = fakeVendors()
      const odd = [null, 'text', { type: 'track', context: { personas: null } }] as unknown as SegmentEvent[]
      const responses = await deployFunction(vendors.fetch).onBatch([...odd, flowStarted()], BOTH)
      // Each as an object of this realm: a function that was pasted runs in another.
      expect(Array.from(responses, (response) => ({ ...response }))).toStrictEqual([
        { status: 200 },
        { status: 200 },
        { status: 200 },
        { status: 200 }
      ])
    })
  })

  describe('secrets', () => {
    it('stand in no log and no response, whatever goes wrong', async () => {
      const secrets = {
        ...BOTH,
        appcuesApiKey: 'SECRET-KEY',
        appcuesApiSecret: 'SECRET-WORD',
        heapApiKey: 'SECRET-HEAP',
        appcuesLegacyApiKey: 'SECRET-OLD'
      }
      const token = Buffer.from('SECRET-KEY:SECRET-WORD').toString('base64')
      const echo = fakeVendors(({ headers }) => ({
        status: 400,
        body: { title: 'Bad', detail: JSON.stringify(headers) }
      }))
      const broken = (): Promise<never> => Promise.reject(new Error(`cannot reach ${token} SECRET-KEY`))
      for (const fetch of [echo.fetch, broken]) {
        const { onBatch, log } = deployFunction(fetch)
        const responses = await onBatch([member('ada', true), member('bob', true, PERSONAS), flowStarted()], secrets)
        const words = JSON.stringify([responses, log])
        expect(words).not.toMatch(/SECRET/)
        expect(words).not.toContain(token)
      }
    })
  })

  describe('the settings of events', () => {
    const page = { url: 'https://app.example.com/reports', title: 'Reports' }

    it('keep out events of another host, and say why', async () => {
      const vendors = fakeVendors()
      const staging = { context: { page: { url: 'https://staging.example.com/' } } }
      const settings = { ...BOTH, onlyFromHosts: 'app.example.com', forwardEvents: ['Report Exported'] }
      const { onBatch, onTrack } = deployFunction(vendors.fetch)
      const events = [flowStarted(staging), track('Report Exported', {}, staging), flowStarted({ context: { page } })]
      const responses = await onBatch(events, { ...settings })
      expect(responses.map(({ status }) => status)).toStrictEqual([200, 200, 200])
      await onTrack(flowStarted(staging), settings)
      expect(vendors.requests.map(pathOf)).toStrictEqual(['POST /api/track', 'POST /api/add_user_properties'])
      expect(vendors.requests[0].body).toStrictEqual({ app_id: '11', events: [SENT_FLOW] })
    })

    it('add the group, the page, the locale and the flow type', async () => {
      const vendors = fakeVendors()
      const settings = { ...HEAP, heapGroupId: true, heapPageAndLocale: true }
      const properties = { flowId: 'f1', localeName: 'English', flowType: 'journey' }
      await deployFunction(vendors.fetch).onTrack(
        flowStarted({ properties, context: { page, groupId: 'acme' } }),
        settings
      )
      const added = { 'Group ID': 'acme', 'Page URL': page.url, 'Page Title': 'Reports' }
      expect(vendors.requests.map(({ body }) => body)).toStrictEqual([
        {
          app_id: '11',
          events: [
            {
              ...SENT_FLOW,
              properties: { ...SENT_FLOW.properties, ...added, 'Locale Name': 'English', 'Flow Type': 'journey' }
            }
          ]
        },
        { app_id: '11', users: [{ identity: 'ada', properties: { appcuesUserID: 'ada', 'Appcues Group ID': 'acme' } }] }
      ])
    })

    it('find the identity in a trait of the context', async () => {
      const vendors = fakeVendors()
      const event = flowStarted({ context: { traits: { email: 'ada@example.com' } } })
      await deployFunction(vendors.fetch).onTrack(event, { ...HEAP, heapIdentityProperty: 'email' })
      expect(vendors.requests.map(({ body }) => body)).toMatchObject([
        { events: [{ identity: 'ada@example.com' }] },
        { users: [{ identity: 'ada@example.com', properties: { appcuesUserID: 'ada' } }] }
      ])
    })
  })
}
