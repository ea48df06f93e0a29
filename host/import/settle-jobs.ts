import { toSegment } from '../../src/destinations/heap-appcues/appcues/api'
import { appcuesMessage } from '../../src/destinations/heap-appcues/appcues/response'
import { describeAudience, parseDescription } from '../../src/destinations/heap-appcues/audience/remembered'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { AppcuesApi } from '../appcues/client'
import type { EndedJob } from '../appcues/jobs'
import { waitForJobs } from '../appcues/jobs'
import type { ListRun } from './list-run'
import type { SyncResult } from './run-sync'

/** How a run ended on Appcues' side. */
export interface Settled {
  /** Undefined when they were not waited for. */
  endedJobs?: EndedJob[]
  lastSynced?: { time: string } | { problem: string }
  /** Everyone was taken, and nothing is known to have gone wrong with it. */
  isWhole: boolean
}

/**
 * Waits for Appcues' own work, unless --no-wait is given, and records the time where the run came through: a time in the
 * description that is followed by an old list would be worse than none.
 *
 * @param isIdle an earlier run had done everything: nothing was synced now
 */
export async function settleJobs(
  { api, flags, context, audience, time }: Pick<ListRun, 'api' | 'flags' | 'context' | 'audience' | 'time'>,
  result: SyncResult,
  isIdle = false
): Promise<Settled> {
  const { tallies, stopped, mark } = result
  const isDelivered = stopped === undefined && tallies.every(({ failed }) => failed.total === 0)
  if (flags.dryRun || isIdle) return { isWhole: isDelivered && mark.rejected === 0 }
  const wanted = flags.wait !== false && result.jobs.length > 0
  const endedJobs = wanted ? await waitForJobs(api, result.jobs, context.waitPolicy, context.signal) : undefined
  const isDone = endedJobs === undefined || endedJobs.every(({ state }) => state === 'done')
  if (!isDelivered || !isDone) return { endedJobs, isWhole: false }
  const problem = await recordSync(api, audience.segment, time)
  return { endedJobs, lastSynced: problem === undefined ? { time } : { problem }, isWhole: mark.rejected === 0 }
}

/**
 * Writes the time of a sync into the description of the kept segment, where people see it.
 *
 * @param time ISO 8601 in UTC
 * @returns why it could not be written
 */
async function recordSync(api: AppcuesApi, segment: string, time: string): Promise<string | undefined> {
  const found = await api.getSegment(segment)
  if (!isSuccess(found)) return appcuesMessage(found)
  const kept = parseDescription(toSegment(found.data).description)
  if (!kept) return 'The description of the segment was changed in Appcues, and no longer says whose segment it is.'
  const written = await api.describeSegment(segment, describeAudience({ ...kept, lastSynced: time }))
  return isSuccess(written) ? undefined : appcuesMessage(written)
}
