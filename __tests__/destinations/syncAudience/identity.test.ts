import type { SegmentEvent } from '@segment/actions-core'
import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, deliverOne, engageMember, TIME } from './support/deliver'
import type { EventResponse, Options } from './support/deliver'
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
/** As Reverse ETL sends it: no user id, and no column has a value. */
const deletedRow: SegmentEvent = {
  type: 'track',
  event: 'deleted',
  messageId: 'row-2',
  timestamp: TIME,
  properties: { EMAIL: null, PLAN: null, __segment_id: 'row-2' }
}
const retl = {
  __segment_internal_sync_mode: 'mirror',
  retlOnMappingSave: { inputs: { segment_name: 'Power users' }, outputs: { reference, property: PROPERTY } }
}
const rejected = (errormessage: string): EventResponse => ({
  status: 400,
  errortype: 'PAYLOAD_VALIDATION_FAILED',
  errormessage,
  errorreporter: 'INTEGRATIONS'
})
const NO_ONE = 'User ID: it is missing. Map User ID to the person’s ID in Appcues.'

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
      { settings: { appcuesIdentityProperty: 'appcuesUserID' } },
      'ac-1'
    ],
    [
      'a property among the context traits',
      member(withTraits({ appcuesUserID: 'ac-2' })),
      { settings: { appcuesIdentityProperty: 'appcuesUserID' } },
      'ac-2'
    ],
    [
      'a property among the traits of an identify call',
      member({ type: 'identify', traits: { power_users: true, appcuesUserID: 'ac-3' } }),
      { settings: { appcuesIdentityProperty: 'appcuesUserID' } },
      'ac-3'
    ],
    [
      'a property in another case',
      member({ properties: { power_users: true, appcuesuserid: 'ac-4' } }),
      { settings: { appcuesIdentityProperty: ' appcuesUserID ' } },
      'ac-4'
    ],
    [
      'a trait before a property of the same name in another spelling',
      member({ ...withTraits({ APPCUESUSERID: 'ac-7' }), properties: { power_users: true, appcuesUserID: 'other' } }),
      { settings: { appcuesIdentityProperty: 'appcuesUserID' } },
      'ac-7'
    ],
    ['the user id where the setting is blank', member({}), { settings: { appcuesIdentityProperty: ' ' } }, 'alice'],
    [
      'the id of a deleted row, which has no property',
      deletedRow,
      { settings: { appcuesIdentityProperty: 'email' }, mapping: retl },
      'row-2'
    ],
    [
      'a property under the setting’s older key',
      member({ properties: { power_users: true, appcuesUserID: 'ac-5' } }),
      { settings: { identityProperty: 'appcuesUserID' } },
      'ac-5'
    ],
    [
      'a property under the newer key, where both are filled in',
      member({ properties: { power_users: true, appcuesUserID: 'ac-6', email: 'x' } }),
      { settings: { appcuesIdentityProperty: 'appcuesUserID', identityProperty: 'email' } },
      'ac-6'
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
      'is a placeholder',
      member({ userId: 'NULL' }),
      {},
      'User ID: "NULL" is a placeholder, not a user ID. Map User ID to a real ID.'
    ],
    [
      'cannot stand in an address',
      member({ userId: '..' }),
      {},
      'User ID: ".." cannot be part of an address in Appcues’ API. Map User ID to another ID.'
    ],
    [
      'holds half a character',
      member({ userId: 'a\ud800' }),
      {},
      'User ID: contains an unpaired surrogate; fix the value at its source.'
    ],
    [
      'has no value of the property',
      member({}),
      { settings: { appcuesIdentityProperty: 'appcuesUserID' } },
      'User ID: the property "appcuesUserID" (setting Appcues Identity Property) has no usable value among this person’s traits. Send it as text, or clear the setting.'
    ],
    [
      'joins by a row that lacks the property',
      member({ properties: { power_users: true, __segment_id: 'row-1' } }),
      { settings: { appcuesIdentityProperty: 'email' } },
      'User ID: the property "email" (setting Appcues Identity Property) has no usable value among this person’s traits. Send it as text, or clear the setting.'
    ],
    [
      'leaves by a row that lacks the property and has other values',
      member({ properties: { power_users: false, plan: 'x', __segment_id: 'row-1' } }, false),
      { settings: { appcuesIdentityProperty: 'email' } },
      'User ID: the property "email" (setting Appcues Identity Property) has no usable value among this person’s traits. Send it as text, or clear the setting.'
    ],
    [
      'has a placeholder as value of the property',
      member({ properties: { power_users: true, email: 'none' } }),
      { settings: { appcuesIdentityProperty: 'email' } },
      'User ID: "none" is a placeholder, not a user ID. Map User ID to a real ID.'
    ]
  ])('that %s is rejected, alone, and the others are delivered', async (_what, event, options, message) => {
    const appcues = listen(new MemoryAppcues())
    const good = member({ userId: 'bob', properties: { power_users: true, appcuesUserID: 'bob', email: 'bob' } })
    const responses = await deliver([event, good], options)
    expect(responses[0]).toStrictEqual(rejected(message))
    expect(responses[1].sent).toStrictEqual({ user_id: 'bob', property: PROPERTY, member: true })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ bob: true })
  })

  it.each(['nobody', 'users', 'Nulla', 'anonymous-1', '00', '10', '...'])(
    'is not mistaken for a placeholder: %s',
    async (userId) => {
      const appcues = listen(new MemoryAppcues())
      await deliver([member({ userId })])
      expect(appcues.withProperty(PROPERTY)).toStrictEqual({ [userId]: true })
    }
  )

  it('is rejected in the same words when the event comes alone', async () => {
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
    const responses = await deliver(events)
    expect(responses.map(({ status }) => status).filter((status) => status === 202)).toHaveLength(999)
    expect(responses[500]).toStrictEqual(rejected(NO_ONE))
    expect(appcues.profiles.size).toBe(999)
  })

  it('has no trait in what was sent, or in the response', async () => {
    listen(new MemoryAppcues())
    const responses = await deliver([member(withTraits({ email: 'alice@example.com', plan: 'gold' }))])
    expect(JSON.stringify(responses)).not.toMatch(/alice@example.com|gold/)
  })
})
