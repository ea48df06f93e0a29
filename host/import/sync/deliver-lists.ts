import { definition } from '../../delivery/definition'
import { createProgress } from '../../cli/progress'
import { ResumeFile } from '../resume-file'
import type { FirstRequests } from './first-requests'
import type { ListRun } from './list-run'
import { OutcomeFile } from './outcome-file'
import { runSync } from './run-sync'
import type { SyncResult } from './run-sync'

/**
 * Takes the people of a run to Appcues, with progress on the screen, the place to resume from, and the file of outcomes.
 *
 * @param requests sees what leaves
 * @throws CommandError when there is nothing to resume, or it was another run
 */
export async function deliverLists(run: ListRun, requests?: FirstRequests): Promise<SyncResult> {
  const { flags, world, target, lists, audience, time } = run
  const resume = flags.dryRun && !flags.resume ? undefined : new ResumeFile('sync', lists[0].input, world.folder)
  const place = placeOf(run)
  const from = flags.resume ? resume?.load(place) : undefined
  const outcomes = flags.outcome === undefined ? undefined : new OutcomeFile(flags.outcome, from !== undefined)
  const progress = createProgress(sizeOf(lists))
  return runSync({
    ...{ definition, settings: target.settings, reference: audience.reference, lists, time, from },
    ...{ policy: world.policy, signal: world.signal },
    outcome: (line) => outcomes?.add(line),
    exchange: () => target.sandbox && requests?.see(target.sandbox.requests.entries),
    checkpoint: (mark, rows) => {
      progress.show({ rows, read: lists.reduce((read, { input }) => read + input.read(), 0) })
      if (!flags.dryRun) resume?.save({ ...place, ...mark })
    }
  }).finally(() => {
    progress.stop()
    outcomes?.close()
  })
}

/** What must be the same for a run to be gone on with: the lists, the place and the audience. */
function placeOf({ lists, target, audience }: ListRun): { input: string; target: string } {
  return {
    input: lists.map(({ input, column }) => `${input.identity} ${column}`).join(' less '),
    target: `${target.name}, ${audience.property}`
  }
}

function sizeOf(lists: ListRun['lists']): number | undefined {
  const sizes = lists.map(({ input }) => input.size)
  return sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}
