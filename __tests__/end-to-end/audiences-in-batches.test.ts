import { callsTo, connect, deliver, membership, membersOf, withProperty } from '../support/audience-platform'
import { withSandboxes } from '../support/sandboxes'

/** User ids that a careless CSV or path would change. */
const CASES_OF_CELLS: [string][] = [
  ['Lovelace, Ada'],
  ['Ada "the first" Lovelace'],
  ['two\nlines'],
  ['two\r\nlines'],
  ['=HYPERLINK("http://example.com")'],
  ['+1'],
  ['@ada'],
  ['"'],
  ['a/b?c#d%20e'],
  ['ada+test@example.com']
]

const sandboxes = withSandboxes({ appcues: { planJob: () => ({}) } })
const PROPERTY = '[Heap] Power users'

describe('one batch', () => {
  it('of 1000 joins and leaves is one import, one add and one remove; property and segment agree', async () => {
    const reference = await connect('aud_1', 'Power users')
    const joins = (index: number): boolean => index % 3 !== 0
    const people = Array.from({ length: 1000 }, (_, index) => `user-${index}`)
    sandboxes.appcues.requests.clear()
    const responses = await deliver(people.map((id, index) => membership('aud_1', reference, id, joins(index))))
    sandboxes.appcues.jobs.settle()

    const [segment] = sandboxes.appcues.state.segments()
    expect(callsTo(sandboxes.appcues, /./)).toStrictEqual([
      'POST import/profiles',
      `POST segments/${segment.id}/add_user_ids`,
      `POST segments/${segment.id}/remove_user_ids`
    ])
    expect(responses.map(({ status }) => status)).toStrictEqual(people.map(() => 202))
    expect(withProperty(sandboxes.appcues, PROPERTY)).toStrictEqual(
      Object.fromEntries(people.map((id, index) => [id, joins(index)]))
    )
    expect(membersOf(sandboxes.appcues, PROPERTY)).toStrictEqual(people.filter((_id, index) => joins(index)).sort())
  })

  it('in which a person joins, leaves and joins ends with a member in both places', async () => {
    const reference = await connect('aud_1', 'Power users')
    const at = (second: number): string => `2026-03-10T22:21:0${second}.000Z`
    await deliver([
      membership('aud_1', reference, 'ada', true, at(3)),
      membership('aud_1', reference, 'ada', false, at(2)),
      membership('aud_1', reference, 'ada', true, at(1))
    ])
    sandboxes.appcues.jobs.settle()
    expect(withProperty(sandboxes.appcues, PROPERTY)).toStrictEqual({ ada: true })
    expect(membersOf(sandboxes.appcues, PROPERTY)).toStrictEqual(['ada'])
  })

  it('delivers 999 where one membership cannot be read', async () => {
    const reference = await connect('aud_1', 'Power users')
    const people = Array.from({ length: 1000 }, (_, index) => membership('aud_1', reference, `user-${index}`, true))
    people[500] = { ...people[500], properties: {} }
    const responses = await deliver(people)
    sandboxes.appcues.jobs.settle()
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(999)
    expect(responses[500]).toMatchObject({
      status: 400,
      errormessage: expect.stringMatching(/^Membership: the event does not say/) as unknown
    })
    expect(membersOf(sandboxes.appcues, PROPERTY)).toHaveLength(999)
  })

  it.each(CASES_OF_CELLS)('takes the user id %j to Appcues as it is', async (id) => {
    const reference = await connect('aud_1', 'Power users')
    await deliver([membership('aud_1', reference, id, true), membership('aud_1', reference, 'next', true)])
    sandboxes.appcues.jobs.settle()
    expect(withProperty(sandboxes.appcues, PROPERTY)).toStrictEqual({ [id]: true, next: true })
    expect(membersOf(sandboxes.appcues, PROPERTY)).toStrictEqual([id, 'next'].sort())
  })

  it.each([['=SUM(A1), "quoted"'], ['-1+1'], ['Große Kunden 🎉 [A;B]']])(
    'takes the segment name %j to Appcues as it is',
    async (name) => {
      const reference = await connect('aud_1', name)
      await deliver([membership('aud_1', reference, 'ada', true)])
      sandboxes.appcues.jobs.settle()
      expect(withProperty(sandboxes.appcues, `[Heap] ${name}`)).toStrictEqual({ ada: true })
      expect(membersOf(sandboxes.appcues, `[Heap] ${name}`)).toStrictEqual(['ada'])
    }
  )
})
