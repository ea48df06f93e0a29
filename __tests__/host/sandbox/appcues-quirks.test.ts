import type { AppcuesSegment } from '../../../host/sandbox/appcues'
import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import { ask, basic } from '../../support/vendor-client'
import { withSandboxes } from '../../support/sandboxes'

const NOW = Date.parse('2026-03-11T00:00:00.123Z')
const ACCOUNT = 'https://api.appcues.com/v2/accounts/12345'
const headers = basic(APPCUES_API_KEY, APPCUES_API_SECRET)

const sandboxes = withSandboxes({ appcues: { planJob: () => ({}), now: () => NOW } })
const call = (method: string, path: string, json?: unknown) => ask(method, ACCOUNT + path, { headers, json })
const importOf = (csv: string) =>
  ask('post', `${ACCOUNT}/import/profiles`, { headers: { ...headers, 'content-type': 'text/csv' }, body: csv })
const make = async (): Promise<AppcuesSegment> =>
  (await call('post', '/segments', { name: 'A', description: '' })).data as AppcuesSegment
const listed = async (): Promise<string[]> =>
  ((await call('get', '/segments')).data as AppcuesSegment[]).map(({ id }) => id)

describe('segments', () => {
  it('are missing from so many reads after their creation, and can be used meanwhile', async () => {
    const { id: old } = await make()
    sandboxes.appcues.quirks.segmentListLag = 2
    const { id } = await make()
    expect(await call('get', `/segments/${id}`)).toMatchObject({ status: 200, data: { id } })
    expect(await call('post', `/segments/${id}/add_user_ids`, { user_ids: ['a'] })).toMatchObject({ status: 202 })
    expect([await listed(), await listed(), await listed()]).toStrictEqual([[old], [old], [old, id]])
  })

  it('say their times in whole seconds', async () => {
    sandboxes.appcues.quirks.wholeSeconds = true
    const { id, created_at, updated_at } = await make()
    expect([created_at, updated_at]).toStrictEqual(['2026-03-11T00:00:00Z', '2026-03-11T00:00:00Z'])
    const same = { data: { created_at } }
    expect(await call('get', `/segments/${id}`)).toMatchObject(same)
    expect(await call('patch', `/segments/${id}`, { name: 'B' })).toMatchObject(same)
    expect(await call('get', '/segments')).toMatchObject({ data: [{ created_at }] })
  })
})

describe('one id', () => {
  const BAD = 'mém,ber "3"/'
  const rejected = {
    status: 400,
    data: { error: true, status: 400, title: 'Bad Request', detail: 'One of the user ids is not valid.' }
  }

  it.each([
    ['an import', () => importOf(`user_id,vip\r\nalice,true\r\n"${BAD.replace(/"/g, '""')}",true\r\n`)],
    ['an addition', async () => call('post', `/segments/${(await make()).id}/add_user_ids`, { user_ids: ['a', BAD] })],
    ['a removal', async () => call('post', `/segments/${(await make()).id}/remove_user_ids`, { user_ids: ['a', BAD] })],
    ['a profile', () => call('patch', `/users/${encodeURIComponent(BAD)}/profile`, { vip: true })]
  ])('that is bad costs the whole of %s', async (_what, send) => {
    sandboxes.appcues.quirks.badIds.add(BAD)
    expect(await send()).toMatchObject(rejected)
    expect(sandboxes.appcues.jobs.all()).toStrictEqual([])
    sandboxes.appcues.quirks.badIds.clear()
    expect((await send()).status).toBeLessThan(300)
  })

  it('that a firewall dislikes gets its page, whatever is asked', async () => {
    sandboxes.appcues.quirks.blockedIds.add(BAD)
    const path = `/users/${encodeURIComponent(BAD)}/profile`
    const [read, imported] = [await call('get', path), await importOf(`user_id,vip\r\nalice,true\r\n`)]
    expect([read.status, read.data]).toMatchObject([403, expect.stringMatching(/^<html>/)])
    expect(imported.status).toBe(202)
  })

  it('that only contains a bad one is good', async () => {
    sandboxes.appcues.quirks.badIds.add('3')
    expect(await importOf('user_id,vip\r\n33,true\r\n')).toMatchObject({ status: 202 })
    expect(await call('patch', '/users/33/profile', { id: '3' })).toMatchObject({ status: 200 })
  })
})

describe('answers', () => {
  it('succeed with any of the statuses, in turns', async () => {
    sandboxes.appcues.quirks.successStatuses = [204, 200, 202]
    const send = () => call('patch', '/users/alice/profile', { vip: true })
    expect([await send(), await send(), await send()]).toMatchObject([
      { status: 204, data: '' },
      { status: 200, data: { status: 200, title: 'OK' } },
      { status: 202, data: { status: 202, title: 'Accepted' } }
    ])
    expect(await call('get', '/users/alice/profile')).toMatchObject({ status: 200, data: { vip: true } })
    expect(await make()).toMatchObject({ name: 'A' })
    expect(await call('post', '/segments', {})).toMatchObject({ status: 400 })
  })

  it('are 503 while profiles cannot be read, and only then', async () => {
    sandboxes.appcues.quirks.profilesUnreadable = true
    expect(await call('patch', '/users/alice/profile', { vip: true })).toMatchObject({ status: 200 })
    expect(await call('get', '/users/alice/profile')).toMatchObject({ status: 503, data: { error: true } })
    expect(await call('get', '/segments')).toMatchObject({ status: 200 })
  })

  it('name the status of a job in other words', async () => {
    sandboxes.appcues.quirks.jobWords = { RUNNING: 'working', COMPLETED: 'finished', FAILED: 'broken' }
    const { data } = await importOf('user_id,vip\r\nalice,true\r\n')
    const path = `/jobs/${(data as { job_id: string }).job_id}`
    expect(await call('get', path)).toMatchObject({ data: { status: 'working' } })
    sandboxes.appcues.jobs.settle()
    expect(await call('get', path)).toMatchObject({ data: { status: 'finished' } })
  })
})

describe('imports', () => {
  it('read cells as they are told', async () => {
    sandboxes.appcues.quirks.readCell = (cell) => `text ${cell}`
    await importOf('user_id,vip\r\nalice,true\r\n')
    sandboxes.appcues.jobs.settle()
    expect(sandboxes.appcues.state.profile('alice')?.properties).toStrictEqual(new Map([['vip', 'text true']]))
  })
})

describe('quirks', () => {
  it('are those of the options again after a reset', async () => {
    const appcues = await startAppcuesSandbox({ quirks: { segmentListLag: 1, badIds: new Set(['bad']) } })
    appcues.quirks.segmentListLag = 5
    appcues.quirks.badIds.add('worse')
    appcues.reset()
    await appcues.close()
    expect(appcues.quirks).toMatchObject({ segmentListLag: 1, badIds: new Set(['bad']), wholeSeconds: false })
  })
})
