import type { DestinationDefinition, SegmentEvent } from '@segment/actions-core'
import { defaultValues } from '@segment/actions-core'
import destination from '../../src/destinations/heap-appcues'
import type { FakeResponse, Sent } from './support/templates'
import { inputsOf, run, isUnderstoodTrigger, templatesOf, triggerOf } from './support/templates'
import { events, properties } from '../../src/destinations/heap-appcues/catalog'
import type { EventEntry, PropertyKey } from '../../src/destinations/heap-appcues/catalog'

describe('actions', () => {
  const definition = destination as unknown as DestinationDefinition<never>
  const heap = { heapAppId: '11' }
  const appcues = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }

  const event: Partial<SegmentEvent> = {
    type: 'track',
    event: 'Report Exported',
    userId: 'alice@example.com',
    messageId: 'message-1',
    timestamp: '2026-03-10T22:21:56.000Z',
    context: { personas: { computation_class: 'audience', computation_key: 'power_users', computation_id: 'aud_1' } },
    properties: { rows: 3, power_users: true }
  }

  const inputs = (partnerAction: string, settings: Record<string, string>, changes: object = {}) => ({
    ...inputsOf(
      definition,
      { partnerAction, mapping: defaultValues(definition.actions[partnerAction].fields) },
      settings,
      { ...event, context: {} }
    ),
    ...changes
  })

  const respondsWith = (status: number) => (): FakeResponse => ({ status, body: '{}' })

  const broken = (): FakeResponse => {
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
  }

  describe('actions in PostHog’s pipeline', () => {
    it('forward an event with the credentials in a header, the only place for them there', async () => {
      expect(await run(definition, inputs('forwardEvent', appcues))).toStrictEqual([
        {
          url: 'https://api.appcues.com/v2/accounts/12345/users/alice%40example.com/events',
          method: 'POST',
          headers: {
            Authorization: `Basic ${Buffer.from('key:secret').toString('base64')}`,
            'Content-Type': 'application/json'
          },
          body: JSON.stringify({
            name: 'Report Exported',
            timestamp: '2026-03-10T22:21:56.000Z',
            attributes: { rows: 3, power_users: true }
          })
        }
      ] satisfies Sent[])
    })

    it('set user properties in Heap that someone writes into the mapping', async () => {
      const mapped = inputs('updateUser', heap, { properties: { appcuesUserID: 'alice@example.com' } })
      const [{ url, body }] = await run(definition, mapped)
      expect({ url, body: JSON.parse(body ?? '') as unknown }).toStrictEqual({
        url: 'https://heapanalytics.com/api/add_user_properties',
        body: {
          app_id: '11',
          users: [{ identity: 'alice@example.com', properties: { appcuesUserID: 'alice@example.com' } }]
        }
      })
    })

    it('keep to the region, which arrives as a word', async () => {
      const [toHeap] = await run(definition, inputs('trackEvent', { ...heap, heapRegion: 'EU' }))
      const [toAppcues] = await run(definition, inputs('forwardEvent', { ...appcues, appcuesRegion: 'EU' }))
      expect(toHeap.url).toBe('https://c.eu.heap-api.com/api/track')
      expect(new URL(toAppcues.url).origin).toBe('https://api.eu.appcues.com')
    })

    it('leave out anonymous visitors where the setting says so', async () => {
      const visitor = { identity: '', anonymous_id: 'visitor-1' }
      expect(
        await run(definition, inputs('trackEvent', { ...heap, anonymousEvents: 'Leave out' }, visitor))
      ).toStrictEqual([])
    })

    it.each([
      ['trackEvent', heap, {}],
      ['updateUser', heap, { properties: { plan: 'free' } }],
      ['updateAppcuesUser', appcues, { properties: { plan: 'free' } }],
      ['forwardEvent', appcues, {}]
    ])('turn HTTP errors, which are not thrown there, into errors: %s', async (action, settings, changes) => {
      const failing = (respond: (sent: Sent) => FakeResponse) =>
        run(definition, inputs(action, settings, changes), respond)
      await expect(failing(respondsWith(400))).rejects.toMatchObject({ status: 400 })
      await expect(failing(respondsWith(401))).rejects.toMatchObject({ status: 401, code: 'INVALID_AUTHENTICATION' })
      await expect(failing(respondsWith(429))).rejects.toMatchObject({ status: 429 })
      await expect(failing(respondsWith(503))).rejects.toMatchObject({ status: 503 })
      await expect(failing(broken)).rejects.toMatchObject({
        status: 408,
        message: expect.stringContaining('ECONNRESET') as string
      })
    })

    it.each([
      ['trackEvent', {}, 'Heap App ID'],
      ['updateUser', {}, 'Heap App ID'],
      ['forwardEvent', {}, 'Appcues'],
      ['updateAppcuesUser', {}, 'Appcues'],
      ['syncAudience', {}, 'Appcues']
    ])('name the settings that are missing: %s', async (action, settings, word) => {
      await expect(run(definition, inputs(action, settings))).rejects.toMatchObject({
        status: 401,
        code: 'INVALID_AUTHENTICATION',
        message: expect.stringContaining(word) as string
      })
    })
  })

  describe('what cannot work in PostHog’s pipeline is rejected and not half done', () => {
    it('memberships, because it tells no action who joins or leaves', async () => {
      await expect(run(definition, inputs('syncAudience', appcues))).rejects.toMatchObject({
        status: 400,
        code: 'PAYLOAD_VALIDATION_FAILED',
        message: expect.stringMatching(/^Membership: /) as string
      })
    })

    it('the identity property, because no merged traits arrive', async () => {
      await expect(
        run(definition, inputs('trackEvent', { ...heap, heapIdentityProperty: 'email' }))
      ).rejects.toMatchObject({
        status: 400,
        code: 'PAYLOAD_VALIDATION_FAILED',
        message: expect.stringContaining('Heap Identity Property') as string
      })
    })

    it('user properties, which are mapped by hand there', async () => {
      await expect(run(definition, inputs('updateUser', heap))).rejects.toMatchObject({
        message: 'Properties: there is nothing to set. Map at least one property to a value.'
      })
    })
  })
})

