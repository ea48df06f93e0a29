import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough, heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent')
const ALL_ZERO = '00000000-0000-0000-0000-000000000000'

const rejection = (message: string) => ({ code: 'PAYLOAD_VALIDATION_FAILED', status: 400, message })

/** Who the one event belongs to in Heap, and where it went. */
async function personInHeap(changes: object, settings: object = {}, action = track) {
  const requests = recordHeap()
  await action.one(appcuesEvent(changes), settings)
  const [{ path, body }] = requests
  const [{ identity, user_identifier }] = body.events ?? []
  return [path, identity ?? user_identifier]
}

describe('the identity of an event', () => {
  it.each([
    'undefined',
    'null',
    'NULL',
    'NaN',
    '0',
    '-1',
    'false',
    'Guest',
    '\\N',
    '(not set)',
    '#N/A',
    'None',
    'user',
    ' User ',
    'anonymous',
    '[object Object]',
    ALL_ZERO,
    'anon:',
    'anon:null',
    'anon: undefined'
  ])('is rejected when it is %p, which is a placeholder', async (userId) => {
    const requests = recordHeap()
    const label = userId.startsWith('anon:') ? 'Anonymous ID' : 'Identity'
    await expect(track.one(appcuesEvent({ userId }))).rejects.toMatchObject(
      rejection(
        `${label}: "${userId.trim()}" is a placeholder, not a user ID. Heap would permanently merge everyone who sends it. Map ${label} to a real ID.`
      )
    )
    expect(requests).toStrictEqual([])
  })

  it.each([
    'users',
    'user1',
    'nullable',
    'anonymous@x.io',
    'undefined-1',
    '00',
    '10',
    'Nan',
    'nil',
    'guestlist@example.com',
    'falsework',
    'None of your business',
    'object',
    '00000000-0000-0000-0000-000000000001',
    'Anon:1',
    'anonymous:1'
  ])('is sent when it is the look-alike %p', async (userId) => {
    expect(await personInHeap({ userId })).toStrictEqual(['/api/track', userId])
  })

  it('keeps its case and loses the blanks around it', async () => {
    expect(await personInHeap({ userId: '  Alice@Example.com\n' })).toStrictEqual(['/api/track', 'Alice@Example.com'])
  })

  it('gives way to the anonymous id when it is missing, null or blank', async () => {
    for (const userId of [undefined, null, '', '  ']) {
      expect(await personInHeap({ userId })).toStrictEqual(['/api/integrations/track', { anonymous_id: 'visitor-1' }])
    }
  })

  it('is anonymous when it begins with "anon:"', async () => {
    expect(await personInHeap({ userId: 'anon:4711' })).toStrictEqual([
      '/api/integrations/track',
      { anonymous_id: 'anon:4711' }
    ])
  })

  it('is rejected as an anonymous id too', async () => {
    await expect(track.one(appcuesEvent({ userId: null, anonymousId: 'null' }))).rejects.toMatchObject(
      rejection(
        'Anonymous ID: "null" is a placeholder, not a user ID. Heap would permanently merge everyone who sends it. Map Anonymous ID to a real ID.'
      )
    )
  })

  it('is missed when there is no id at all', async () => {
    await expect(track.one(appcuesEvent({ userId: null, anonymousId: undefined }))).rejects.toMatchObject(
      rejection(
        'Identity: the event has neither a user ID nor an anonymous ID. Map Identity or Anonymous ID to an ID that it carries.'
      )
    )
  })

  it.each([
    ['Identity', (id: string) => ({ userId: id })],
    ['Anonymous ID', (id: string) => ({ userId: null, anonymousId: id })]
  ])('takes 255 characters and rejects 256: %s', async (label, ids) => {
    const longest = 'i'.repeat(255)
    expect(JSON.stringify(await personInHeap(ids(longest)))).toContain(longest)
    await expect(track.one(appcuesEvent(ids(`${longest}i`)))).rejects.toMatchObject(
      rejection(`${label}: it is 256 characters long; Heap allows 255. Map ${label} to a shorter ID.`)
    )
  })
})

