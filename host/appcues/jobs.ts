import { setTimeout as pause } from 'node:timers/promises'
import { appcuesMessage } from '../../src/destinations/heap-appcues/appcues/response'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import type { EventResponse } from '../delivery/outcome'
import { asRecord } from '../../src/sources/shared/json'
import type { AppcuesApi } from './client'

/** Work that Appcues accepted and does in its own time. */
export interface Job {
  id: string
  kind: 'import' | 'segment'
  /** How many people it is about. */
  people: number
}

export interface EndedJob extends Job {
  state: JobState
  /** What Appcues says about it, if anything. */
  remarks: string[]
}

/** `unknown`: Appcues does not say. */
export type JobState = 'running' | 'done' | 'failed' | 'unknown'

const DONE = ['COMPLETED', 'COMPLETE', 'FINISHED', 'SUCCESS', 'SUCCEEDED', 'DONE']
const FAILED = ['FAILED', 'FAILURE', 'ERROR', 'TIMEOUT', 'CANCELED', 'CANCELLED']

/** What the status of a job says. Its words are not documented; these are seen in third-party code, in any case of letters. */
export function jobState(status: unknown): JobState {
  const word = typeof status === 'string' ? status.trim().toUpperCase() : ''
  if (DONE.includes(word)) return 'done'
  return FAILED.includes(word) ? 'failed' : 'running'
}

/** Gathers the jobs that the responses of a sync speak of, each once. */
export class Jobs {
  private readonly jobs = new Map<string, Job>()

  see({ body }: EventResponse): void {
    const { job_id, segment } = asRecord(body)
    this.count(job_id, 'import')
    this.count(asRecord(segment).job_id, 'segment')
  }

  all(): Job[] {
    return [...this.jobs.values()]
  }

  private count(id: unknown, kind: Job['kind']): void {
    if (typeof id !== 'string' && typeof id !== 'number') return
    const job = this.jobs.get(String(id)) ?? { id: String(id), kind, people: 0 }
    job.people += 1
    this.jobs.set(job.id, job)
  }
}

/** How long, in milliseconds, jobs are waited for, and how long between two rounds of asking. */
export interface WaitPolicy {
  firstPause: number
  longestPause: number
  longest: number
}

export const WAIT_POLICY: WaitPolicy = { firstPause: 250, longestPause: 10_000, longest: 15 * 60_000 }

/**
 * Asks for every job until it has ended, with longer and longer pauses. What has not ended by then, or when the signal comes,
 * is still `running`.
 *
 * @param api one that retries: a job it cannot look up is not asked for again
 */
export async function waitForJobs(
  api: Pick<AppcuesApi, 'getJob'>,
  jobs: readonly Job[],
  { firstPause, longestPause, longest }: WaitPolicy = WAIT_POLICY,
  signal?: AbortSignal
): Promise<EndedJob[]> {
  const results = jobs.map((job): EndedJob => ({ ...job, state: 'running', remarks: [] }))
  const until = performance.now() + longest
  for (let wait = firstPause; !signal?.aborted; wait = Math.min(wait * 2, longestPause)) {
    for (const job of results) {
      if (job.state === 'running' && !signal?.aborted) Object.assign(job, await look(api, job))
    }
    if (performance.now() >= until || results.every(({ state }) => state !== 'running')) break
    await pause(wait, undefined, { signal }).catch(() => undefined)
  }
  return results
}

const look = async (api: Pick<AppcuesApi, 'getJob'>, { id }: Job): Promise<Pick<EndedJob, 'state' | 'remarks'>> =>
  read(await api.getJob(id))

const MOST_REMARKS = 5

function read(response: VendorResponse): Pick<EndedJob, 'state' | 'remarks'> {
  if (!isSuccess(response)) return { state: 'unknown', remarks: [appcuesMessage(response)] }
  const { status, events } = asRecord(response.data)
  const messages = Array.isArray(events) ? events.map((event: unknown) => asRecord(event).message) : []
  const remarks = messages.filter((message): message is string => typeof message === 'string')
  return { state: jobState(status), remarks: remarks.slice(0, MOST_REMARKS) }
}
