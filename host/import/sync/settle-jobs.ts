import type { EndedJob } from '../../appcues/jobs'
import type { ListRun } from './list-run'
import { rememberSync } from './remember-sync'
import type { SyncResult } from './run-sync'
import { waitForJobs } from '../../appcues/wait-for-jobs'

/** How a run ended on Appcues' side. */
export interface Settled {
  /** Undefined when nobody waited for them. */
  endedJobs?: EndedJob[]
  lastSynced?: { time: string } | { problem: string }
  /** Everyone was taken, and nothing is known to have gone wrong with it. */
  isWhole: boolean
}

/**
 * Waits for Appcues' own work, unless told not to, and remembers the time where the run came through: a time in the
 * description that is followed by an old list would be worse than none.
 */
export async function settleJobs(
  { api, flags, world, audience, time }: Pick<ListRun, 'api' | 'flags' | 'world' | 'audience' | 'time'>,
  result: SyncResult
): Promise<Settled> {
  const { tallies, stopped, mark } = result
  const isDelivered = stopped === undefined && tallies.every(({ undelivered }) => undelivered.total === 0)
  if (flags.dryRun) return { isWhole: isDelivered && mark.refused === 0 }
  const wanted = flags.wait !== false && result.jobs.length > 0
  const endedJobs = wanted ? await waitForJobs(api, result.jobs, world.waitPolicy, world.signal) : undefined
  const isDone = endedJobs === undefined || endedJobs.every(({ state }) => state === 'done')
  if (!isDelivered || !isDone) return { endedJobs, isWhole: false }
  const problem = await rememberSync(api, audience.segment, time)
  return { endedJobs, lastSynced: problem === undefined ? { time } : { problem }, isWhole: mark.refused === 0 }
}
