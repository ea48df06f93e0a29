import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AudiencesView, AudienceView, SyncPlan } from '../../../host/server/api-types'
import { MOST_MEMBERS } from '../../../host/server/routes/audiences'
import type { TestHost } from '../../support/local-host'
import { startTestHost } from '../../support/local-host'
import { until } from '../../support/until'

let host: TestHost
beforeEach(async () => {
  host = await startTestHost()
})
afterEach(() => host.close())

const connect = async (name: string): Promise<AudienceView> =>
  (await host.ask<AudienceView>('POST', '/api/audiences', { name })).data

const plan = async (id: string, list: string): Promise<SyncPlan> =>
  (await host.ask<SyncPlan>('POST', `/api/audiences/${id}/plan`, list)).data

const sync = async (id: string, list: string): Promise<AudienceView> => {
  const { id: planned } = await plan(id, list)
  await host.ask('POST', `/api/audiences/${id}/sync`, { plan: planned })
  const done = await until(() => host.audiences.views().find((view) => view.id === id && view.sync?.running === false))
  host.sandboxes?.appcues.jobs.settle()
  return done
}

const property = (id: string, name: string): unknown => host.sandboxes?.appcues.state.profile(id)?.properties.get(name)

describe('audiences', () => {
  it('makes the property and the segment of a list, and lets go who is not on the next', async () => {
    const { id, property: name, segmentId = '' } = await connect('Power users')
    expect(name).toBe('[Heap] Power users')
    await sync(id, 'user_id,plan\nada@example.com,pro\n"grace, g",free\n')
    const { members, sync: progress, lastSynced } = await sync(id, 'user_id\nada@example.com\nlinus@example.com\n')
    expect(members).toBe(2)
    expect(progress).toStrictEqual({ done: 2, of: 2, running: false, rejected: 0 })
    expect(lastSynced).toBeGreaterThan(0)
    expect(['ada@example.com', 'grace, g', 'linus@example.com'].map((user) => property(user, name))).toStrictEqual([
      true,
      false,
      true
    ])
    expect([...(host.sandboxes?.appcues.state.membersOf(segmentId) ?? [])]).toStrictEqual([
      'ada@example.com',
      'linus@example.com'
    ])
    const { data } = await host.ask('GET', `/api/audiences/${id}/members`)
    expect(data).toStrictEqual({ members: ['ada@example.com', 'linus@example.com'], total: 2 })
  })

  it('counts who cannot be synced, and keeps them out', async () => {
    const { id } = await connect('Power users')
    const { members, sync: progress } = await sync(id, 'user_id\nada@example.com\nundefined\n')
    expect([members, progress]).toStrictEqual([1, { done: 1, of: 1, running: false, rejected: 0 }])
  })

  it('changes nothing in Appcues when an audience is renamed', async () => {
    const { id, property: name } = await connect('Power users')
    const renamed = await host.ask<AudienceView>('PUT', `/api/audiences/${id}`, { name: 'Heroes' })
    expect(renamed.data).toMatchObject({ name: 'Heroes', property: '[Heap] Power users' })
    await sync(id, 'user_id\nada@example.com')
    expect([property('ada@example.com', name), property('ada@example.com', '[Heap] Heroes')]).toStrictEqual([
      true,
      undefined
    ])
    expect(host.sandboxes?.appcues.state.segments().map((segment) => segment.name)).toStrictEqual([name])
  })

  it('rejects the eleventh recurring audience with the names of the ten, until a segment is deleted', async () => {
    for (let n = 1; n <= 10; n++) await connect(`Audience ${n}`)
    const { data } = await host.ask<AudiencesView>('GET', '/api/audiences')
    expect([data.recurring, data.limit]).toStrictEqual([10, 10])
    const [status, sentence] = await host.rejection('POST', '/api/audiences', { name: 'One more' })
    expect(status).toBe(409)
    expect(sentence).toContain('[Heap] Audience 10')
    const [first] = data.audiences
    await host.ask('DELETE', `/api/appcues/segments/${first.segmentId ?? ''}`)
    expect((await host.ask('POST', '/api/audiences', { name: 'One more' })).status).toBe(201)
  })

  it('rejects a second audience of one name with a message', async () => {
    await connect('Power users')
    const [status, sentence] = await host.rejection('POST', '/api/audiences', { name: 'Power users' })
    expect([status, sentence]).toStrictEqual([409, expect.stringMatching(/^Property Name: /)])
  })

  it.each([[{}], [{ name: ' ' }], [{ name: 'x'.repeat(201) }], ['no JSON']])('rejects the name in %j', async (body) => {
    expect(await host.rejection('POST', '/api/audiences', body)).toStrictEqual([
      400,
      'Name: give the audience a name of at most 200 characters.'
    ])
  })

  it('shows what a list would change, and writes nothing before that is confirmed', async () => {
    const { id } = await connect('Power users')
    await sync(id, 'user_id\nada@example.com\ngrace@example.com\n')
    expect(await plan(id, 'user_id;plan\nada@example.com;pro\nlinus@example.com;free\n')).toStrictEqual({
      id: expect.any(String) as string,
      added: 1,
      removed: 1,
      unchanged: 1,
      problems: [],
      notes: []
    })
    expect(host.audiences.views()[0].members).toBe(2)
    expect(property('linus@example.com', '[Heap] Power users')).toBeUndefined()
  })

  it('removes no one while a row cannot be read, and says so', async () => {
    const { id } = await connect('Power users')
    await sync(id, 'user_id,plan\nada@example.com,pro\ngrace@example.com,pro\n')
    const planned = await plan(id, 'user_id,plan\nada@example.com,pro\nlinus@example.com,"pro\n')
    expect(planned).toMatchObject({
      removed: 0,
      keepsEveryone: expect.stringMatching(/^Some rows cannot be read/) as string
    })
    expect(planned.problems).toHaveLength(1)
  })

  it('empties an audience by a list without people', async () => {
    const { id } = await connect('Power users')
    await sync(id, 'user_id\nada@example.com\n')
    expect(await plan(id, 'user_id\n')).toMatchObject({ added: 0, removed: 1 })
    expect((await sync(id, '[]')).members).toBe(0)
  })

  it.each([
    ['a,b\n1,2\n', /no column of user ids/],
    ['', /It is empty\.$/],
    [' \n', /It is empty\.$/]
  ])('rejects the list %j', async (list, message) => {
    const { id } = await connect('Power users')
    const [status, error] = await host.rejection('POST', `/api/audiences/${id}/plan`, list)
    expect([status, error]).toStrictEqual([400, expect.stringMatching(message)])
  })

  it('rejects more people than the page is made for, and names the command', async () => {
    await host.close()
    host = await startTestHost({ mostMembers: 2000 })
    const { id } = await connect('Power users')
    const listOf = (length: number): string => `user_id\n${Array.from({ length }, (_, n) => `user-${n}`).join('\n')}`
    const path = `/api/audiences/${id}/plan`
    expect((await host.ask('POST', path, listOf(2000))).status).toBe(200)
    expect(await host.rejection('POST', path, listOf(2001))).toStrictEqual([
      400,
      'The list has more than 2,000 people. Use the command sync for it.'
    ])
  })

  it('takes as many people as the page says', () => {
    const form = readFileSync(join(__dirname, '../../../host/page/audiences/sync-form.tsx'), 'utf8')
    expect(form).toContain(`up to ${MOST_MEMBERS.toLocaleString('en-US')} people`)
  })

  it('rejects a plan that another list has replaced', async () => {
    const { id } = await connect('Power users')
    const first = await plan(id, 'user_id\nada@example.com')
    await plan(id, 'user_id\ngrace@example.com')
    expect(await host.rejection('POST', `/api/audiences/${id}/sync`, { plan: first.id })).toStrictEqual([
      409,
      'The audience or the list has changed since. Look at the changes again.'
    ])
  })

  it('rejects a second sync of an audience that is being synced', async () => {
    const { id } = await connect('Power users')
    host.sandboxes?.appcues.faults.next({ kind: 'delay', milliseconds: 2000 })
    const planned = await plan(id, 'user_id\nada@example.com')
    await host.ask('POST', `/api/audiences/${id}/sync`, { plan: planned.id })
    const BUSY = [409, 'This audience is being synced. Wait until it is done.']
    expect(await host.rejection('POST', `/api/audiences/${id}/sync`, { plan: planned.id })).toStrictEqual(BUSY)
    expect(await host.rejection('POST', `/api/audiences/${id}/plan`, 'user_id\ngrace@example.com')).toStrictEqual(BUSY)
    await until(() => host.audiences.views()[0].sync?.running === false)
  })

  it.each([
    ['PUT', '/api/audiences/none'],
    ['POST', '/api/audiences/none/sync'],
    ['POST', '/api/audiences/none/plan'],
    ['GET', '/api/audiences/none/members']
  ])('rejects %s %s', async (method, path) => {
    expect(await host.rejection(method, path, method === 'GET' ? undefined : { name: 'A' })).toStrictEqual([
      404,
      'There is no such audience.'
    ])
  })
})
