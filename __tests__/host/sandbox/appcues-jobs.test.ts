import { setTimeout as sleep } from 'node:timers/promises'
import type { AppcuesSandboxOptions } from '../../../host/sandbox/appcues'
import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import { AppcuesJobs } from '../../../host/sandbox/appcues/jobs'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { until } from '../../support/until'
import { ask, basic } from '../../support/vendor-client'

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
    expect(await ask('get', `${ACCOUNT}/jobs/none`, { headers })).toMatchObject({ status: 404, data: { error: true } })
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
