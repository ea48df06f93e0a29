import { createRequestClient, defaultValues } from '@segment/actions-core'
import type { JSONObject, MultiStatusResponse, RequestClient } from '@segment/actions-core'
import { definition } from '../../../host/delivery/definition'
import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough, heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const update = heapAction('updateUser', { properties: { '@path': '$.properties' } })

const at = (minute: number, properties: object, changes: object = {}) =>
  appcuesEvent({ timestamp: `2026-03-10T22:${minute}:00Z`, properties, ...changes })

const rejection = (message: string) => ({ code: 'PAYLOAD_VALIDATION_FAILED', status: 400, message })

/** What Heap receives of one person's properties, and what the response says was left out. */
async function inHeap(properties: unknown, mapping: JSONObject = { properties: { '@path': '$.properties' } }) {
  const requests = recordHeap()
  const [response] = await heapAction('updateUser', mapping).batch([appcuesEvent({ properties })])
  return { sent: recordsOf(requests[0])[0].properties, omitted: (response.body as { omitted: string[] }).omitted }
}

const DATE = '2026-03-10T22:21:56.000Z'
const NO_SCORE = 'Appcues NPS Score: its value is not a whole number from 0 to 10.'
const NO_DATE = 'Appcues NPS Date: it belongs to Appcues NPS Score, which is not sent.'

