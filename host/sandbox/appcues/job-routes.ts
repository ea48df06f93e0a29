import type { Context } from 'hono'
import { Hono } from 'hono'
import type { SandboxEnv } from '../env'
import { vendorHosts } from '../vendors'
import { failure, success } from './answers'
import type { AppcuesJobs, JobWork } from './jobs'
import type { AppcuesQuirks } from './quirks'

/** Accepts work to be done later: 202 with the job. */
export type StartJob = (c: Context<SandboxEnv>, name: string, work: JobWork) => Response

export const jobStarter =
  (jobs: AppcuesJobs, accountId: string): StartJob =>
  (c, name, work) => {
    const host = c.env.incoming.headers.host ?? vendorHosts.appcues.US
    const job = jobs.start(name, (id) => `https://${host}/v2/accounts/${accountId}/jobs/${id}`, work)
    return success(c, 202, { job_id: job.id, job_url: job.url })
  }

/** `GET /jobs/{id}`: below the path of the account. */
export const jobRoutes = (jobs: AppcuesJobs, quirks: AppcuesQuirks): Hono<SandboxEnv> =>
  new Hono<SandboxEnv>().get('/jobs/:job', (c) => {
    const job = jobs.find(c.req.param('job'))
    return job ? c.json({ ...job, status: quirks.jobWords[job.status] }) : failure(c, 404, 'There is no such job.')
  })
