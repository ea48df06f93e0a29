import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, engageMember } from './support/deliver'
import { listen, MemoryAppcues, withoutNetwork } from './support/memory-appcues'
import type { SeenRequest } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const reference = buildReference({ property: PROPERTY, segment: '100', fill: true })
const REASON = { error: true, status: 400, title: 'Bad Request', detail: 'One of the user ids is not valid.' }
const PAGE = '<html><body>Forbidden</body></html>'
const BAD = 'user-617'

const people = Array.from({ length: 1000 }, (_, index) => `user-${index}`)
const others = people.filter((id) => id !== BAD)

const idsIn = ({ path, body }: SeenRequest): string[] => {
  if (path === '/import/profiles')
    return String(body)
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[0])
  return (body as { user_ids?: string[] }).user_ids ?? []
}

/** An account that takes no request for one of these calls that holds the bad id. */
const account = (call: RegExp, reply: [number, unknown]) => {
  const appcues = listen(new MemoryAppcues())
  appcues.addSegment(PROPERTY)
  appcues.misbehave = (seen) => (call.test(seen.path) && idsIn(seen).includes(BAD) ? reply : undefined)
  return appcues
}

const REPLIES: [string, [number, unknown], string][] = [
  ['400', [400, REASON], 'Appcues responded with 400: Bad Request: One of the user ids is not valid.'],
  ['413', [413, {}], 'Appcues responded with 413.'],
  ['a firewall’s page', [403, PAGE], 'A firewall in front of Appcues blocked this request (403).']
]

describe('one bad id among a thousand', () => {
  it.each(REPLIES)('in an import that responds with %s costs one member', async (_what, reply, errormessage) => {
    const appcues = account(/import/, reply)
    const responses = await deliver(people.map((id) => engageMember(id, true, reference)))
    expect(Object.keys(appcues.withProperty(PROPERTY)).sort()).toStrictEqual([...others].sort())
    expect(appcues.membersOf(PROPERTY)).toStrictEqual([...others].sort())
    expect(responses.filter(({ status }) => status !== 202)).toMatchObject([{ errormessage, sent: { user_id: BAD } }])
    expect(appcues.bodies('POST', '/import/profiles').length).toBeLessThanOrEqual(64)
  })

  it.each(REPLIES)('in an add that responds with %s costs one member the segment', async (_what, reply, reason) => {
    const appcues = account(/add_user_ids/, reply)
    const responses = await deliver(people.map((id) => engageMember(id, true, reference)))
    expect(Object.keys(appcues.withProperty(PROPERTY))).toHaveLength(1000)
    expect(appcues.membersOf(PROPERTY)).toStrictEqual([...others].sort())
    expect(responses.filter(({ status }) => status !== 202)).toMatchObject([
      {
        errormessage: `The property "${PROPERTY}" was written, but the segment was not changed: ${reason}`,
        sent: { user_id: BAD }
      }
    ])
  })

  it.each(REPLIES)('in a remove that responds with %s costs one member', async (_what, reply) => {
    const appcues = account(/remove_user_ids/, reply)
    appcues.segments[0].members = new Set(people)
    const responses = await deliver(people.map((id) => engageMember(id, false, reference)))
    expect(appcues.membersOf(PROPERTY)).toStrictEqual([BAD])
    expect(responses.filter(({ status }) => status !== 202)).toMatchObject([{ sent: { user_id: BAD } }])
  })

  it('that Appcues rejects whatever is in them are retried after 64 requests, but for those tried alone', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ path }) => (path === '/import/profiles' ? [400, REASON] : undefined)
    const responses = await deliver(people.map((id) => engageMember(id, true, reference)))
    expect(appcues.requests).toHaveLength(64)
    expect(new Set(responses.map(({ status }) => status))).toStrictEqual(new Set([400, 503]))
    expect(responses[999].errormessage).toBe(
      'Appcues rejected part of this batch without saying which event. This event is unconfirmed; retry it.'
    )
  })
})

describe('any 2xx', () => {
  it.each([200, 202, 204])('of %d is a success, with or without a body', async (status) => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = () => [status, status === 204 ? '' : {}]
    const responses = await deliver([engageMember('a', true, reference), engageMember('b', false, reference)])
    expect(responses).toStrictEqual(
      [true, false].map((member, index) => ({
        status,
        sent: { user_id: ['a', 'b'][index], property: PROPERTY, member },
        body: { segment: { id: '100' } }
      }))
    )
  })
})
