import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { SandboxEnv } from '../request'

/** Unverified: the values of `status` are not documented; these were seen in third-party code. */
export type JobStatus = 'RUNNING' | 'COMPLETED' | 'FAILED'

export interface AppcuesJob {
  id: string
  name: string
  status: JobStatus
  /** ISO 8601 */
  started_at: string
  url: string
  /** Messages about it, such as rows without a user ID. */
  events: { message: string }[]
}

/** What becomes of one job: when it ends, and whether it fails without having done anything. */
export interface JobPlan {
  /** Milliseconds until it is applied; undefined holds it until `settle`. */
  delay?: number
  failure?: string
}

/** `n` counts the jobs from 0. */
export type PlanJob = (job: Readonly<AppcuesJob>, n: number) => JobPlan

/** Does the work of a job and returns its messages; an error fails the job. */
export type JobWork = () => string[]

/** Accepts work to be done later: 202 with the job. */
export type StartJob = (c: Context<SandboxEnv>, name: string, work: JobWork) => Response

interface Pending {
  job: AppcuesJob
  failure?: string
  work: JobWork
  timer?: NodeJS.Timeout
}

/** How many jobs can be looked up; the oldest ended ones are dropped. */
const MOST_JOBS = 1000

/** Asynchronous work as Appcues does it: accepted at once, done later, not always in the order in which it came. */
export class AppcuesJobs {
  private readonly jobs = new Map<string, AppcuesJob>()
  private pending: Pending[] = []
  private count = 0

  constructor(
    private readonly plan: PlanJob,
    private readonly now: () => number
  ) {}

  start(name: string, urlOf: (id: string) => string, work: JobWork): AppcuesJob {
    const id = randomUUID()
    const started_at = new Date(this.now()).toISOString()
    const job: AppcuesJob = { id, name, status: 'RUNNING', started_at, url: urlOf(id), events: [] }
    this.jobs.set(id, job)
    this.forgetOldest()
    const { delay, failure } = this.plan(job, this.count++)
    const pending: Pending = { job, failure, work }
    this.pending.push(pending)
    // Unreferenced: a pending job does not keep the process alive.
    if (delay !== undefined) pending.timer = setTimeout(() => this.finish(pending), delay).unref()
    return job
  }

  find(id: string): AppcuesJob | undefined {
    return this.jobs.get(id)
  }

  /** All jobs that can be looked up, oldest first. */
  all(): AppcuesJob[] {
    return [...this.jobs.values()]
  }

  /** Ends every pending job now, in the order in which they came unless `order` gives another. */
  settle(order: (pending: AppcuesJob[]) => AppcuesJob[] = (pending) => pending): void {
    const pending = new Map(this.pending.map((each) => [each.job, each]))
    for (const job of order([...pending.keys()])) {
      const each = pending.get(job)
      if (each) this.finish(each)
    }
  }

  clear(): void {
    this.pending.forEach(({ timer }) => clearTimeout(timer))
    this.pending = []
    this.jobs.clear()
    this.count = 0
  }

  private finish(pending: Pending): void {
    const { job, failure, work, timer } = pending
    clearTimeout(timer)
    this.pending = this.pending.filter((each) => each !== pending)
    try {
      if (failure !== undefined) throw new Error(failure)
      job.events = work().map((message) => ({ message }))
      job.status = 'COMPLETED'
    } catch (error) {
      job.events = [{ message: (error as Error).message }]
      job.status = 'FAILED'
    }
  }

  private forgetOldest(): void {
    if (this.jobs.size <= MOST_JOBS) return
    const ended = this.all().find(({ status }) => status !== 'RUNNING')
    if (ended) this.jobs.delete(ended.id)
  }
}
