import { Destination, defaultValues } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { definition } from '../../../host/delivery/definition'
import { expectCall, withoutNetwork } from '../../support/expect-call'

withoutNetwork()

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const API = 'https://api.appcues.com/v2/accounts/12345'
const mapping = defaultValues(definition.actions.forwardEvent.fields)
const subscription = { subscribe: 'type = "track"', partnerAction: 'forwardEvent', mapping }

const event = (changes: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  event: 'Report Exported',
  userId: 'alice@example.com',
  messageId: 'message-1',
  timestamp: '2026-03-10T22:21:56Z',
  properties: {},
  ...changes
})

const deliver = (events: SegmentEvent[], more: object = {}) =>
  new Destination(definition)
    .onBatch(events, { ...settings, ...more, subscription })
    .then(([{ multistatus }]) => multistatus ?? [])

const deliverOne = (one: SegmentEvent, more: object = {}) =>
  new Destination(definition).onEvent(one, { ...settings, ...more, subscription })

describe('forwardEvent', () => {
  it('sends name, time, flat attributes, group and page to the person in Appcues', async () => {
    const call = expectCall('POST', `${API}/users/alice%40example.com/events`, { status: 202 })
    await deliverOne(
      event({
        properties: { rows: 3, done: true, deep: { er: 'x', gone: null }, tags: ['a', 2, null], _own: 1, blank: ' ' },
        context: { groupId: 'acme', page: { url: 'https://app.example.com/reports' } }
      })
    )
    expect(call.body).toStrictEqual({
      name: 'Report Exported',
      timestamp: '2026-03-10T22:21:56.000Z',
      attributes: { rows: 3, done: true, 'deep.er': 'x', tags: 'a, 2' },
      group_id: 'acme',
      context: { url: 'https://app.example.com/reports' }
    })
    expect(call.headers?.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`)
  })

  it('sends to the EU host where the region says so', async () => {
    const call = expectCall('POST', 'https://api.eu.appcues.com/v2/accounts/12345/users/alice%40example.com/events')
    await deliverOne(event({ timestamp: undefined }), { appcuesRegion: 'EU' })
    expect(call.body).toStrictEqual({ name: 'Report Exported', attributes: {} })
  })

  it.each([
    ['Flow Started', 'the documented name'],
    ['Flow Started (Appcues)', 'the client-side name'],
    ['flow_started', 'the id'],
    ['appcues:flow_started', 'the id with its prefix'],
    ['appcues:something_new', 'the prefix of an unlisted event'],
    ['Something New (Appcues)', 'the ending of an unlisted event'],
    ['v2:step_seen', 'an id of the newer builder'],
    [' NPS Score Submitted ', 'a documented name with blanks around it']
  ])('rejects %s: %s', async (name) => {
    await expect(deliverOne(event({ event: name }))).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message: `Event Name: "${name.trim()}" came from Appcues and is never sent back to it. If it is an event of your own, map Event Name to another name.`
    })
  })

  it('rejects an event with our source function’s mark under any name', async () => {
    const marked = event({ event: 'Renamed', context: { integration: { source: 'appcues-webhook' } } })
    await expect(deliverOne(marked)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('"Renamed" came from Appcues') as string
    })
  })

  it.each([
    'Flow Started Manually',
    'Appcues Demo Booked',
    'flow started',
    '(Appcues) Reviewed',
    'Appcues:Reviewed',
    'constructor'
  ])('sends the look-alike %s', async (name) => {
    const call = expectCall('POST', `${API}/users/alice%40example.com/events`)
    await deliverOne(event({ event: name }))
    expect(call.body).toMatchObject({ name })
  })

  it.each([
    { computation_class: 'audience', computation_key: 'vips' },
    { computation_id: 'aud_1', computation_key: 'vips' }
  ])('rejects an audience event, whatever the trigger: %j', async (personas) => {
    const audience = event({ event: 'Audience Entered', context: { personas } })
    await expect(deliverOne(audience)).rejects.toMatchObject({
      status: 400,
      message:
        'Event Name: this is an audience event. Use the mapping Sync Audience for it, and exclude audience events from this trigger.'
    })
  })

  it.each<[string, SegmentEvent['context']]>([
    ['no computation', { personas: { computation_class: null } }],
    ['nothing of personas', { personas: {} }],
    ['a trait of that name', { traits: { computation_class: 'audience' } }]
  ])('sends an event whose context has %s', async (_what, context) => {
    const call = expectCall('POST', `${API}/users/alice%40example.com/events`)
    await deliverOne(event({ context }))
    expect(call.body).toMatchObject({ name: 'Report Exported' })
  })

  it('takes a name of 127 characters and rejects 128, saying how long it is', async () => {
    const call = expectCall('POST', `${API}/users/alice%40example.com/events`)
    await deliverOne(event({ event: 'n'.repeat(127) }))
    expect(call.body).toMatchObject({ name: 'n'.repeat(127) })
    await expect(deliverOne(event({ event: 'n'.repeat(128) }))).rejects.toMatchObject({
      status: 400,
      message: 'Event Name: it is 128 characters long; Appcues allows 127. Map Event Name to a shorter name.'
    })
  })

  it.each(['undefined', 'NULL', 'user', ' anonymous ', '[object Object]', '00000000-0000-0000-0000-000000000000'])(
    'rejects %p, which is a placeholder',
    async (userId) => {
      await expect(deliverOne(event({ userId }))).rejects.toMatchObject({
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message: `User ID: "${userId.trim()}" is a placeholder, not a user ID. Map User ID to a real ID.`
      })
    }
  )

  it('rejects a user id that JSON has rounded, and takes its digits as text', async () => {
    await expect(deliverOne(event({ userId: (2 ** 53) as never }))).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message:
        'User ID: 9007199254740992 is a number beyond 2^53, which JSON rounds, so it may be another person’s ID. Send it as text.'
    })
    const call = expectCall('POST', `${API}/users/9007199254740992/events`, { status: 202 })
    await deliverOne(event({ userId: '9007199254740992' }))
    expect(call.body).toMatchObject({ name: 'Report Exported' })
  })

  it('rejects an event without a person', async () => {
    await expect(deliverOne(event({ userId: undefined }))).rejects.toMatchObject({
      status: 400,
      message: 'User ID: it is missing. Map User ID to the person’s ID in Appcues.'
    })
  })

  it('rejects a blank name and an unusable time with a message', async () => {
    await expect(deliverOne(event({ event: '  ' }))).rejects.toMatchObject({
      status: 400,
      message: 'Event Name: it is empty. Map Event Name to the name of the event.'
    })
    const [response] = await deliver([event({ timestamp: '123456789012345678' })])
    expect(response).toMatchObject({ status: 400, errormessage: expect.stringMatching(/^Timestamp: /) as string })
  })

  it.each([
    ['anon:1', 'anon%3A1'],
    ['a/../b', 'a%2F..%2Fb'],
    ['x?y=1#z', 'x%3Fy%3D1%23z'],
    ['users', 'users']
  ])('keeps the id %s inside its path', async (userId, part) => {
    const call = expectCall('POST', `${API}/users/${part}/events`)
    await deliverOne(event({ userId }))
    expect(call.path).toBe(`/v2/accounts/12345/users/${part}/events`)
  })

  it('rejects an id that a URL parser resolves away', async () => {
    await expect(deliverOne(event({ userId: '..' }))).rejects.toMatchObject({
      status: 400,
      message: 'User ID: ".." cannot be part of an address in Appcues’ API. Map User ID to another ID.'
    })
  })

  it('finds the person by the identity property of the settings, and says so when it is missing', async () => {
    expectCall('POST', `${API}/users/appcues-7/events`)
    await deliverOne(event({ context: { traits: { appcuesuserid: 'appcues-7' } } }), {
      appcuesIdentityProperty: 'appcuesUserID'
    })
    await expect(deliverOne(event(), { appcuesIdentityProperty: 'appcuesUserID' })).rejects.toMatchObject({
      status: 400,
      message:
        'User ID: the property "appcuesUserID" (setting Appcues Identity Property) has no usable value among this person’s traits. Send it as text, or clear the setting.'
    })
  })

  it('answers each event of a batch in its place', async () => {
    expectCall('POST', `${API}/users/alice/events`, { status: 202 })
    expectCall('POST', `${API}/users/bob/events`, { status: 422, body: { title: 'Invalid', detail: 'No such thing' } })
    const responses = await deliver([
      event({ userId: 'alice' }),
      event({ event: 'Flow Started' }),
      event({ userId: 'bob' })
    ])
    expect(responses).toMatchObject([
      { status: 202, sent: { user_id: 'alice', name: 'Report Exported' } },
      { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' },
      { status: 422, errormessage: 'Appcues responded with 422: Invalid: No such thing.' }
    ])
  })

  it('keeps one person’s order: what comes after an event to be delivered again waits for it', async () => {
    expectCall('POST', `${API}/users/alice/events`, { status: 500, body: { title: 'Try v2.1. Later.' } })
    expectCall('POST', `${API}/users/bob/events`)
    const responses = await deliver([
      event({ userId: 'alice', event: 'First' }),
      event({ userId: 'alice', event: 'Second' }),
      event({ userId: 'bob', event: 'Third' })
    ])
    expect(responses.map(({ status }) => status)).toEqual([500, 500, 200])
    expect(responses[1]).toMatchObject({
      errormessage: 'Not sent: an earlier request in this batch failed (Appcues responded with 500: Try v2.1. Later).'
    })
  })

  it('sends what comes after an event of the same person that was taken, or rejected for good', async () => {
    for (const status of [202, 422, 200]) expectCall('POST', `${API}/users/alice/events`, { status })
    const responses = await deliver(['First', 'Second', 'Third'].map((name) => event({ userId: 'alice', event: name })))
    expect(responses.map(({ status }) => status)).toEqual([202, 422, 200])
  })

  it('reports 429 as retryable and sends nothing more', async () => {
    expectCall('POST', `${API}/users/p0/events`, { status: 429, headers: { 'retry-after': '1' } })
    const responses = await deliver([0, 1, 2].map((n) => event({ userId: 'p0', event: `Event ${n}` })))
    expect(responses.map(({ status }) => status)).toEqual([429, 429, 429])
  })

  it('reports a broken connection as retryable, without the address', async () => {
    expectCall('POST', `${API}/users/alice%40example.com/events`, { error: 'ECONNRESET' })
    await expect(deliverOne(event())).rejects.toMatchObject({
      status: 408,
      message: 'Appcues did not respond (ECONNRESET).'
    })
  })

  it('reports rejected credentials in a message with no secret in it', async () => {
    expectCall('POST', `${API}/users/alice%40example.com/events`, {
      status: 401,
      body: { detail: 'bad key: key:secret' }
    })
    await expect(deliverOne(event())).rejects.toMatchObject({
      status: 401,
      code: 'INVALID_AUTHENTICATION',
      message: expect.not.stringMatching(/secret(?! in)|bad key/) as string
    })
  })

  it('passes on the words of a rejection without the credentials they quote', async () => {
    const token = Buffer.from('key-1:secret-1').toString('base64')
    expectCall('POST', `${API}/users/alice%40example.com/events`, {
      status: 400,
      body: { title: 'Bad Request', detail: `sent Basic ${token} (key-1, secret-1)` }
    })
    const [response] = await deliver([event()], { appcuesApiKey: 'key-1', appcuesApiSecret: 'secret-1' })
    expect(response).toMatchObject({
      status: 400,
      errormessage: 'Appcues responded with 400: Bad Request: sent Basic [hidden] ([hidden], [hidden]).',
      body: { title: 'Bad Request', detail: 'sent Basic [hidden] ([hidden], [hidden])' }
    })
  })

  it('names what is missing when Appcues is half configured', async () => {
    await expect(deliverOne(event(), { appcuesAccountId: '', appcuesApiSecret: '' })).rejects.toMatchObject({
      status: 401,
      message:
        'Appcues is not configured: fill in Appcues Account ID, Appcues API Secret in the destination’s settings.'
    })
  })

  it('has no automatic preset, and leaves Appcues’ own events out of its default trigger', () => {
    expect(definition.presets?.filter(({ partnerAction }) => partnerAction === 'forwardEvent')).toEqual([])
    expect(definition.actions.forwardEvent.defaultSubscription).toBe('type = "track" and !contains(event, "(Appcues)")')
  })
})
