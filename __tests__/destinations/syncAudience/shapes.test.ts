import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import omit from 'lodash/omit'
import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import { membershipCall } from '../../../src/sources/heap-segment-sync/to-calls'
import { deliver, engageMember, heapMember, TIME } from './support/deliver'
import type { EventResponse } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'

const account = () => {
  const appcues = listen(new MemoryAppcues())
  const id = appcues.addSegment(PROPERTY)
  return { appcues, reference: buildReference({ property: PROPERTY, segment: id, fill: true }) }
}

const untold = (key: string): EventResponse => ({
  status: 400,
  errortype: 'PAYLOAD_VALIDATION_FAILED',
  errormessage: `Membership: the event does not say whether this person joined the audience or left it. In Engage, ${key} must be true or false, not a word, among the properties of a track or the traits of an identify call; in Reverse ETL, the row must be new, updated or deleted and the Sync Mode must take such rows.`,
  errorreporter: 'INTEGRATIONS'
})

describe('Engage', () => {
  it('is understood in track calls', async () => {
    const { appcues, reference } = account()
    await deliver([engageMember('a', true, reference), engageMember('b', false, reference)])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: false })
  })

  it('is understood in identify calls', async () => {
    const { appcues, reference } = account()
    const identify = (userId: string, joins: boolean) =>
      engageMember(userId, joins, reference, {
        type: 'identify',
        event: undefined,
        properties: undefined,
        traits: { power_users: joins }
      })
    await deliver([identify('a', true), identify('b', false)])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: false })
  })

  it('is understood in journeys, which have a class of their own', async () => {
    const appcues = listen(new MemoryAppcues())
    const personas = {
      computation_class: 'journey_step',
      computation_id: 'jou_1',
      computation_key: 'j_o_onboarding__step_2_abcde',
      namespace: 'spa_1',
      space_id: 'spa_1'
    }
    const key = personas.computation_key
    await deliver([
      heapMember('a', true, { event: 'Audience Entered', properties: { [key]: true }, context: { personas } }),
      heapMember('b', true, { event: 'Audience Entered', properties: { [key]: true }, context: { personas } })
    ])
    expect(appcues.withProperty(`[Heap] ${key}`)).toStrictEqual({ a: true, b: true })
    expect(appcues.segments[0].description).toContain(':spa_1/jou_1:')
  })

  const journeyStep = (userId: string, properties: JSONObject): SegmentEvent =>
    heapMember(userId, true, {
      event: 'Journey Step Entered',
      properties,
      context: {
        personas: {
          computation_class: 'journey_step',
          computation_id: 'jou_1',
          computation_key: 'step_2',
          namespace: 'spa_1',
          audience_name: 'Onboarding'
        }
      }
    })

  it('is understood in journeys without a boolean, as joins', async () => {
    const appcues = listen(new MemoryAppcues())
    await deliver([
      journeyStep('a', { journey_name: 'Onboarding' }),
      journeyStep('b', { step_2: true }),
      journeyStep('c', { step_2: false }),
      journeyStep('d', { step_2: null })
    ])
    expect(appcues.withProperty('[Heap] Onboarding')).toStrictEqual({ a: true, b: true, c: false, d: true })
  })

  it.each(['false', 'true', 0, 1])('rejects a journey’s membership that is no boolean: %j', async (membership) => {
    const appcues = listen(new MemoryAppcues())
    expect(await deliver([journeyStep('a', { step_2: membership })])).toStrictEqual([untold('"step_2"')])
    expect(appcues.requests).toStrictEqual([])
  })

  it('is understood in linked audiences, whose events carry an entity too', async () => {
    const { appcues, reference } = account()
    const entity = (userId: string, joins: boolean) =>
      engageMember(userId, joins, reference, {
        event: joins ? 'Entity Added' : 'Entity Removed',
        properties: {
          audience_key: 'power_users',
          power_users: joins,
          entity_context: { accounts: [{ id: 1 }] } as never
        }
      })
    await deliver([entity('a', true), entity('b', false)])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: false })
  })

  it('is understood in audiences of accounts, which send one call for each user of an account', async () => {
    const { appcues, reference } = account()
    const ofAccount = (userId: string, groupId: string, joins: boolean) =>
      engageMember(userId, joins, reference, {
        context: { ...engageMember(userId, joins, reference).context, groupId }
      })
    await deliver([ofAccount('a', 'acme', true), ofAccount('b', 'acme', true), ofAccount('c', 'globex', false)])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: true, c: false })
  })

  it('takes the same person twice in a batch, once for each identifier, as one', async () => {
    const { appcues, reference } = account()
    const email = (address: string) => ({
      context: { ...engageMember('a', true, reference).context, traits: { email: address } }
    })
    await deliver([
      engageMember('a', true, reference, email('a@one.example.com')),
      engageMember('a', true, reference, email('a@two.example.com'))
    ])
    expect(appcues.bodies('POST', '/import/profiles')).toStrictEqual([`user_id,${PROPERTY}\r\na,true\r\n`])
  })

  it.each<[string, Partial<SegmentEvent>]>([
    ['a word', { properties: { power_users: 'true' } }],
    ['a number', { properties: { power_users: 1 } }],
    ['missing', { properties: {} }],
    ['under another key', { properties: { power_user: true } }],
    ['among the traits of a track call', { properties: {}, traits: { power_users: true } }]
  ])('rejects a membership that is %s, alone', async (_what, changes) => {
    const { appcues, reference } = account()
    const responses = await deliver([engageMember('a', true, reference, changes), engageMember('b', true, reference)])
    expect(responses[0]).toStrictEqual(untold('"power_users"'))
    expect(responses[1].status).toBe(202)
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ b: true })
  })

  it('rejects a computation that is no audience', async () => {
    const { reference } = account()
    const event = engageMember('a', true, reference)
    const personas = { ...(event.context?.personas as JSONObject), computation_class: 'computed_trait' }
    expect(await deliver([{ ...event, context: { personas } }])).toStrictEqual([untold('"power_users"')])
  })
})

