import { Hono } from 'hono'
import { errorBody } from './appcues/answers'
import { directRoutes } from './appcues/direct-routes'
import type { AppcuesAccount } from './appcues/gate'
import {
  APPCUES_ACCOUNT_ID,
  APPCUES_API_KEY,
  APPCUES_API_SECRET,
  APPCUES_LEGACY_API_KEY,
  APPCUES_RATE,
  ofAccount,
  withinRate
} from './appcues/gate'
import { jobRoutes, jobStarter } from './appcues/job-routes'
import type { PlanJob } from './appcues/jobs'
import { AppcuesJobs } from './appcues/jobs'
import { privacyRoutes } from './appcues/privacy-routes'
import { profileRoutes } from './appcues/profile-routes'
import type { AppcuesQuirks } from './appcues/quirks'
import { appcuesQuirks, beforeRoutes, SegmentList, withSuccessStatus } from './appcues/quirks'
import { segmentRoutes } from './appcues/segment-routes'
import { AppcuesState } from './appcues/state'
import type { SandboxEnv } from './env'
import type { RunningServer, ServerOptions } from './server'
import { startServer } from './server'

export { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, APPCUES_LEGACY_API_KEY } from './appcues/gate'
export type { AppcuesJob, JobPlan, JobStatus, PlanJob } from './appcues/jobs'
export type { AppcuesQuirks } from './appcues/quirks'
export type { AppcuesEvent, AppcuesProfile, AppcuesSegment, AppcuesValue } from './appcues/state'

export interface AppcuesSandboxOptions extends ServerOptions, Partial<AppcuesAccount> {
  /** Requests a second for the account, 60 unless said otherwise; 0 is no limit. */
  rate?: number
  /**
   * When each import, deletion and change of members is applied: after 20 ms unless said otherwise. Different delays end
   * jobs out of order; without a delay a job waits for `jobs.settle()`.
   */
  planJob?: PlanJob
  /** So many of the newest events of users are kept, all unless said otherwise. The others are counted. */
  keepEvents?: number
  /** What this Appcues does beside its documents. */
  quirks?: Partial<AppcuesQuirks>
}

export interface AppcuesSandbox extends RunningServer {
  state: AppcuesState
  jobs: AppcuesJobs
  /** What this Appcues does beside its documents; may be changed at any time. */
  quirks: AppcuesQuirks
  /** Forgets everything, and misbehaves no more than its options say. */
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