describe('updateUser', () => {
  it('sets by its default mapping the person’s user id in Appcues', async () => {
    const requests = recordHeap()
    await heapAction('updateUser').one(appcuesEvent())
    expect(requests.map(({ host, path, body }) => [host, path, body])).toStrictEqual([
      [
        'https://heapanalytics.com',
        '/api/add_user_properties',
        {
          app_id: '11',
          users: [{ identity: 'alice@example.com', properties: { appcuesUserID: 'alice@example.com' } }]
        }
      ]
    ])
  })

  it('sets it for the identity that the setting names', async () => {
    const requests = recordHeap()
    await heapAction('updateUser').one(appcuesEvent({ userId: 'u-1', traits: { email: 'a@x.io' } }), {
      heapIdentityProperty: 'Email'
    })
    expect(requests.map(({ body }) => body.users)).toStrictEqual([
      [{ identity: 'a@x.io', properties: { appcuesUserID: 'u-1' } }]
    ])
  })

  it.each([
    ['its traits', { traits: { Email: 'a@x.io' }, context: { traits: { email: 'other' } } }],
    ['those of its context', { traits: { plan: 'pro' }, context: { traits: { EMAIL: 'a@x.io' } } }]
  ])('finds the identity of an identify call in %s', async (_where, changes) => {
    const requests = recordHeap()
    const mapping = {
      ...(defaultValues(definition.actions.updateUser.fields) as JSONObject),
      properties: { Plan: 'pro' }
    }
    const subscription = { subscribe: 'type = "identify"', partnerAction: 'updateUser', mapping }
    const event = appcuesEvent({ type: 'identify', event: undefined, properties: undefined, ...changes })
    await deliverThrough([subscription], event, { heapIdentityProperty: 'email' })
    expect(requests.map(({ body }) => body.users)).toStrictEqual([
      [{ identity: 'a@x.io', properties: { Plan: 'pro' } }]
    ])
  })

  it('sends one entry a person, of each property the latest value', async () => {
    const requests = recordHeap()
    const responses = await update.batch([
      at(20, { plan: 'pro', seats: 5 }),
      at(10, { plan: 'free', city: 'Oslo' }),
      at(30, { seats: 6 }, { userId: 'bob' }),
      at(40, { seats: 7 })
    ])
    const alice = { identity: 'alice@example.com', properties: { plan: 'pro', seats: 7, city: 'Oslo' } }
    const bob = { identity: 'bob', properties: { seats: 6 } }
    expect(requests.map(({ body }) => body)).toStrictEqual([{ app_id: '11', users: [alice, bob] }])
    expect(responses).toStrictEqual(
      [alice, alice, bob, alice].map((sent) => ({ status: 200, sent, body: { status: 200, reason: '', omitted: [] } }))
    )
  })

  it.each<[string, object[], object]>([
    ['on a tie the one further down', [at(10, { plan: 'a' }), at(10, { plan: 'b' })], { plan: 'b' }],
    [
      'the moment, however it is written',
      [
        at(0, { plan: 'late' }, { timestamp: 1773181316000 }),
        at(0, { plan: 'early' }, { timestamp: '2026-03-10T23:21:55+01:00' })
      ],
      { plan: 'late' }
    ],
    [
      'any time before none',
      [at(10, { plan: 'timed' }), at(0, { plan: 'none' }, { timestamp: undefined })],
      { plan: 'timed' }
    ],
    [
      'an unusable time like none',
      [at(0, { plan: 'odd' }, { timestamp: 'yesterday' }), at(0, { plan: 'blank' }, { timestamp: ' ' })],
      { plan: 'blank' }
    ]
  ])('counts %s', async (_rule, events, properties) => {
    const requests = recordHeap()
    await update.batch(events as Parameters<typeof update.batch>[0])
    expect(requests.flatMap(recordsOf)).toStrictEqual([{ identity: 'alice@example.com', properties }])
  })

  it('keeps people apart whose identities differ in case only', async () => {
    const requests = recordHeap()
    await update.batch([at(10, { a: 1 }), at(10, { a: 2 }, { userId: 'Alice@example.com' })])
    expect(requests.flatMap(recordsOf).map(({ identity }) => identity)).toStrictEqual([
      'alice@example.com',
      'Alice@example.com'
    ])
  })

  it('answers for anonymous visitors with success, and sends nothing about them', async () => {
    const requests = recordHeap()
    const responses = await update.batch([at(10, { a: 1 }, { userId: null }), at(10, { a: 1 }, { userId: 'anon:1' })])
    const notSent = 'Heap keeps user properties only of people with an identity, and this visitor has none yet.'
    expect(requests).toStrictEqual([])
    expect(responses).toStrictEqual(Array(2).fill({ status: 200, sent: {}, body: { skipped: notSent } }))
  })

  it.each(['id', 'ID', 'Id', 'iD', ' id '])('leaves out a property called %p', async (name) => {
    expect(await inHeap({ [name]: 7, plan: 'pro' })).toStrictEqual({
      sent: { plan: 'pro' },
      omitted: [`${name}: Heap allows no user property of this name.`]
    })
  })

  it.each(['ids', 'id_', 'userId', 'email', 'identifier'])('sends the look-alike %p', async (name) => {
    expect(await inHeap({ [name]: 7 })).toStrictEqual({ sent: { [name]: 7 }, omitted: [] })
  })

  it('types what the presets set: the score a number, the date ISO 8601', async () => {
    const properties = { appcuesUserID: 42, 'Appcues NPS Score': '9', 'Appcues NPS Date': 1773181316000, on: true }
    expect((await inHeap(properties)).sent).toStrictEqual({
      appcuesUserID: '42',
      'Appcues NPS Score': 9,
      'Appcues NPS Date': '2026-03-10T22:21:56.000Z',
      on: 'true'
    })
  })

  it('leaves out and names what is not of that type', async () => {
    expect(await inHeap({ 'Appcues NPS Score': 'nine', 'Appcues NPS Date': 'May', plan: 'pro' })).toStrictEqual({
      sent: { plan: 'pro' },
      omitted: [NO_SCORE, NO_DATE]
    })
  })

  it.each<[string, object, object, string[]]>([
    ['unusable', { 'Appcues NPS Score': 'abc' }, {}, [NO_SCORE, NO_DATE]],
    ['no number', { 'Appcues NPS Score': true }, {}, [NO_SCORE, NO_DATE]],
    ['above 10', { 'Appcues NPS Score': 11 }, {}, [NO_SCORE, NO_DATE]],
    ['below 0', { 'Appcues NPS Score': -1 }, {}, [NO_SCORE, NO_DATE]],
    ['no whole number', { 'Appcues NPS Score': '7.5' }, {}, [NO_SCORE, NO_DATE]],
    ['empty', { 'Appcues NPS Score': '' }, {}, [NO_DATE]],
    ['not there', {}, {}, [NO_DATE]],
    ['under another name', { 'Appcues NPS score': 9 }, { 'Appcues NPS score': 9 }, [NO_DATE]],
    ['a number', { 'Appcues NPS Score': 0 }, { 'Appcues NPS Score': 0, 'Appcues NPS Date': DATE }, []],
    ['a number as text', { 'Appcues NPS Score': ' 9 ' }, { 'Appcues NPS Score': 9, 'Appcues NPS Date': DATE }, []]
  ])('sends the date of a score only with that score: one that is %s', async (_what, score, sent, omitted) => {
    const properties = { 'Appcues NPS Date': DATE, ...score, plan: 'pro' }
    expect(await inHeap(properties)).toStrictEqual({ sent: { ...sent, plan: 'pro' }, omitted })
  })

  it.each(['', ' ', 'May', '20260310', null])('dates a score by the event where its own date is %p', async (date) => {
    const preset = automaticPresets.filter(({ name }) => name === 'Appcues NPS score and date')
    const requests = recordHeap()
    const event = appcuesEvent({ event: 'NPS Score (Appcues)', properties: { score: 9, timestamp: date } })
    await deliverThrough(preset, event)
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      { 'Appcues NPS Score': 9, 'Appcues NPS Date': '2026-03-10T22:22:00.000Z' }
    ])
  })

  it('keeps the date of an earlier score when a later one is unusable', async () => {
    const requests = recordHeap()
    await update.batch([
      at(10, { 'Appcues NPS Score': 9, 'Appcues NPS Date': DATE }),
      at(20, { 'Appcues NPS Score': 'abc', 'Appcues NPS Date': '2026-03-10T22:30:00.000Z', plan: 'pro' })
    ])
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      { 'Appcues NPS Score': 9, 'Appcues NPS Date': DATE, plan: 'pro' }
    ])
  })

  it('sends nothing of a profile but what the mapping names', async () => {
    const user = { email: 'profile@example.com', plan: 'pro' }
    const properties = { user, _device: { _pushToken: 'token' }, plan: 'free' }
    expect(await inHeap(properties)).toStrictEqual({
      sent: { plan: 'free' },
      omitted: ['user: it is part of a person’s profile.', '_device: it is part of a person’s profile.']
    })
    const named = { properties: { Plan: { '@path': '$.properties.user.plan' } } }
    expect(await inHeap(properties, named)).toStrictEqual({ sent: { Plan: 'pro' }, omitted: [] })
  })

  it.each<[string, unknown, string]>([
    ['nothing', {}, ''],
    ['no properties', undefined, ''],
    ['nothing but empty values', { a: null, b: ' ', c: [] }, ''],
    ['nothing but an id', { id: 7 }, ' id: Heap allows no user property of this name.'],
    ['an unusable score', { 'Appcues NPS Score': 'nine' }, ` ${NO_SCORE}`],
    [
      'an unusable score and its date',
      { 'Appcues NPS Score': 'nine', 'Appcues NPS Date': DATE },
      ` ${NO_SCORE} ${NO_DATE}`
    ]
  ])('rejects a payload with %s, and it alone', async (_what, properties, why) => {
    const message = `Properties: there is nothing to set.${why} Map at least one property to a value.`
    await expect(update.one(appcuesEvent({ properties }))).rejects.toMatchObject(rejection(message))
    const requests = recordHeap()
    const responses = await update.batch([at(10, { a: 1 }), appcuesEvent({ properties }), at(20, { a: 2 })])
    expect(responses.map(({ status }) => status)).toStrictEqual([200, 400, 200])
    expect(requests.flatMap(recordsOf)).toStrictEqual([{ identity: 'alice@example.com', properties: { a: 2 } }])
  })

  it('rejects a placeholder, as events do', async () => {
    await expect(update.one(appcuesEvent({ userId: 'null' }))).rejects.toMatchObject(
      rejection(
        'Identity: "null" is a placeholder, not a user ID. Heap would permanently merge everyone who sends it. Map Identity to a real ID.'
      )
    )
  })

  it('finds the person Heap rejects among 1000, and says so to each of that person’s payloads', async () => {
    const delivered: unknown[] = []
    recordHeap((request) => {
      const people = recordsOf(request).map(({ identity }) => identity)
      if (people.includes('u-7')) return 400
      delivered.push(...people)
      return 200
    })
    const people = Array.from({ length: 999 }, (_, index) => at(10, { a: 1 }, { userId: `u-${index}` }))
    const responses = await update.batch([...people, at(20, { a: 2 }, { userId: 'u-7' })])
    expect(new Set(delivered).size).toBe(998)
    expect(delivered).toHaveLength(998)
    const rejected = responses.flatMap(({ status }, index) => (status === 400 ? [index] : []))
    expect(rejected).toStrictEqual([7, 999])
  })

  it.each([
    [429, { status: 429, code: '429', message: 'Heap responded with 429. Retry the event.' }],
    [404, { status: 404, code: '404', message: 'Heap responded with 404.' }]
  ])('throws for a single payload what Heap answered: %d', async (status, error) => {
    recordHeap(() => status)
    await expect(update.one(at(10, { a: 1 }))).rejects.toMatchObject(error)
  })
})

