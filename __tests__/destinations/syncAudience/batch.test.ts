import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, deliverOne, engageMember, heapMember, TIME } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const reference = (segment: string, property = PROPERTY, fill = true) => buildReference({ property, segment, fill })
const IMPORT_JOB = {
  title: 'Accepted',
  job_id: 'job-import',
  job_url: 'https://api.appcues.com/v2/accounts/12345/jobs/job-import'
}

describe('a batch of one audience', () => {
  it('writes 1000 joins and leaves with one import, one add and one remove, and answers each', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    const people = Array.from({ length: 1000 }, (_, index) => ({ id: `user-${index}`, joins: index % 3 !== 0 }))
    const responses = await deliver(people.map((one) => engageMember(one.id, one.joins, reference(id))))

    const ids = (joins: boolean) => people.filter((one) => one.joins === joins).map((one) => one.id)
    const csv = people.map((one) => `${one.id},${String(one.joins)}\r\n`).join('')
    expect(appcues.requests).toStrictEqual([
      { method: 'POST', path: '/import/profiles', body: `user_id,${PROPERTY}\r\n${csv}` },
      { method: 'POST', path: `/segments/${id}/add_user_ids`, body: { user_ids: ids(true) } },
      { method: 'POST', path: `/segments/${id}/remove_user_ids`, body: { user_ids: ids(false) } }
    ])
    expect(responses).toStrictEqual(
      people.map((one) => ({
        status: 202,
        sent: { user_id: one.id, property: PROPERTY, member: one.joins },
        body: {
          ...IMPORT_JOB,
          segment: { id, title: 'Accepted', job_id: one.joins ? 'job-add' : 'job-delete' }
        }
      }))
    )
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(ids(true).sort())
  })

  it('gives Appcues at most 1000 ids in one call, where a host’s batches are larger', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    const ids = Array.from({ length: 2001 }, (_, index) => `user-${index}`)
    const responses = await deliver(ids.map((one) => engageMember(one, true, reference(id))))
    expect(appcues.bodies('POST', `/segments/${id}/add_user_ids`)).toStrictEqual([
      { user_ids: ids.slice(0, 1000) },
      { user_ids: ids.slice(1000, 2000) },
      { user_ids: ids.slice(2000) }
    ])
    expect(new Set(responses.map(({ status }) => status))).toStrictEqual(new Set([202]))
  })

  it('sends no further ids once Appcues did not take some, and reports all as not filled', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    appcues.misbehave = ({ path }) => (path.endsWith('/add_user_ids') ? [503, {}] : undefined)
    const responses = await deliver(
      Array.from({ length: 1001 }, (_, index) => engageMember(`user-${index}`, true, reference(id)))
    )
    expect(appcues.bodies('POST', `/segments/${id}/add_user_ids`)).toHaveLength(1)
    expect(new Set(responses.map(({ status }) => status))).toStrictEqual(new Set([503]))
  })

  it('makes no call to add where everyone leaves, and none to remove where everyone joins', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    await deliver([engageMember('a', true, reference(id)), engageMember('b', true, reference(id))])
    await deliver([engageMember('a', false, reference(id))])
    expect(appcues.requests.map(({ path }) => path)).toStrictEqual([
      '/import/profiles',
      `/segments/${id}/add_user_ids`,
      '/import/profiles',
      `/segments/${id}/remove_user_ids`
    ])
  })

  it('carries the key in the Basic header of every request and nowhere in a response', async () => {
    const appcues = listen(new MemoryAppcues())
    const responses = await deliver([heapMember('a', true)])
    expect([...appcues.authorizations]).toStrictEqual([`Basic ${Buffer.from('key:secret').toString('base64')}`])
    expect(JSON.stringify(responses)).not.toMatch(/secret|a2V5OnNlY3JldA/)
  })

  it('leaves the segment alone where it is not filled', async () => {
    const appcues = listen(new MemoryAppcues())
    const responses = await deliver([
      engageMember('a', true, reference('100', PROPERTY, false), { context: personas(undefined) })
    ])
    expect(appcues.requests.map(({ path }) => path)).toStrictEqual(['/import/profiles'])
    expect(responses).toStrictEqual([
      { status: 202, sent: { user_id: 'a', property: PROPERTY, member: true }, body: IMPORT_JOB }
    ])
  })

  const personas = (keep_segment: boolean | undefined) => ({
    personas: {
      computation_class: 'audience',
      computation_key: 'power_users',
      external_audience_id: reference('100', PROPERTY, keep_segment !== false ? false : true),
      ...(keep_segment === undefined ? {} : { audience_settings: { keep_segment } })
    }
  })

  it.each([
    [true, ['/import/profiles', '/segments/100/add_user_ids']],
    [false, ['/import/profiles']]
  ])('fills it as the audience says now, %s, over what the reference remembers', async (keep_segment, paths) => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment(PROPERTY)
    await deliver([engageMember('a', true, '', { context: personas(keep_segment) })])
    expect(appcues.requests.map(({ path }) => path)).toStrictEqual(paths)
  })

  it('takes the same way for one event alone', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    const [, , { data }] = await deliverOne(engageMember('a', true, reference(id)))
    expect(data).toStrictEqual({
      status: 202,
      sent: { user_id: 'a', property: PROPERTY, member: true },
      body: { ...IMPORT_JOB, segment: { id, title: 'Accepted', job_id: 'job-add' } }
    })
    expect(appcues.requests.map(({ path }) => path)).toStrictEqual(['/import/profiles', `/segments/${id}/add_user_ids`])
  })
})

