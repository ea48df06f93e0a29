import type { ActionView, PresetView, PreviewView, Received, SettingsView } from '../../../host/server/api-types'
import type { TestHost } from '../../support/local-host'
import { npsWebhook, startTestHost } from '../../support/local-host'

let host: TestHost
beforeEach(async () => {
  host = await startTestHost()
})
afterEach(() => host.close())

const presets = async (): Promise<{ presets: PresetView[]; actions: ActionView[] }> =>
  (await host.ask<{ presets: PresetView[]; actions: ActionView[] }>('GET', '/api/presets')).data

const presetOf = async (name: string): Promise<PresetView> => {
  const found = (await presets()).presets.find((preset) => preset.name === name)
  if (!found) throw new Error(`no preset ${name}`)
  return found
}

const takenBy = async (score: number): Promise<(string | undefined)[]> => {
  const webhook = npsWebhook(score, 'ada@example.com', `delivery-${score}`)
  const { data } = await host.webhook('appcues-webhook', webhook)
  return data.events[0].deliveries.map(({ preset }) => preset)
}

describe('presets', () => {
  it('shows every preset of the destination with its meaning, trigger and mapping', async () => {
    const { presets: all, actions } = await presets()
    expect(all.map(({ name }) => name)).toStrictEqual(host.workspace.definition.presets?.map(({ name }) => name))
    expect(actions.map(({ key }) => key)).toStrictEqual([
      'trackEvent',
      'updateUser',
      'syncAudience',
      'updateAppcuesUser',
      'forwardEvent'
    ])
    expect(all.find(({ name }) => name === 'Flow Completed')).toMatchObject({
      meaning: 'The last step of a flow is completed. After Step Completed.',
      trigger: 'type = "track" and event = "Flow Completed (Appcues)"',
      vendor: 'heap',
      enabled: true,
      changed: false
    })
  })

  it('delivers an event nowhere when its preset is switched off', async () => {
    expect(await takenBy(9)).toStrictEqual(['NPS Score Submitted', 'Appcues NPS score and date'])
    const { id } = await presetOf('NPS Score Submitted')
    await host.ask('PUT', `/api/presets/${id}`, { enabled: false })
    expect(await takenBy(8)).toStrictEqual(['Appcues NPS score and date'])
  })

  it('sends by a changed mapping, and by the preset after a reset', async () => {
    const { id, mapping, version } = await presetOf('NPS Score Submitted')
    const changed = { ...mapping, properties: { nps_score: { '@path': '$.properties.score' }, Campaign: 'Spring' } }
    const { data } = await host.ask<PresetView>('PUT', `/api/presets/${id}`, { mapping: changed, version })
    expect(data.changed).toBe(true)
    await takenBy(9)
    await host.ask('POST', `/api/presets/${id}/reset`)
    await takenBy(8)
    expect(host.sandboxes?.heap.state.eventsOf('ada@example.com').map(({ properties }) => properties)).toStrictEqual([
      { 'NPS Score': 9, Campaign: 'Spring' },
      {
        Timestamp: '2026-03-10T22:21:56.000Z',
        'Page Title': 'Home',
        'Page URL': 'https://app.example.com/home',
        'NPS Score': 8
      }
    ])
    expect((await presetOf('NPS Score Submitted')).changed).toBe(false)
  })

  it.each([
    [{ mapping: { nonsense: 1 } }, 'Mapping: the action has no field "nonsense". Take the key out.'],
    [{ mapping: [] }, 'Mapping: it must be an object with the keys of the action’s fields.'],
    [{ enabled: 'yes' }, 'Enabled: send true or false.'],
    [
      { subscribe: '' },
      'Trigger: is empty. Say which events to take, for example type = "track" and event = "Signed Up".'
    ],
    [{ subscribe: 'type = ' }, 'Trigger: a value is missing behind "type =".'],
    [
      { subscribe: 'type = "trck"' },
      'Trigger: there is no event of the type "trck". Types are track, identify, page, screen, group, alias, delete.'
    ]
  ])('rejects the change %j', async (change, sentence) => {
    const { id, version } = await presetOf('NPS Score Submitted')
    expect(await host.rejection('PUT', `/api/presets/${id}`, { version, ...change })).toStrictEqual([400, sentence])
  })

  it.each([
    [{ mapping: { event: { '@nonsense': 1 } } }, /^Mapping: /],
    [{ subscribe: 'type = ((' }, /^Trigger: ./],
    [{ subscribe: 'nonsense' }, /^Trigger: ./]
  ])('rejects what the framework cannot read: %j', async (change, sentence) => {
    const { id, version } = await presetOf('NPS Score Submitted')
    expect(await host.rejection('PUT', `/api/presets/${id}`, { version, ...change })).toStrictEqual([
      400,
      expect.stringMatching(sentence)
    ])
  })

  it('forwards a Heap event to Appcues once someone adds a mapping for it, and not after it is deleted', async () => {
    const webhook = { event: 'Report Exported', identity: 'ada@example.com' }
    const own = { name: 'Exports', action: 'forwardEvent', subscribe: 'type = "track" and event = "Report Exported"' }
    const added = await host.ask<PresetView>('POST', '/api/presets', own)
    expect([added.status, added.data.custom, added.data.vendor]).toStrictEqual([201, true, 'appcues'])
    const { data } = await host.webhook('heap-event-webhook', { ...webhook, event_id: 'first' })
    expect(data.events[0].deliveries).toMatchObject([{ preset: 'Exports', to: 'appcues', outcome: 'delivered' }])
    expect((await host.ask('DELETE', `/api/presets/${added.data.id}`)).status).toBe(204)
    const after = await host.webhook('heap-event-webhook', { ...webhook, event_id: 'second' })
    expect(after.data.events[0].deliveries).toStrictEqual([])
  })

  it.each([
    [
      { name: ' ', action: 'forwardEvent', subscribe: 'type = "track"' },
      'Name: give the mapping a name of at most 100 characters.'
    ],
    [
      { name: 'Flow Started', action: 'trackEvent', subscribe: 'type = "track"' },
      'Name: there is a mapping "Flow Started" already.'
    ],
    [{ name: 'Mine', action: 'constructor', subscribe: 'type = "track"' }, 'Action: there is no action "constructor".']
  ])('rejects the new mapping %j', async (own, sentence) => {
    expect(await host.rejection('POST', '/api/presets', own)).toStrictEqual([400, sentence])
  })

  it.each(['type = "track"', 'type = "identify"', 'event = "A" or event = "B"', 'contains(event, "Report")'])(
    'takes the trigger %s',
    async (subscribe) => {
      const { status, data } = await host.ask<PresetView>('POST', '/api/presets', {
        ...{ name: 'Mine', action: 'forwardEvent', subscribe }
      })
      expect([status, data.trigger, data.problem]).toStrictEqual([201, subscribe, undefined])
    }
  )

  it.each([
    [{ subscribe: 'type = "track" and type = "identify"' }, /^No event meets its trigger/],
    [{ subscribe: 'event = "A" and event = "B"' }, /^No event meets its trigger/],
    [{ subscribe: 'type = "track"', mapping: {} }, /is needed and empty/]
  ])('says that the new mapping %j can never send', async (own, message) => {
    const { data } = await host.ask<PresetView>('POST', '/api/presets', { name: 'Mine', action: 'trackEvent', ...own })
    expect(data.problem).toMatch(message)
  })

  it('says of every preset that it can send, and of those of a vendor without an account that they cannot', async () => {
    expect((await presets()).presets.filter(({ problem }) => problem !== undefined)).toStrictEqual([])
    await host.ask('PUT', '/api/settings/destination', { heapAppId: '' })
    const problems = (await presets()).presets.map(({ vendor, problem }) => `${vendor} ${problem}`)
    expect(new Set(problems)).toStrictEqual(
      new Set(['heap Heap App ID is empty in the settings, so nothing can be sent.', 'appcues undefined'])
    )
  })

  it('does not let two tabs overwrite each other unseen', async () => {
    const { id, mapping, version } = await presetOf('NPS Score Submitted')
    const save = (campaign: string) =>
      host.rejection('PUT', `/api/presets/${id}`, { mapping: { ...mapping, properties: { campaign } }, version })
    expect((await save('one'))[0]).toBe(200)
    expect(await save('two')).toStrictEqual([
      409,
      'This mapping was changed elsewhere, perhaps in another tab. Load it again before you change it.'
    ])
    expect((await presetOf('NPS Score Submitted')).mapping.properties).toStrictEqual({ campaign: 'one' })
  })

  it('does not delete a preset, which can only be switched off', async () => {
    expect(await host.rejection('DELETE', '/api/presets/preset-1')).toStrictEqual([
      409,
      'A preset cannot be deleted. Switch it off.'
    ])
  })

  it.each([
    ['PUT', '/api/presets/none'],
    ['DELETE', '/api/presets/none'],
    ['POST', '/api/presets/none/reset'],
    ['POST', '/api/preview']
  ])('rejects %s %s for a preset that there is not', async (method, path) => {
    expect(await host.rejection(method, path, {})).toStrictEqual([404, 'There is no such preset.'])
  })
})