describe('the setting Heap Identity Property', () => {
  const setting = { heapIdentityProperty: ' Email ' }
  const traits = (values: object) => ({ context: { traits: values } })

  it.each([
    ['traits', traits({ Email: 'a@x.io' })],
    ['mapped properties', { properties: { Email: 'a@x.io' } }],
    ['a lower-case key', traits({ email: ' a@x.io ' })],
    ['the exact key before others', traits({ email: 'other', EMAIL: 'other', Email: 'a@x.io' })],
    ['traits before properties', { ...traits({ Email: 'a@x.io' }), properties: { Email: 'other' } }],
    ['traits before properties, in any spelling', { ...traits({ EMAIL: 'a@x.io' }), properties: { Email: 'other' } }],
    ['another spelling when the exact key is blank', traits({ Email: ' ', email: 'a@x.io' })],
    ['the property of someone without a user id', { ...traits({ Email: 'a@x.io' }), userId: null }],
    ['the property of someone with an anonymous id', { ...traits({ Email: 'a@x.io' }), userId: 'anon:1' }]
  ])('takes the identity from %s', async (_place, changes) => {
    const mapping = { properties: { Email: { '@path': '$.properties.Email' } } }
    expect(await personInHeap(changes, setting, heapAction('trackEvent', mapping))).toStrictEqual([
      '/api/track',
      'a@x.io'
    ])
  })

  it('is found in the context of what Appcues’ browser integration sends through every preset, and nothing of the profile', async () => {
    const requests = recordHeap()
    const user = { email: 'profile@x.io', plan: 'pro' }
    const event = appcuesEvent({ ...traits({ email: 'a@x.io' }), properties: { flowId: 'flow-1', user } })
    await deliverThrough(automaticPresets, event, setting)
    const sent = requests.flatMap(recordsOf).sort((left) => ('event' in left ? -1 : 1))
    expect(sent.map(({ identity, properties }) => [identity, properties])).toStrictEqual([
      ['a@x.io', { 'Flow ID': 'flow-1', Timestamp: '2026-03-10T22:22:00.000Z' }],
      ['a@x.io', { appcuesUserID: 'alice@example.com' }]
    ])
  })

  it('is found in the profile when the mapping names it, as the rejection says', async () => {
    const properties = { Email: { '@path': '$.properties.user.email' } }
    const changes = { properties: { user: { email: 'profile@x.io' } } }
    expect(await personInHeap(changes, setting, heapAction('trackEvent', { properties }))).toStrictEqual([
      '/api/track',
      'profile@x.io'
    ])
  })

  it('takes a number for an identity', async () => {
    expect(await personInHeap(traits({ Email: 4711 }), setting)).toStrictEqual(['/api/track', '4711'])
  })

  it.each([
    ['no such property', {}],
    ['a blank one', { email: ' ' }],
    ['null', { email: null }],
    ['an object', { email: { home: 'a@x.io' } }],
    ['a boolean', { email: true }],
    ['a number beyond 2^53', { email: 2 ** 53 }],
    ['a look-alike', { email_verified: 'a@x.io' }]
  ])('rejects a person who has %s', async (_what, values) => {
    await expect(track.one(appcuesEvent(traits(values)), setting)).rejects.toMatchObject(
      rejection(
        'Identity: the event has no usable "Email" (setting Heap Identity Property). Send it as text in context.traits (the Appcues source function does so for the names in its setting Traits), map it under Properties, or clear the setting.'
      )
    )
  })

  it('rejects a property that holds a placeholder', async () => {
    await expect(track.one(appcuesEvent(traits({ email: 'NULL' })), setting)).rejects.toMatchObject(
      rejection(
        'Identity: "NULL" is a placeholder, not a user ID. Heap would permanently merge everyone who sends it. Map Identity to a real ID.'
      )
    )
  })

  it.each([
    ['without a user id', { userId: null }, 'visitor-1'],
    ['with an "anon:" id', { userId: 'anon:1' }, 'anon:1'],
    ['with an "anon:" id and no other', { userId: 'anon:1', anonymousId: undefined }, 'anon:1']
  ])('leaves a visitor %s anonymous', async (_who, changes, anonymous_id) => {
    expect(await personInHeap(changes, setting)).toStrictEqual(['/api/integrations/track', { anonymous_id }])
  })

  it('is no setting when it is blank', async () => {
    expect(await personInHeap({}, { heapIdentityProperty: ' ' })).toStrictEqual(['/api/track', 'alice@example.com'])
  })
})

describe('a number beyond 2^53', () => {
  const mapped = { identity: { '@path': '$.properties.ID' } }
  const rounded = (label: string, id: string) =>
    `${label}: ${id} arrived as a number beyond 2^53, which JSON rounds: it may be someone else’s. Send the ID as text.`

  it.each([
    ['the user id', {}, { userId: 2 ** 53 }, rounded('Identity', '9007199254740992')],
    ['a mapped property', mapped, { properties: { ID: 2 ** 53 } }, rounded('Identity', '9007199254740992')],
    [
      'a mapping with a fallback',
      { identity: { '@if': { exists: mapped.identity, then: mapped.identity, else: { '@path': '$.userId' } } } },
      { properties: { ID: -1e17 } },
      rounded('Identity', '-100000000000000000')
    ],
    ['an exponent', {}, { userId: 1e21 }, rounded('Identity', '1e+21')],
    ['the anonymous id', {}, { userId: null, anonymousId: 2 ** 53 }, rounded('Anonymous ID', '9007199254740992')]
  ])('is rejected as %s, alone in its batch and in an event alone', async (_what, mapping, changes, message) => {
    const requests = recordHeap()
    const action = heapAction('trackEvent', mapping)
    const good = appcuesEvent({ properties: { ID: '9007199254740993' }, userId: '9007199254740993' })
    const responses = await action.batch([appcuesEvent(changes), good])
    expect(responses[0]).toMatchObject({ status: 400, errormessage: message })
    expect(requests.flatMap(recordsOf).map(({ identity }) => identity)).toStrictEqual(['9007199254740993'])
    await expect(action.one(appcuesEvent(changes))).rejects.toMatchObject(rejection(message))
  })

  it.each([9007199254740991, '9007199254740992', '12345678901234567890', 4711])('is not %p', async (userId) => {
    expect(await personInHeap({ userId })).toStrictEqual(['/api/track', String(userId)])
  })
})

describe('the setting Anonymous Events', () => {
  it('answers anonymous events with success and sends none, when they are left out', async () => {
    const requests = recordHeap()
    const responses = await track.batch(
      [appcuesEvent({ userId: null }), appcuesEvent({ userId: 'anon:1' }), appcuesEvent()],
      { anonymousEvents: 'Leave out' }
    )
    const notSent = {
      status: 200,
      sent: {},
      body: { skipped: 'The setting Anonymous Events leaves anonymous events out.' }
    }
    expect(responses.slice(0, 2)).toStrictEqual([notSent, notSent])
    expect(requests.flatMap(recordsOf).map(({ identity }) => identity)).toStrictEqual(['alice@example.com'])
  })

  it('still rejects an anonymous event that nothing is right about', async () => {
    const [response] = await track.batch([appcuesEvent({ userId: null, messageId: undefined })], {
      anonymousEvents: 'Leave out'
    })
    expect(response).toMatchObject({ status: 400, errormessage: expect.stringMatching(/^Message ID: /) as string })
  })
})
