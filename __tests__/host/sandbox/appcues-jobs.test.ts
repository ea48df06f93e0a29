import { setTimeout as sleep } from 'node:timers/promises'
import type { AppcuesSandboxOptions, AppcuesSandbox, AppcuesSegment } from '../../../host/sandbox/appcues'
import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import { AppcuesJobs } from '../../../host/sandbox/appcues/jobs'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { until } from '../../support/until'
import { ask, basic } from '../../support/vendor-client'
import { withSandboxes } from '../../support/sandboxes'

describe('appcues jobs', () => {
  const ACCOUNT = 'https://api.appcues.com/v2/accounts/12345'
  const headers = basic(APPCUES_API_KEY, APPCUES_API_SECRET)
  const closers: (() => Promise<void>)[] = []
  afterEach(async () => {
    jest.useRealTimers()
    for (const close of closers.splice(0)) await close()
  })

  async function start(options: AppcuesSandboxOptions) {
    const appcues = await startAppcuesSandbox({ rate: 0, ...options })
    const restore = redirectVendors({ appcues: appcues.url })
    closers.push(appcues.close, async () => restore())
    return appcues
  }

  async function importOf(csv: string): Promise<{ job_id: string; job_url: string }> {
    const options = { headers: { ...headers, 'content-type': 'text/csv' }, body: csv }
    return (await ask('post', `${ACCOUNT}/import/profiles`, options)).data as { job_id: string; job_url: string }
  }
  const join = (member: boolean) => importOf(`user_id,vip\nalice,${member}\n`)

  describe('jobs', () => {
    it('can be followed at their address while they run and when they are done', async () => {
      const appcues = await start({ planJob: () => ({}), now: () => Date.parse('2026-03-11T00:00:00Z') })
      const { job_id, job_url } = await join(true)
      const job = {
        id: job_id,
        name: 'Import profiles',
        started_at: '2026-03-11T00:00:00.000Z',
        url: job_url,
        events: []
      }
      expect(job_url).toBe(`${ACCOUNT}/jobs/${job_id}`)
      expect((await ask('get', job_url, { headers })).data).toStrictEqual({ ...job, status: 'RUNNING' })
      appcues.jobs.settle()
      expect((await ask('get', job_url, { headers })).data).toStrictEqual({ ...job, status: 'COMPLETED' })
    })

    it('are unknown by another id', async () => {
      await start({})
      expect(await ask('get', `${ACCOUNT}/jobs/none`, { headers })).toMatchObject({
        status: 404,
        data: { error: true }
      })
    })

    it('are done after a while by themselves', async () => {
      const appcues = await start({})
      await join(true)
      await until(() => appcues.jobs.all()[0].status === 'COMPLETED')
      expect(appcues.state.profile('alice')?.properties.get('vip')).toBe(true)
    })

    it('end out of order by their delays', () => {
      jest.useFakeTimers()
      const ended: string[] = []
      const jobs = new AppcuesJobs((_job, n) => ({ delay: n === 0 ? 120 : 5 }), Date.now)
      for (const name of ['first', 'second']) jobs.start(name, String, () => [String(ended.push(name))])
      jest.advanceTimersByTime(5)
      expect(ended).toStrictEqual(['second'])
      jest.advanceTimersByTime(115)
      expect(ended).toStrictEqual(['second', 'first'])
    })

    it('end in the order given to settle, each once', async () => {
      const appcues = await start({ planJob: () => ({}) })
      await join(true)
      await join(false)
      appcues.jobs.settle((pending) => [...pending].reverse())
      expect(appcues.state.profile('alice')).toMatchObject({ writes: 2, properties: new Map([['vip', true]]) })
      appcues.jobs.settle()
      expect(appcues.state.profile('alice')?.writes).toBe(2)
    })

    it('stay pending when settle leaves them out', async () => {
      const appcues = await start({ planJob: () => ({}) })
      await join(true)
      appcues.jobs.settle(() => [])
      expect(appcues.jobs.all()).toMatchObject([{ status: 'RUNNING' }])
    })

    it('fail by plan and change nothing', async () => {
      const appcues = await start({ planJob: () => ({ failure: 'Out of luck.' }) })
      await join(true)
      appcues.jobs.settle()
      expect(appcues.jobs.all()).toMatchObject([{ status: 'FAILED', events: [{ message: 'Out of luck.' }] }])
      expect(appcues.state.profiles()).toStrictEqual([])
    })

    it('are forgotten on reset, those that wait for their time included', async () => {
      const appcues = await start({ planJob: () => ({ delay: 10 }) })
      await join(true)
      appcues.reset()
      await sleep(40)
      expect(appcues.jobs.all()).toStrictEqual([])
      expect(appcues.state.profiles()).toStrictEqual([])
    })

    it('keeps the newest thousand of those that ended, and every one that runs', () => {
      const jobs = new AppcuesJobs((_job, n) => ({ delay: n === 0 ? undefined : 0 }), Date.now)
      const started = Array.from({ length: 1000 }, (_, n) => jobs.start(`Job ${n}`, String, () => []))
      jobs.settle(() => started.slice(1))
      jobs.start('Job 1000', String, () => [])
      expect(jobs.all()).toHaveLength(1000)
      expect([jobs.find(started[0].id)?.name, jobs.find(started[1].id)?.name]).toStrictEqual(['Job 0', undefined])
      jobs.clear()
    })
  })
})

describe('appcues direct', () => {
  const HOST = 'segment.appcues.com'
  let appcues: AppcuesSandbox
  let restore: () => void
  beforeAll(async () => {
    appcues = await startAppcuesSandbox({ rate: 0 })
    restore = redirectVendors({}, { others: { [HOST]: appcues.url } })
  })
  afterAll(async () => {
    restore()
    await appcues.close()
  })
  beforeEach(() => appcues.reset())

  const headers = basic(APPCUES_API_KEY, APPCUES_API_SECRET)
  const call = (json: object) => ask('post', `https://${HOST}/v2/accounts/12345/segment/direct`, { headers, json })
  const timestamp = '2026-03-10T22:21:56.000Z'

  describe('a call as Segment’s own Appcues destination sends it', () => {
    it('writes the traits of an identify call to the profile', async () => {
      expect(await call({ type: 'identify', userId: 'alice', traits: { plan: 'pro' } })).toMatchObject({ status: 200 })
      expect(appcues.state.profile('alice')?.properties).toStrictEqual(new Map([['plan', 'pro']]))
    })

    it('takes the event of a track call', async () => {
      await call({ type: 'track', userId: 'alice', event: 'Saved', properties: { size: 3 }, timestamp })
      const event = { user_id: 'alice', name: 'Saved', timestamp, attributes: { size: 3 } }
      expect(appcues.state.eventsOf('alice')).toStrictEqual([event])
    })

    it('is rejected without a user', async () => {
      expect(await call({ type: 'identify', traits: { plan: 'pro' } })).toMatchObject({ status: 400 })
      expect(appcues.state.profiles()).toStrictEqual([])
    })

    it('reaches nothing by a host that was not named', async () => {
      await expect(ask('post', 'https://segment.eu.appcues.com/', { headers, json: {} })).rejects.toMatchObject({
        code: 'ECONNREFUSED'
      })
    })
  })
})

describe('appcues quirks', () => {
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
      [
        'an addition',
        async () => call('post', `/segments/${(await make()).id}/add_user_ids`, { user_ids: ['a', BAD] })
      ],
      [
        'a removal',
        async () => call('post', `/segments/${(await make()).id}/remove_user_ids`, { user_ids: ['a', BAD] })
      ],
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
})