describe('Reverse ETL', () => {
  const row = (event: string, properties: JSONObject): SegmentEvent => ({
    type: 'track',
    event,
    messageId: `row-${event}-${JSON.stringify(properties)}`,
    timestamp: TIME,
    properties
  })
  const ROWS = [
    row('new', { user_id: 'new-1', __segment_id: 'new-1' }),
    row('updated', { user_id: 'updated-1', __segment_id: 'updated-1' }),
    row('deleted', { __segment_id: 'deleted-1' })
  ]
  const mapping = (syncMode: string, reference: string) => ({
    user_id: { '@path': '$.properties.user_id' },
    __segment_internal_sync_mode: syncMode,
    retlOnMappingSave: { inputs: { segment_name: 'Power users' }, outputs: { reference, property: PROPERTY } }
  })

  it.each([
    ['add', { 'new-1': true }],
    ['update', { 'updated-1': true }],
    ['upsert', { 'new-1': true, 'updated-1': true }],
    ['delete', { 'deleted-1': false }],
    ['mirror', { 'new-1': true, 'updated-1': true, 'deleted-1': false }]
  ])('with the sync mode %s takes just its rows, and rejects the others alone', async (syncMode, people) => {
    const { appcues, reference } = account()
    const responses = await deliver(ROWS, { mapping: mapping(syncMode, reference) })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual(people)
    const taken = Object.keys(people)
    expect(responses.map(({ status }) => status)).toStrictEqual(
      ['new-1', 'updated-1', 'deleted-1'].map((id) => (taken.includes(id) ? 202 : 400))
    )
    expect(responses.filter(({ status }) => status === 400)).toStrictEqual(
      Array.from({ length: 3 - taken.length }, () => untold('the key of the audience'))
    )
  })

  it('finds the id of a row at the root of the event too', async () => {
    const { appcues, reference } = account()
    const deleted = { ...row('deleted', {}), __segment_id: 'deleted-1' } as SegmentEvent
    await deliver([deleted], { mapping: mapping('mirror', reference) })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ 'deleted-1': false })
  })

  it('rejects a mapping that was saved without a segment', async () => {
    listen(new MemoryAppcues())
    const [response] = await deliver([ROWS[0]], { mapping: omit(mapping('mirror', ''), 'retlOnMappingSave') })
    expect(response).toMatchObject({
      status: 400,
      errormessage:
        'Audience: the event has no computation ID, so it cannot be matched to an audience. Send members of an Engage audience, connect Heap’s segment sync, or, in Reverse ETL, save the mapping with a Segment Name.'
    })
  })

  it('takes the reference of an event over the one of the mapping', async () => {
    const { appcues, reference } = account()
    const other = buildReference({ property: 'Other', segment: '1', fill: false })
    await deliver([engageMember('a', true, reference)], { mapping: mapping('mirror', other), settings: {} })
    expect(Object.keys(appcues.withProperty(PROPERTY))).toHaveLength(0)
    await deliver([engageMember('a', true, reference)], {
      mapping: { ...mapping('mirror', other), user_id: { '@path': '$.userId' } }
    })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
  })
})

describe('Heap’s own segment sync', () => {
  it('arrives as our source sends it', async () => {
    const appcues = listen(new MemoryAppcues())
    const page = { segmentId: '7', segmentName: 'Power users', taskId: 'task', page: 1 } as Parameters<
      typeof membershipCall
    >[0]
    const events = [
      membershipCall(page, 'a', true, TIME),
      membershipCall(page, 'b', false, TIME)
    ] as unknown as SegmentEvent[]
    const responses = await deliver(events)
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 202])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: false })
    expect(appcues.segments[0].description).toContain(':heap/7:')
  })
})

describe('a reference that is not ours', () => {
  it.each(['12345', '{', '{"v":2,"property":"p","segment":"1","fill":true}', 'null', '"text"', '[1]'])(
    'such as %j is rejected, alone',
    async (text) => {
      const { reference } = account()
      const responses = await deliver([engageMember('a', true, text), engageMember('b', true, reference)])
      expect(responses.map(({ status }) => status)).toStrictEqual([400, 202])
      expect(responses[0].errormessage).toBe(
        `Audience Reference: "${text}" was not made by this destination. Connect the audience to the destination again.`
      )
    }
  )

  it.each(['.', '..'])(
    'or that leads to no segment, %j, is rejected before anything of it is written',
    async (segment) => {
      const { appcues, reference } = account()
      const astray = buildReference({ property: 'Astray', segment, fill: true })
      const responses = await deliver([engageMember('a', true, astray), engageMember('b', true, reference)])
      expect(responses.map(({ status }) => status)).toStrictEqual([400, 202])
      expect(responses[0].errormessage).toBe(
        `Audience Reference: "${segment}" cannot be part of an address in Appcues’ API. Map Audience Reference to another ID.`
      )
      expect(appcues.withProperty('Astray')).toStrictEqual({})
      expect(appcues.withProperty(PROPERTY)).toStrictEqual({ b: true })
    }
  )
})
