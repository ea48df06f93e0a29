import type { SegmentEvent } from '@segment/actions-core'
import { buildReference } from '../../../src/destinations/heap-appcues/audience/reference'
import { deliver, deliverOne, engageMember } from './support/deliver'
import type { Answer, Options } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const reference = buildReference({ property: PROPERTY, segment: '100', fill: false })
const unfilled = (event: SegmentEvent): SegmentEvent => ({
  ...event,
  context: { ...event.context, personas: { ...(event.context?.personas as object), audience_settings: undefined } }
})
const member = (changes: Partial<SegmentEvent>, joins = true) =>
  unfilled({ ...engageMember('alice', joins, reference), ...changes })
const withTraits = (traits: object) => ({ context: { ...engageMember('a', true, reference).context, traits } })
const refused = (errormessage: string): Answer => ({
  status: 400,
  errortype: 'PAYLOAD_VALIDATION_FAILED',
  errormessage,
  errorreporter: 'INTEGRATIONS'
})
const NO_ONE = 'User ID: there is nobody to attach this to. Map User ID to the person’s id in Appcues.'

describe('the person', () => {
  it.each<[string, SegmentEvent, Options, string]>([
    ['the Segment user id', member({}), {}, 'alice'],
    ['the Segment user id without blanks around it', member({ userId: ' alice\n' }), {}, 'alice'],
    ['an anonymous visitor’s id', member({ userId: 'anon:12' }), {}, 'anon:12'],
    ['a number', member({ userId: 42 as never }), {}, '42'],
    ['an id of any length', member({ userId: 'x'.repeat(5000) }), {}, 'x'.repeat(5000)],
    [
      'the id of a row where there is no user id',
      member({ userId: null, properties: { power_users: true, __segment_id: 'row-1' } }),
      {},
      'row-1'
    ],
    [
      'a property among the properties',
      member({ properties: { power_users: true, appcuesUserID: 'ac-1' } }),
      { settings: { identityProperty: 'appcuesUserID' } },
      'ac-1'
    ],
    [
      'a property among the context traits',
      member(withTraits({ appcuesUserID: 'ac-2' })),
      { settings: { identityProperty: 'appcuesUserID' } },
      'ac-2'
    ],
    [
      'a property among the traits of an identify call',
      member({ type: 'identify', traits: { power_users: true, appcuesUserID: 'ac-3' } }),
      { settings: { identityProperty: 'appcuesUserID' } },
      'ac-3'
    ],
    [
      'a property in another case',
      member({ properties: { power_users: true, appcuesuserid: 'ac-4' } }),
      { settings: { identityProperty: ' appcuesUserID ' } },
      'ac-4'
    ],
    ['the user id where the setting is blank', member({}), { settings: { identityProperty: ' ' } }, 'alice'],
    [
      'the id of a deleted row, which has no property',
      member({ properties: { power_users: false, __segment_id: 'row-2' } }, false),
      { settings: { identityProperty: 'email' } },
      'row-2'
    ]
  ])('is %s', async (_what, event, options, id) => {
    const appcues = listen(new MemoryAppcues())
    await deliver([event], options)
    expect(Object.keys(appcues.withProperty(PROPERTY))).toStrictEqual([id])
  })

  it.each<[string, SegmentEvent, Options, string]>([
    ['is missing', member({ userId: undefined }), {}, NO_ONE],
    ['is blank', member({ userId: ' ' }), {}, NO_ONE],
    [
      'stands for nobody',
      member({ userId: 'NULL' }),
      {},
      'User ID: "NULL" stands for nobody. Map User ID to a real id.'
    ],
    [
      'cannot stand in an address',
      member({ userId: '..' }),
      {},
      'User ID: ".." cannot stand in an address of Appcues’ API. Map User ID to another id.'
    ],
    [
      'holds half a character',
      member({ userId: 'a\ud800' }),
      {},
      'User ID: it holds half a character, which cannot be sent as it is. Mend the text where it is made.'
    ],
    [
      'has no value of the property',
      member({}),
      { settings: { identityProperty: 'appcuesUserID' } },
      'User ID: the property "appcuesUserID" (setting Appcues Identity Property) is not among this person’s traits. Send it along, or clear the setting.'
    ],
    [
      'joins by a row that lacks the property',
      member({ properties: { power_users: true, __segment_id: 'row-1' } }),
      { settings: { identityProperty: 'email' } },
      'User ID: the property "email" (setting Appcues Identity Property) is not among this person’s traits. Send it along, or clear the setting.'
    ],
    [
      'has nobody’s value of the property',
      member({ properties: { power_users: true, email: 'none' } }),
      { settings: { identityProperty: 'email' } },
      'User ID: "none" stands for nobody. Map User ID to a real id.'
    ]
  ])('that %s is refused, alone, and the others are delivered', async (_what, event, options, message) => {
    const appcues = listen(new MemoryAppcues())
    const good = member({ userId: 'bob', properties: { power_users: true, appcuesUserID: 'bob', email: 'bob' } })
    const answers = await deliver([event, good], options)
    expect(answers[0]).toStrictEqual(refused(message))
    expect(answers[1].sent).toStrictEqual({ user_id: 'bob', property: PROPERTY, member: true })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ bob: true })
  })

  it.each(['nobody', 'users', 'Nulla', 'anonymous-1', '00', '10', '...'])(
    'is not mistaken for nobody: %s',
    async (userId) => {
      const appcues = listen(new MemoryAppcues())
      await deliver([member({ userId })])
      expect(appcues.withProperty(PROPERTY)).toStrictEqual({ [userId]: true })
    }
  )

  it('is refused in the same words when the event comes alone', async () => {
    listen(new MemoryAppcues())
    await expect(deliverOne(member({ userId: undefined }))).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message: NO_ONE
    })
  })

  it('delivers 999 when one among 1000 is bad', async () => {
    const appcues = listen(new MemoryAppcues())
    const events = Array.from({ length: 1000 }, (_, index) => member({ userId: index === 500 ? '' : `user-${index}` }))
    const answers = await deliver(events)
    expect(answers.map(({ status }) => status).filter((status) => status === 202)).toHaveLength(999)
    expect(answers[500]).toStrictEqual(refused(NO_ONE))
    expect(appcues.profiles.size).toBe(999)
  })

  it('has no trait in what was sent, or in the answer', async () => {
    listen(new MemoryAppcues())
    const answers = await deliver([member(withTraits({ email: 'alice@example.com', plan: 'gold' }))])
    expect(JSON.stringify(answers)).not.toMatch(/alice@example.com|gold/)
  })
})
