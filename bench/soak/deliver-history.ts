import { join } from 'node:path'
import { definition } from '../../host/delivery/definition'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import { RejectsFile } from '../../host/import/backfill/rejects-file'
import { runBackfill } from '../../host/import/backfill/run-backfill'
import { ResumeFile } from '../../host/import/resume-file'
import { openInput } from '../../host/input/open-input'
import { readRows } from '../../host/input/read-rows'
import { settings } from '../cases/workloads'
import { CHECKPOINT, crashAfter, isResumed, POLICY, TARGET } from './errand'
import type { Errand, Reached } from './errand'
import { REJECTS } from './rejects'

/** A file of history as the command `backfill` does it, with a connection that fails now and then. */
export async function deliverHistory({ file, folder, killAfter }: Errand & { file: string }, reached: Reached) {
  const input = await openInput(file)
  const place = { input: input.identity, target: TARGET }
  const resumeFile = new ResumeFile('backfill', input, folder)
  const from = isResumed(folder) ? resumeFile.load(place) : undefined
  const { rows } = await readRows(input, from?.row)
  const rejects = await RejectsFile.open(join(folder, REJECTS), from?.row ?? 0)
  const { stopped } = await runBackfill({
    rows,
    definition,
    settings,
    subscriptions: automaticSubscriptions(definition),
    policy: POLICY,
    from,
    reject: (reject) => rejects.add(reject),
    settled: crashAfter(killAfter),
    checkpointEvery: CHECKPOINT,
    checkpoint: (mark, tally) => {
      resumeFile.save({ ...place, ...mark })
      reached(mark.row, tally.retried)
    }
  })
  rejects.close()
  return stopped
}