describe('POST /api/preview', () => {
  it('shows what would leave by a mapping that is being edited, and sends nothing', async () => {
    const { id, mapping } = await presetOf('NPS Score Submitted')
    const edited = { ...mapping, properties: { Plan: 'pro' } }
    const asked = { preset: id, mapping: edited, as: 'appcues-webhook', body: npsWebhook() }
    const { data } = await host.ask<PreviewView>('POST', '/api/preview', asked)
    expect(data.requests).toStrictEqual([
      {
        method: 'POST',
        url: 'https://heapanalytics.com/api/track',
        body: {
          app_id: '1234567890',
          events: [
            {
              identity: 'ada@example.com',
              event: 'NPS Score Submitted',
              timestamp: '2026-03-10T22:21:56.000Z',
              idempotency_key: 'delivery-1:NPS Score Submitted',
              properties: { Plan: 'pro' }
            }
          ]
        }
      }
    ])
    expect([host.sandboxes?.heap.requests.total, host.deliveries.total]).toStrictEqual([0, 0])
  })

  it('shows all requests of an audience', async () => {
    const { id } = await presetOf('Heap segments and Engage audiences')
    const body = { action_type: 'segment.users.sync', data: { segment: { id: 1, name: 'A' }, add: [{ id: 'x' }] } }
    const { data } = await host.ask<PreviewView>('POST', '/api/preview', { preset: id, as: 'heap-segment-sync', body })
    expect(
      data.requests.map(({ method, url }) => [method, new URL(url).pathname.split('/').slice(4).join('/')])
    ).toStrictEqual([
      ['GET', 'segments'],
      ['POST', 'segments'],
      ['GET', 'segments'],
      ['POST', 'import/profiles'],
      ['POST', 'segments/preview/add_user_ids']
    ])
    expect(host.sandboxes?.appcues.requests.total).toBe(0)
  })

  it('says what would be rejected, and what the trigger does not take', async () => {
    const { id } = await presetOf('NPS Score Submitted')
    const ask = (changes: object) =>
      host.ask<PreviewView>('POST', '/api/preview', {
        preset: id,
        as: 'segment',
        body: { type: 'track', event: 'NPS Score (Appcues)', messageId: 'm', ...changes }
      })
    expect((await ask({ userId: 'null' })).data).toMatchObject({
      taken: true,
      requests: [],
      rejection: expect.stringMatching(/^Identity: /) as string
    })
    expect((await ask({ event: 'NPS Score' })).data).toStrictEqual({ taken: false, requests: [] })
  })

  it.each([
    [{ as: 'mixpanel', body: {} }, 'Send as: there is no source "mixpanel".'],
    [{ as: 'appcues-webhook', body: {} }, 'The field "name" is missing. Send the name of the event.'],
    [
      { mapping: { nonsense: 1 }, as: 'segment', body: {} },
      'Mapping: the action has no field "nonsense". Take the key out.'
    ]
  ])('does not preview %j', async (asked, sentence) => {
    const { id } = await presetOf('NPS Score Submitted')
    expect(await host.rejection('POST', '/api/preview', { preset: id, ...asked })).toStrictEqual([400, sentence])
  })
})

