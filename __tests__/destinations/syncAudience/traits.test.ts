import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, engageMember, heapMember } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const reference = buildReference({ property: PROPERTY, segment: '100', fill: false })
const TRAITS: JSONObject = {
  traits: { Plan: { '@path': '$.properties.plan' }, Seats: { '@path': '$.properties.seats' } }
}
const ANY: JSONObject = { traits: { '@path': '$.properties' } }

const member = (userId: string, joins: boolean, more: object = {}, changes: Partial<SegmentEvent> = {}): SegmentEvent =>
  engageMember(userId, joins, reference, {
    properties: { audience_key: 'power_users', power_users: joins, ...more },
    context: {
      personas: { computation_class: 'audience', computation_key: 'power_users', external_audience_id: reference }
    },
    ...changes
  })

const imports = (appcues: MemoryAppcues): unknown[] => appcues.bodies('POST', '/import/profiles')

describe('traits', () => {
  it('are not sent unless mapped', async () => {
    const appcues = listen(new MemoryAppcues())
    const [response] = await deliver([member('a', true, { plan: 'pro', email: 'a@example.com' })])
    expect(imports(appcues)).toStrictEqual([`user_id,${PROPERTY}\r\na,true\r\n`])
    expect(response.sent).toStrictEqual({ user_id: 'a', property: PROPERTY, member: true })
  })

  it('are further columns of the same import, for those who join and those who leave', async () => {
    const appcues = listen(new MemoryAppcues())
    const people = [member('a', true, { plan: 'pro', seats: 5 }), member('b', false, { plan: 'free', seats: 1 })]
    const responses = await deliver(people, { mapping: TRAITS })
    expect(imports(appcues)).toStrictEqual([`user_id,Plan,Seats,${PROPERTY}\r\na,pro,5,true\r\nb,free,1,false\r\n`])
    expect(responses[0]).toMatchObject({
      status: 202,
      sent: { user_id: 'a', property: PROPERTY, member: true, traits: { Plan: 'pro', Seats: 5 } }
    })
  })

  it('leave no empty cell: people with other traits have an import of their own', async () => {
    const appcues = listen(new MemoryAppcues())
    await deliver([member('a', true, { plan: 'pro' }), member('b', true), member('c', true, { plan: '' })], {
      mapping: TRAITS
    })
    expect(imports(appcues)).toStrictEqual([
      `user_id,${PROPERTY}\r\nb,true\r\nc,true\r\n`,
      `user_id,Plan,${PROPERTY}\r\na,pro,true\r\n`
    ])
  })

  it('go typed in one request per user', async () => {
    const appcues = listen(new MemoryAppcues())
    const mapping = { ...TRAITS, delivery: 'One request per user' }
    await deliver([member('a', false, { plan: 'pro', seats: 5 })], { mapping })
    expect(appcues.bodies('PATCH', '/users/a/profile')).toStrictEqual([{ Plan: 'pro', Seats: 5, [PROPERTY]: false }])
  })

  it('of a person’s last change count, as the membership does', async () => {
    const appcues = listen(new MemoryAppcues())
    await deliver([member('a', true, { plan: 'new' }), member('a', false, { plan: 'newer' })], { mapping: TRAITS })
    expect(imports(appcues)).toStrictEqual([`user_id,Plan,${PROPERTY}\r\na,newer,false\r\n`])
  })

  it('never change the membership, and never cost it: what cannot be sent is omitted and named', async () => {
    const appcues = listen(new MemoryAppcues())
    const hostile = { [PROPERTY]: 'no', user_id: 'eve', _identity: { email: 'a@example.com' }, user: { email: 'x' } }
    const [response] = await deliver([member('a', true, hostile)], { mapping: ANY })
    expect(imports(appcues)).toStrictEqual([
      `user_id,audience_key,power_users,${PROPERTY}\r\na,power_users,true,true\r\n`
    ])
    expect(response.body).toMatchObject({
      omitted: [
        '_identity: names that begin with "_" are Appcues’ own.',
        'user_id: Appcues reserves this name.',
        'user.email: it is part of a person’s profile.'
      ]
    })
  })

  it('stand beside the segment on an ordinary connection', async () => {
    const appcues = listen(new MemoryAppcues())
    const properties = { heap_segment_7: true, plan: 'pro', user_id: 'eve' }
    const [response] = await deliver([heapMember('a', true, { properties })], { mapping: ANY })
    expect(imports(appcues)).toStrictEqual([`user_id,heap_segment_7,plan,${PROPERTY}\r\na,true,pro,true\r\n`])
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
    expect(response).toMatchObject({
      status: 202,
      sent: { traits: { heap_segment_7: true, plan: 'pro' } },
      body: { omitted: ['user_id: Appcues reserves this name.'], segment: { title: 'Accepted' } }
    })
  })
})
