import type { AppcuesSandbox, AppcuesSegment } from '../../../host/sandbox/appcues'
import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask, basic } from '../../support/vendor-client'

const NOW = Date.parse('2026-03-11T00:00:00Z')
const ACCOUNT = 'https://api.appcues.com/v2/accounts/12345'
const headers = basic(APPCUES_API_KEY, APPCUES_API_SECRET)

let appcues: AppcuesSandbox
let restore: () => void
let now = NOW
beforeAll(async () => {
  appcues = await startAppcuesSandbox({ rate: 0, planJob: () => ({}), now: () => now })
  restore = redirectVendors({ appcues: appcues.url })
})
afterAll(async () => {
  restore()
  await appcues.close()
})
beforeEach(() => {
  now = NOW
  appcues.reset()
})

const call = (method: string, path: string, json?: unknown) => ask(method, ACCOUNT + path, { headers, json })
const make = async (name: string): Promise<AppcuesSegment> =>
  (await call('post', '/segments', { name, description: 'Members' })).data as AppcuesSegment

describe('segments', () => {
  it('are made of a name and a description, and listed as a bare list', async () => {
    const made = await make('[Heap] Power users')
    const expected = {
      id: made.id,
      name: '[Heap] Power users',
      description: 'Members',
      created_at: '2026-03-11T00:00:00.000Z',
      updated_at: '2026-03-11T00:00:00.000Z'
    }
    expect(made).toStrictEqual(expected)
    const list = await call('get', '/segments')
    expect({ status: list.status, data: list.data }).toStrictEqual({ status: 200, data: [expected] })
    expect((await call('get', `/segments/${made.id}`)).data).toStrictEqual(expected)
  })

  it('may share a name', async () => {
    const [one, other] = [await make('A'), await make('A')]
    expect(one.id).not.toBe(other.id)
    expect(appcues.state.segments()).toHaveLength(2)
  })

  it('change their name and description', async () => {
    const { id } = await make('A')
    now += 1000
    expect(await call('patch', `/segments/${id}`, { description: 'B' })).toMatchObject({
      status: 200,
      data: { name: 'A', description: 'B', updated_at: '2026-03-11T00:00:01.000Z' }
    })
    await call('patch', `/segments/${id}`, { name: 'C' })
    expect(appcues.state.segment(id)).toMatchObject({ name: 'C', description: 'B' })
  })

  it('go when they are deleted', async () => {
    const { id } = await make('A')
    expect(await call('delete', `/segments/${id}`)).toMatchObject({ status: 200 })
    expect(appcues.state.segments()).toStrictEqual([])
    expect(appcues.state.membersOf(id)).toBeUndefined()
  })

  it.each([
    ['no name', { description: 'x' }],
    ['an empty name', { name: '' }],
    ['rules', { name: 'A', rules: [] }],
    ['a description that is no text', { name: 'A', description: 5 }],
    ['a list', []]
  ])('are not made of %s', async (_what, json) => {
    expect(await call('post', '/segments', json)).toMatchObject({ status: 400, data: { error: true, status: 400 } })
    expect(appcues.state.segments()).toStrictEqual([])
  })

  it('do not change by rules', async () => {
    const { id } = await make('A')
    expect(await call('patch', `/segments/${id}`, { rules: [] })).toMatchObject({ status: 400 })
  })

  it.each([
    ['get', ''],
    ['patch', ''],
    ['delete', ''],
    ['post', '/add_user_ids'],
    ['post', '/remove_user_ids']
  ])('answer %s%s of an unknown one with 404', async (method, path) => {
    expect(await call(method, `/segments/unknown${path}`, method === 'get' ? undefined : {})).toMatchObject({
      status: 404,
      data: { error: true, status: 404, title: 'Not Found', detail: 'There is no such segment.' }
    })
  })
})

describe('members', () => {
  it('are added and removed later', async () => {
    const { id } = await make('A')
    expect(await call('post', `/segments/${id}/add_user_ids`, { user_ids: ['a', 'b'] })).toMatchObject({ status: 202 })
    expect(appcues.state.membersOf(id)).toStrictEqual(new Set())
    appcues.jobs.settle()
    expect(appcues.state.membersOf(id)).toStrictEqual(new Set(['a', 'b']))
    await call('post', `/segments/${id}/remove_user_ids`, { user_ids: ['b', 'c'] })
    appcues.jobs.settle()
    expect(appcues.state.membersOf(id)).toStrictEqual(new Set(['a']))
  })

  it('fail as a job when the segment goes meanwhile', async () => {
    const { id } = await make('A')
    await call('post', `/segments/${id}/add_user_ids`, { user_ids: ['a'] })
    await call('delete', `/segments/${id}`)
    appcues.jobs.settle()
    expect(appcues.jobs.all()).toMatchObject([{ status: 'FAILED', events: [{ message: 'The segment is gone.' }] }])
  })

  it.each([
    ['1001 ids', Array.from({ length: 1001 }, (_, n) => `${n}`)],
    ['no ids', []],
    ['a number', [5]],
    ['an empty id', ['']],
    ['text', 'alice'],
    ['nothing', undefined]
  ])('are not changed by %s', async (_what, user_ids) => {
    const { id } = await make('A')
    expect(await call('post', `/segments/${id}/add_user_ids`, { user_ids })).toMatchObject({ status: 400 })
    expect(appcues.jobs.all()).toStrictEqual([])
  })

  it('are added a thousand at once', async () => {
    const { id } = await make('A')
    await call('post', `/segments/${id}/add_user_ids`, { user_ids: Array.from({ length: 1000 }, (_, n) => `${n}`) })
    appcues.jobs.settle()
    expect(appcues.state.membersOf(id)?.size).toBe(1000)
  })
})