describe('settings', () => {
  it('takes a secret and never gives it back', async () => {
    const { text, data } = await host.ask<SettingsView>('PUT', '/api/settings/destination', {
      appcuesApiSecret: 'my-own-secret'
    })
    expect(text).not.toMatch(/my-own-secret|sandbox-key/)
    expect(data.destination.find(({ key }) => key === 'appcuesApiSecret')).toMatchObject({
      type: 'secret',
      filledIn: true
    })
    expect(host.workspace.settings.appcuesApiSecret).toBe('my-own-secret')
  })

  it('shows what Segment’s screen shows, and not the older key of a setting', async () => {
    const { data } = await host.ask<SettingsView>('GET', '/api/settings')
    const keys = data.destination.map(({ key }) => key)
    expect(keys).toContain('appcuesIdentityProperty')
    expect(keys).not.toContain('identityProperty')
  })

  it('keeps what is not mentioned and empties what is sent empty', async () => {
    await host.ask('PUT', '/api/settings/destination', { heapApiKey: '', heapRegion: 'EU', recurringSyncLimit: '3' })
    expect(host.workspace.settings).toMatchObject({ heapAppId: '1234567890', heapRegion: 'EU', recurringSyncLimit: 3 })
    expect(host.workspace.settings).not.toHaveProperty('heapApiKey')
  })

  it('verifies webhooks with a secret as soon as it is filled in', async () => {
    await host.ask('PUT', '/api/settings/sources/appcues-webhook', { webhookSecrets: 'secret' })
    expect((await host.ask('POST', '/sources/appcues-webhook', npsWebhook())).status).toBe(403)
    const sent = await host.ask<Received>('POST', '/api/send', { as: 'appcues-webhook', body: npsWebhook() })
    expect([sent.status, sent.data.notes]).toStrictEqual([200, []])
  })

  it.each([
    ['/api/settings/destination', { heapRegion: 'Mars' }, 'Heap Region: choose "US" or "EU".'],
    ['/api/settings/destination', { recurringSyncLimit: 'ten' }, 'Recurring Sync Limit: fill in a number.'],
    ['/api/settings/destination', { heapDeleteOnRequest: 'yes' }, 'Delete People in Heap: switch it on or off.'],
    [
      '/api/settings/destination',
      { heapAppId: 'x'.repeat(5000) },
      'Heap App ID: fill in a text of at most 4096 characters.'
    ],
    ['/api/settings/destination', { constructor: 'x' }, 'Settings: there is no setting "constructor".'],
    ['/api/settings/destination', [], 'Settings: send an object of values.'],
    [
      '/api/settings/sources/appcues-webhook',
      { deliver: 'nothing' },
      'Deliver: choose "everything" or "only what the browser integration leaves out".'
    ]
  ])('rejects %s %j', async (path, values, sentence) => {
    expect(await host.rejection('PUT', path, values)).toStrictEqual([400, sentence])
  })

  it('rejects settings of a source that there is not', async () => {
    expect(await host.rejection('PUT', '/api/settings/sources/mixpanel', {})).toStrictEqual([
      404,
      'There is no source "mixpanel".'
    ])
  })

  it('tests the connection, with a message either way', async () => {
    const right = await host.ask('POST', '/api/settings/test')
    expect(right.data).toStrictEqual({ ok: true, message: 'Connected. What is filled in works.' })
    await host.ask('PUT', '/api/settings/destination', { appcuesApiSecret: 'wrong' })
    const wrong = await host.ask<{ ok: boolean; sentence: string }>('POST', '/api/settings/test')
    expect(wrong.data).toStrictEqual({
      ok: false,
      message: expect.stringMatching(/^Credentials are invalid: /) as string
    })
    expect(wrong.text).not.toMatch(/sandbox-key/)
  })
})
