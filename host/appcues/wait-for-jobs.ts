import { setTimeout as pause } from 'node:timers/promises'
import { asRecord } from '../server/source-cores'
import { appcuesMessage } from '../../src/destinations/heap-appcues/appcues/response'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import type { AppcuesApi } from './client'
import { jobState } from './jobs'
import type { EndedJob, Job } from './jobs'

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

function read(answer: VendorResponse): Pick<EndedJob, 'state' | 'remarks'> {
  if (!isSuccess(answer)) return { state: 'unknown', remarks: [appcuesMessage(answer)] }
  const { status, events } = asRecord(answer.data)
  const told = Array.isArray(events) ? events.map((event: unknown) => asRecord(event).message) : []
  const remarks = told.filter((message): message is string => typeof message === 'string')
  return { state: jobState(status), remarks: remarks.slice(0, MOST_REMARKS) }
}
