import { Hono } from 'hono'
import { errorBody, failure, success } from './appcues/responses'
import {
  APPCUES_ACCOUNT_ID,
  APPCUES_API_KEY,
  APPCUES_API_SECRET,
  APPCUES_LEGACY_API_KEY,
  APPCUES_RATE,
  ofAccount,
  withinRate
} from './appcues/gate'
import type { AppcuesAccount } from './appcues/gate'
import { AppcuesJobs } from './appcues/jobs'
import type { PlanJob, StartJob } from './appcues/jobs'
import { directRoutes, privacyRoutes, profileRoutes } from './appcues/profile-routes'
import { appcuesQuirks, beforeRoutes, SegmentList, withSuccessStatus } from './appcues/quirks'
import type { AppcuesQuirks } from './appcues/quirks'
import { segmentRoutes } from './appcues/segment-routes'
import { AppcuesState } from './appcues/state'
import type { SandboxEnv } from './request'
import { startServer } from './server'
import type { RunningServer, ServerOptions } from './server'
import { vendorHosts } from './vendors'

export { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, APPCUES_LEGACY_API_KEY } from './appcues/gate'
export type { AppcuesJob, JobPlan, JobStatus, PlanJob } from './appcues/jobs'
export type { AppcuesQuirks } from './appcues/quirks'
export type { AppcuesEvent, AppcuesProfile, AppcuesSegment, AppcuesValue } from './appcues/state'

export interface AppcuesSandboxOptions extends ServerOptions, Partial<AppcuesAccount> {
  /** Requests a second for the account, 60 by default; 0 is no limit. */
  rate?: number
  /**
   * When each import, deletion and change of members is applied: after 20 ms by default. Different delays end
   * jobs out of order; without a delay a job waits for `jobs.settle()`.
   */
  planJob?: PlanJob
  /** How many of the newest user events are kept; all by default. The others are counted. */
  keepEvents?: number
  /** What this Appcues does beside its documents. */
  quirks?: Partial<AppcuesQuirks>
}

export interface AppcuesSandbox extends RunningServer {
  state: AppcuesState
  jobs: AppcuesJobs
  /** What this Appcues does beside its documents; may be changed at any time. */
  quirks: AppcuesQuirks
  /** Clears everything, and restores the quirks of its options. */
  reset: () => void
}

const JOB_DELAY = 20

/** Starts an Appcues on 127.0.0.1 that does what is known of Appcues' public API, with nothing behind it but memory. */
export async function startAppcuesSandbox(options: AppcuesSandboxOptions = {}): Promise<AppcuesSandbox> {
  const { rate = APPCUES_RATE, planJob = () => ({ delay: JOB_DELAY }), keepEvents = Infinity, now = Date.now } = options
  const account = accountOf(options)
  const state = new AppcuesState(keepEvents, now)
  const jobs = new AppcuesJobs(planJob, now)
  const quirks = appcuesQuirks(options.quirks)
  const startJob = jobStarter(jobs, account.accountId)
  const ofThisAccount = new Hono<SandboxEnv>()
    .use(beforeRoutes(quirks), withSuccessStatus(quirks))
    .get('/tags', (c) => c.json([]))
    .route('/', profileRoutes(state, startJob, quirks))
    .route('/', segmentRoutes(state, startJob, new SegmentList(quirks)))
    .route('/', jobRoutes(jobs, quirks))
    .route('/', directRoutes(state))
  const routes = new Hono<SandboxEnv>()
    .use(withinRate(rate, now))
    .route('/', privacyRoutes(state, account.legacyApiKey))
    .use('/v2/accounts/:account/*', ofAccount(account))
    .route('/v2/accounts/:account', ofThisAccount)
  const server = await startServer(routes, errorBody, options)
  const reset = (): void => {
    jobs.clear()
    state.clear()
    Object.assign(quirks, appcuesQuirks(options.quirks))
    server.faults.off()
    server.requests.clear()
  }
  const close = async (): Promise<void> => {
    jobs.clear()
    await server.close()
  }
  return { ...server, state, jobs, quirks, reset, close }
}

const accountOf = ({
  accountId,
  apiKey,
  apiSecret,
  legacyApiKey,
  region
}: Partial<AppcuesAccount>): AppcuesAccount => ({
  accountId: accountId ?? APPCUES_ACCOUNT_ID,
  apiKey: apiKey ?? APPCUES_API_KEY,
  apiSecret: apiSecret ?? APPCUES_API_SECRET,
  legacyApiKey: legacyApiKey ?? APPCUES_LEGACY_API_KEY,
  region
})

const jobStarter =
  (jobs: AppcuesJobs, accountId: string): StartJob =>
  (c, name, work) => {
    const host = c.env.incoming.headers.host ?? vendorHosts.appcues.US
    const job = jobs.start(name, (id) => `https://${host}/v2/accounts/${accountId}/jobs/${id}`, work)
    return success(c, 202, { job_id: job.id, job_url: job.url })
  }

/** `GET /jobs/{id}`: below the path of the account. */
const jobRoutes = (jobs: AppcuesJobs, quirks: AppcuesQuirks): Hono<SandboxEnv> =>
  new Hono<SandboxEnv>().get('/jobs/:job', (c) => {
    const job = jobs.find(c.req.param('job'))
    return job ? c.json({ ...job, status: quirks.jobWords[job.status] }) : failure(c, 404, 'There is no such job.')
  })
