import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-heap'

withoutNetwork()

const track = heapAction('trackEvent')
const ALL_ZERO = '00000000-0000-0000-0000-000000000000'

const refusal = (message: string) => ({ code: 'PAYLOAD_VALIDATION_FAILED', status: 400, message })

/** Who Heap was told that the one event belongs to, and where it went. */
async function personInHeap(changes: object, settings: object = {}) {
  const requests = recordHeap()
  await track.one(appcuesEvent(changes), settings)
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
  ])('is refused when it is %p, which stands for nobody', async (userId) => {
    const requests = recordHeap()
    const label = userId.startsWith('anon:') ? 'Anonymous ID' : 'Identity'
    await expect(track.one(appcuesEvent({ userId }))).rejects.toMatchObject(
      refusal(
        `${label}: "${userId.trim()}" stands for nobody. Heap would merge everyone who has it, for good. Map ${label} to a real id.`
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

  it('is refused as nobody’s anonymous id too', async () => {
    await expect(track.one(appcuesEvent({ userId: null, anonymousId: 'null' }))).rejects.toMatchObject(
      refusal(
        'Anonymous ID: "null" stands for nobody. Heap would merge everyone who has it, for good. Map Anonymous ID to a real id.'
      )
    )
  })

  it('is missed when there is no id at all', async () => {
    await expect(track.one(appcuesEvent({ userId: null, anonymousId: undefined }))).rejects.toMatchObject(
      refusal(
        'Identity: there is nobody to attach this to. Map Identity or Anonymous ID to an id that the event carries.'
      )
    )
  })

  it.each([
    ['Identity', (id: string) => ({ userId: id })],
    ['Anonymous ID', (id: string) => ({ userId: null, anonymousId: id })]
  ])('takes 255 characters and refuses 256: %s', async (label, ids) => {
    const longest = 'i'.repeat(255)
    expect(JSON.stringify(await personInHeap(ids(longest)))).toContain(longest)
    await expect(track.one(appcuesEvent(ids(`${longest}i`)))).rejects.toMatchObject(
      refusal(`${label}: 256 characters are too many for Heap, which takes 255. Map ${label} to a shorter id.`)
    )
  })
})

describe('the setting Heap Identity Property', () => {
  const setting = { heapIdentityProperty: ' Email ' }

  it.each([
    ['traits', { traits: { Email: 'a@x.io' } }],
    ['context traits', { context: { traits: { Email: 'a@x.io' } } }],
    ['properties', { properties: { Email: 'a@x.io' } }],
    ['a lower-case key', { traits: { email: ' a@x.io ' } }],
    ['the exact key before others', { traits: { email: 'other', EMAIL: 'other', Email: 'a@x.io' } }],
    ['traits before properties', { traits: { Email: 'a@x.io' }, properties: { Email: 'other' } }],
    ['another spelling when the exact key is blank', { traits: { Email: ' ', email: 'a@x.io' } }],
    ['the property of someone without a user id', { traits: { Email: 'a@x.io' }, userId: null }],
    ['the property of someone with an anonymous id', { traits: { Email: 'a@x.io' }, userId: 'anon:1' }]
  ])('takes the identity from %s', async (_place, changes) => {
    expect(await personInHeap(changes, setting)).toStrictEqual(['/api/track', 'a@x.io'])
  })

  it('takes a number for an identity', async () => {
    expect(await personInHeap({ traits: { Email: 4711 } }, setting)).toStrictEqual(['/api/track', '4711'])
  })

  it.each([
    ['no such property', {}],
    ['a blank one', { email: ' ' }],
    ['null', { email: null }],
    ['an object', { email: { home: 'a@x.io' } }],
    ['a boolean', { email: true }],
    ['a look-alike', { email_verified: 'a@x.io' }]
  ])('refuses a person who has %s', async (_what, traits) => {
    await expect(track.one(appcuesEvent({ traits }), setting)).rejects.toMatchObject(
      refusal(
        'Identity: the property "Email" (setting Heap Identity Property) is not among this person’s traits. Send it with the event, or clear the setting.'
      )
    )
  })

  it('refuses a property that stands for nobody', async () => {
    await expect(track.one(appcuesEvent({ traits: { email: 'NULL' } }), setting)).rejects.toMatchObject(
      refusal(
        'Identity: "NULL" stands for nobody. Heap would merge everyone who has it, for good. Map Identity to a real id.'
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

describe('the setting Anonymous Events', () => {
  it('answers anonymous events with success and sends none, when they are left out', async () => {
    const requests = recordHeap()
    const answers = await track.batch(
      [appcuesEvent({ userId: null }), appcuesEvent({ userId: 'anon:1' }), appcuesEvent()],
      { anonymousEvents: 'Leave out' }
    )
    const notSent = {
      status: 200,
      sent: {},
      body: { skipped: 'Anonymous events are left out, as the setting Anonymous Events says.' }
    }
    expect(answers.slice(0, 2)).toStrictEqual([notSent, notSent])
    expect(requests.flatMap(recordsOf).map(({ identity }) => identity)).toStrictEqual(['alice@example.com'])
  })

  it('still refuses an anonymous event that nothing is right about', async () => {
    const [answer] = await track.batch([appcuesEvent({ userId: null, messageId: undefined })], {
      anonymousEvents: 'Leave out'
    })
    expect(answer).toMatchObject({ status: 400, errormessage: expect.stringMatching(/^Message ID: /) as string })
  })
})