describe('a batch of several audiences', () => {
  it('is split by audience, each with one import, and answered in its own order', async () => {
    const appcues = listen(new MemoryAppcues())
    const first = appcues.addSegment('[Heap] First')
    const second = appcues.addSegment('[Heap] Second')
    const responses = await deliver([
      engageMember('a', true, reference(first, '[Heap] First')),
      engageMember('b', true, reference(second, '[Heap] Second')),
      engageMember('a', false, reference(second, '[Heap] Second')),
      engageMember('c', false, reference(first, '[Heap] First'))
    ])
    expect(appcues.bodies('POST', '/import/profiles')).toStrictEqual([
      'user_id,[Heap] First\r\na,true\r\nc,false\r\n',
      'user_id,[Heap] Second\r\nb,true\r\na,false\r\n'
    ])
    expect(responses.map(({ sent }) => sent)).toStrictEqual([
      { user_id: 'a', property: '[Heap] First', member: true },
      { user_id: 'b', property: '[Heap] Second', member: true },
      { user_id: 'a', property: '[Heap] Second', member: false },
      { user_id: 'c', property: '[Heap] First', member: false }
    ])
  })
})

describe('a cell of the import', () => {
  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['quotes', 'say "a"', '"say ""a"""'],
    ['a newline', 'a\nb', '"a\nb"'],
    ['a carriage return', 'a\rb', '"a\rb"'],
    ['a leading =', '=1+1', '=1+1'],
    ['an e-mail', 'a+b@example.com', 'a+b@example.com'],
    ['an anonymous id', 'anon:12', 'anon:12'],
    ['another script', '日本', '日本']
  ])('keeps %s in a user id and in a segment name as it was', async (_what, text, cell) => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(text)
    await deliver([engageMember(text, true, reference(id, text))])
    expect(appcues.bodies('POST', '/import/profiles')).toStrictEqual([`user_id,${cell}\r\n${cell},true\r\n`])
    expect(appcues.withProperty(text)).toStrictEqual({ [text]: true })
    expect(appcues.membersOf(text)).toStrictEqual([text])
  })
})

describe('the order of changes', () => {
  const at = (second: number) => ({ timestamp: `2026-03-10T22:21:${String(second).padStart(2, '0')}Z` })
  const SUPERSEDED = { superseded: 'A later change of the same person in this call counts.' }
  const FILLED = { ...IMPORT_JOB, segment: { id: '100', title: 'Accepted', job_id: 'job-add' } }

  it('ends join, leave, join of one person as a member in both places, and answers the earlier ones with success', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    const responses = await deliver([
      engageMember('a', true, reference(id), at(1)),
      engageMember('a', false, reference(id), at(2)),
      engageMember('a', true, reference(id), at(3))
    ])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
    expect(appcues.requests).toHaveLength(2)
    expect(responses).toStrictEqual([
      { status: 200, sent: { user_id: 'a', property: PROPERTY, member: true }, body: SUPERSEDED },
      { status: 200, sent: { user_id: 'a', property: PROPERTY, member: false }, body: SUPERSEDED },
      { status: 202, sent: { user_id: 'a', property: PROPERTY, member: true }, body: FILLED }
    ])
  })

  it.each([
    ['the latest time, wherever it stands', [at(5), at(3)], false],
    ['the later place on a tie', [at(5), at(5)], true],
    [
      'the latest time in any form of writing',
      [at(5), { timestamp: Date.UTC(2026, 2, 10, 22, 21, 4) as never }],
      false
    ],
    ['the later place where no time is usable', [{ timestamp: 'yesterday' }, { timestamp: undefined }], true],
    ['the later place after an unusable time', [{ timestamp: 'yesterday' }, at(1)], true],
    ['a change without a time after one with a time', [at(5), { timestamp: 'yesterday' }], true]
  ])('counts %s', async (_what, [first, second], isMember) => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    await deliver([engageMember('a', false, reference(id), first), engageMember('a', true, reference(id), second)])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: isMember })
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(isMember ? ['a'] : [])
  })

  it('takes a change without a time as made together with the one before it', async () => {
    const appcues = listen(new MemoryAppcues())
    const id = appcues.addSegment(PROPERTY)
    await deliver([
      engageMember('a', true, reference(id), at(5)),
      engageMember('a', false, reference(id), { timestamp: 'yesterday' }),
      engageMember('a', true, reference(id), at(3))
    ])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: false })
  })

  it('keeps people and audiences apart', async () => {
    const appcues = listen(new MemoryAppcues())
    const one = appcues.addSegment('[Heap] One')
    const two = appcues.addSegment('[Heap] Two')
    await deliver([
      engageMember('a', true, reference(one, '[Heap] One'), { timestamp: TIME }),
      engageMember('a', false, reference(two, '[Heap] Two'), { timestamp: TIME }),
      engageMember('A', false, reference(one, '[Heap] One'), { timestamp: TIME })
    ])
    expect(appcues.withProperty('[Heap] One')).toStrictEqual({ a: true, A: false })
    expect(appcues.withProperty('[Heap] Two')).toStrictEqual({ a: false })
  })
})