describe('a batch of people that Heap rejects again and again', () => {
  it('is left unconfirmed, in Heap’s name', async () => {
    recordHeap(() => 400)
    const people = Array.from({ length: 1000 }, (_, n) => appcuesEvent({ userId: `u-${n}`, properties: { plan: 'x' } }))
    expect(await update.batch(people)).toContainEqual(
      expect.objectContaining({
        status: 503,
        errormessage:
          'Heap rejected part of this batch without saying which event. This event is unconfirmed; retry it.'
      })
    )
  })
})

describe('a host that does not hand on the mapping', () => {
  it.each([
    ['Identity', { userId: 2 ** 53 }, { identity: String(2 ** 53) }],
    ['Anonymous ID', { anonymousId: 2 ** 53 }, { anonymous_id: String(2 ** 53) }]
  ])('has an %s that JSON has rounded rejected as well', async (label, event, person) => {
    const data = {
      settings: { heapAppId: '11' },
      payload: [{ ...person, properties: { plan: 'x' } }],
      rawData: [event]
    }
    const performBatch = definition.actions.updateUser.performBatch as unknown as (
      request: RequestClient,
      input: object
    ) => Promise<MultiStatusResponse>
    const [response] = (await performBatch(createRequestClient(), data)).getAllResponses()
    expect(response.value()).toMatchObject({
      status: 400,
      errormessage: expect.stringMatching(`^${label}: 9007199254740992 arrived as a number beyond 2\\^53`) as string
    })
  })
})