describe('presets', () => {
  const definition = destination as unknown as DestinationDefinition<never>
  const templates = templatesOf(definition)
  const settings = { heapAppId: '11' }

  /** An event that carries all that Appcues may say with it. */
  const eventOf = (row: EventEntry): Partial<SegmentEvent> => ({
    type: 'track',
    event: row.clientName,
    userId: 'alice@example.com',
    messageId: 'message-1',
    timestamp: '2026-03-10T22:21:56.000Z',
    context: { page: { title: 'Home', url: 'https://app.example.com/' } },
    properties: Object.fromEntries(row.properties.map((key) => [properties[key].appcuesName, valueOf(key)]))
  })

  const valueOf = (key: PropertyKey): string | number => (properties[key].type === 'number' ? 9 : `the ${key}`)

  const bodies = async (name: string, event: Partial<SegmentEvent>): Promise<unknown[]> => {
    const template = templates.find((one) => one.name === name)!
    const sent = await run(definition, inputsOf(definition, template, settings, event))
    return sent.map(({ url, method, headers, body }) => ({
      url,
      method,
      headers,
      body: JSON.parse(body ?? '') as unknown
    }))
  }

  describe('presets in PostHog’s pipeline', () => {
    it('become templates, for the destination is not hidden by its name', () => {
      expect(destination.slug).not.toContain('audiences')
      expect(templates.length).toBeGreaterThan(events.length)
    })

    it('mean there what they mean here, but for two that have to be switched off', () => {
      const others = templates.filter((preset) => !isUnderstoodTrigger(triggerOf(preset)))
      expect(others.map(({ name }) => name)).toStrictEqual([
        'Other Appcues events',
        'Heap segments and Engage audiences'
      ])
    })

    it.each(templates)('ask for nothing that cannot be looked up there: $name', (template) => {
      const inputs = inputsOf(definition, template, settings, eventOf(events[0]))
      expect(Object.keys(inputs)).toStrictEqual(expect.arrayContaining(Object.keys(settings)))
      expect(Object.values(inputs).filter((value) => /"@\w+"/.test(String(value)))).toStrictEqual([])
    })

    // Only declared sub-fields are offered there, and none is: each would cost an event whose value has another shape.
    it.each(events)('send $name with its time, and with properties when they are mapped by hand', async (row) => {
      expect(await bodies(row.name, eventOf(row))).toStrictEqual([
        {
          url: 'https://heapanalytics.com/api/track',
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: {
            app_id: '11',
            events: [
              {
                identity: 'alice@example.com',
                event: row.name,
                timestamp: '2026-03-10T22:21:56.000Z',
                idempotency_key: `message-1:${row.name}`,
                properties: { Timestamp: '2026-03-10T22:21:56.000Z' }
              }
            ]
          }
        }
      ])
    })

    it('send visitors who have no identity yet, whose empty inputs are empty texts', async () => {
      const row = events[0]
      const [request] = await bodies(row.name, { ...eventOf(row), userId: undefined, anonymousId: 'visitor-1' })
      expect(request).toMatchObject({
        url: 'https://heapanalytics.com/api/integrations/track',
        body: { events: [{ user_identifier: { anonymous_id: 'visitor-1' } }] }
      })
    })

    it('leave listed events to their own preset: the switch arrives as a word', async () => {
      expect(await bodies('Other Appcues events', eventOf(events[0]))).toStrictEqual([])
    })
  })
})
