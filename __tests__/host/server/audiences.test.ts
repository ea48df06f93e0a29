import type { AudiencesView, AudienceView } from '../../../host/server/api-types'
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

const sync = async (id: string, list: string): Promise<AudienceView> => {
  await host.ask('POST', `/api/audiences/${id}/sync`, list)
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
    const { members, sync: progress, lastSynced } = await sync(id, 'ada@example.com\nlinus@example.com\n')
    expect(members).toBe(2)
    expect(progress).toStrictEqual({ done: 2, of: 2, running: false, refused: 0 })
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
    expect([members, progress]).toStrictEqual([1, { done: 2, of: 2, running: false, refused: 1 }])
  })

  it('changes nothing in Appcues when an audience is renamed', async () => {
    const { id, property: name } = await connect('Power users')
    const renamed = await host.ask<AudienceView>('PUT', `/api/audiences/${id}`, { name: 'Heroes' })
    expect(renamed.data).toMatchObject({ name: 'Heroes', property: '[Heap] Power users' })
    await sync(id, 'ada@example.com')
    expect([property('ada@example.com', name), property('ada@example.com', '[Heap] Heroes')]).toStrictEqual([
      true,
      undefined
    ])
    expect(host.sandboxes?.appcues.state.segments().map((segment) => segment.name)).toStrictEqual([name])
  })

  it('refuses the eleventh recurring audience with the names of the ten, until a segment is deleted', async () => {
    for (let n = 1; n <= 10; n++) await connect(`Audience ${n}`)
    const { data } = await host.ask<AudiencesView>('GET', '/api/audiences')
    expect([data.recurring, data.limit]).toStrictEqual([10, 10])
    const [status, sentence] = await host.refusal('POST', '/api/audiences', { name: 'One more' })
    expect(status).toBe(409)
    expect(sentence).toContain('[Heap] Audience 10')
    const [first] = data.audiences
    await host.ask('DELETE', `/api/appcues/segments/${first.segmentId ?? ''}`)
    expect((await host.ask('POST', '/api/audiences', { name: 'One more' })).status).toBe(201)
  })

  it('refuses a second audience of one name in words', async () => {
    await connect('Power users')
    const [status, sentence] = await host.refusal('POST', '/api/audiences', { name: 'Power users' })
    expect([status, sentence]).toStrictEqual([409, expect.stringMatching(/^Property Name: /)])
  })

  it.each([[{}], [{ name: ' ' }], [{ name: 'x'.repeat(201) }], ['no JSON']])('refuses the name in %j', async (body) => {
    expect(await host.refusal('POST', '/api/audiences', body)).toStrictEqual([
      400,
      'Name: give the audience a name of at most 200 characters.'
    ])
  })

  it.each([
    ['a,b\n1,2\n', 'Members: no column is called user_id. Name the column that holds the ids so.'],
    ['user_id\n"unclosed', 'Members: this is no CSV. Paste one id a line, or a CSV with a column user_id.']
  ])('refuses the list %j', async (list, sentence) => {
    const { id } = await connect('Power users')
    expect(await host.refusal('POST', `/api/audiences/${id}/sync`, list)).toStrictEqual([400, sentence])
  })

  it('refuses a list larger than 8 MB', async () => {
    const { id } = await connect('Power users')
    expect(await host.refusal('POST', `/api/audiences/${id}/sync`, 'x\n'.repeat(5 * 1024 * 1024))).toStrictEqual([
      413,
      'Members: the list is larger than 8 MB.'
    ])
  })

  it('refuses a second sync of an audience that is being synced', async () => {
    const { id } = await connect('Power users')
    host.sandboxes?.appcues.faults.next({ kind: 'delay', milliseconds: 2000 })
    await host.ask('POST', `/api/audiences/${id}/sync`, 'ada@example.com')
    expect(await host.refusal('POST', `/api/audiences/${id}/sync`, 'grace@example.com')).toStrictEqual([
      409,
      'This audience is being synced: wait until it is done.'
    ])
    await until(() => host.audiences.views()[0].sync?.running === false)
  })

  it.each([
    ['PUT', '/api/audiences/none'],
    ['POST', '/api/audiences/none/sync'],
    ['GET', '/api/audiences/none/members']
  ])('refuses %s %s', async (method, path) => {
    expect(await host.refusal(method, path, method === 'GET' ? undefined : { name: 'A' })).toStrictEqual([
      404,
      'There is no such audience.'
    ])
  })
})