const preset = automaticPresets.filter(({ name }) => name === 'Appcues group ID')
const inGroup = (groupId: unknown, changes: object = {}) => appcuesEvent({ context: { groupId }, ...changes })
const OFF = 'The setting Group ID in Heap is off; turn it on to send Appcues Group ID.'
const NONE = 'This event has no usable Appcues Group ID.'

/** What Heap receives through the preset, and the response. */
async function throughPreset(event: ReturnType<typeof appcuesEvent>, settings: object = { heapGroupId: true }) {
  const requests = recordHeap()
  const results = await deliverThrough(preset, event, settings)
  return { bodies: requests.map(({ body }) => body), response: results.find(({ data }) => data)?.data }
}

describe('the preset Appcues group ID', () => {
  it('sets the person’s group', async () => {
    const user = { identity: 'alice@example.com', properties: { 'Appcues Group ID': 'acme' } }
    expect(await throughPreset(inGroup('acme'))).toStrictEqual({
      bodies: [{ app_id: '11', users: [user] }],
      response: { status: 200, sent: user, body: { status: 200, reason: '', omitted: [] } }
    })
  })

  it.each<[string, ReturnType<typeof appcuesEvent>]>([
    ['a group', inGroup('acme')],
    ['no group', inGroup(undefined)],
    ['an unusable user id', inGroup('acme', { userId: 'null' })]
  ])('is skipped while the setting is off, for an event with %s', async (_what, event) => {
    const response = { status: 200, sent: {}, body: { skipped: OFF } }
    expect(await throughPreset(event, {})).toStrictEqual({ bodies: [], response })
    expect(await throughPreset(event, { heapGroupId: false })).toStrictEqual({ bodies: [], response })
  })

  it.each([undefined, null, '', ' ', 'null', 'N/A', 2 ** 60, { id: 1 }, false])(
    'is skipped for an event whose group is %p',
    async (groupId) => {
      expect(await throughPreset(inGroup(groupId))).toStrictEqual({
        bodies: [],
        response: { status: 200, sent: {}, body: { skipped: NONE } }
      })
    }
  )

  it('is skipped for an event without a context, and for a visitor without an identity', async () => {
    const skips = [
      await throughPreset(appcuesEvent({ context: undefined })),
      await throughPreset(inGroup('acme', { userId: undefined }))
    ]
    expect(skips.map(({ response }) => (response as { body: object }).body)).toStrictEqual([
      { skipped: NONE },
      { skipped: 'Heap keeps user properties only of people with an identity, and this visitor has none yet.' }
    ])
  })

  it.each([
    [7, '7'],
    ['12345678901234567890', '12345678901234567890'],
    ['nullable', 'nullable']
  ])('takes the look-alike %p', async (groupId, sent) => {
    const { bodies } = await throughPreset(inGroup(groupId))
    expect(bodies.flatMap(({ users }) => users)).toMatchObject([{ properties: { 'Appcues Group ID': sent } }])
  })
})

describe('a mapping with Appcues Group ID beside other properties', () => {
  const update = heapAction('updateUser', {
    properties: { 'Appcues Group ID': { '@path': '$.context.groupId' }, plan: 'pro' }
  })

  it('sends the others, and names the group as omitted while the setting is off', async () => {
    const requests = recordHeap()
    const [response] = await update.batch([inGroup('acme')])
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([{ plan: 'pro' }])
    expect((response.body as { omitted: string[] }).omitted).toStrictEqual([
      'Appcues Group ID: the setting Group ID in Heap is off.'
    ])
  })

  it('sends both when it is on', async () => {
    const requests = recordHeap()
    await update.batch([inGroup('acme')], { heapGroupId: true })
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      { plan: 'pro', 'Appcues Group ID': 'acme' }
    ])
  })
})
