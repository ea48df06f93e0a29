import { join } from 'node:path'
import { definition } from '../../host/delivery/definition'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import { rejectedRow, runBackfill } from '../../host/import/run-backfill'
import type { RejectedRow } from '../../host/import/run-backfill'
import { ResultsFile } from '../../host/import/results-file'
import { ResumeFile } from '../../host/import/resume-file'
import { openInput } from '../../host/input/open-input'
import { readRows } from '../../host/input/read-rows'
import { settings } from '../cases/workloads'
import { CHECKPOINT, crashAfter, isResumed, POLICY, TARGET } from './errand'
import type { Errand, Reached } from './errand'
import { REJECTS, rejectsOptions } from './rejects'

/** A file of history as the command `backfill` does it, with a connection that fails now and then. */
export async function deliverHistory({ file, folder, killAfter }: Errand & { file: string }, reached: Reached) {
  const input = await openInput(file)
  const place = { input: input.identity, target: TARGET }
  const resumeFile = new ResumeFile('backfill', input, folder)
  const from = isResumed(folder) ? resumeFile.load(place) : undefined
  const { rows } = await readRows(input, from?.row)
  const rejects = await ResultsFile.open<RejectedRow>(join(folder, REJECTS), rejectsOptions(from?.row))
  const { stopped } = await runBackfill({
    rows,
    definition,
    settings,
    subscriptions: automaticSubscriptions(definition),
    policy: POLICY,
    from,
    outcome: ({ source, kind, reasons }) => {
      if (kind === 'rejected') rejects.add(rejectedRow(source, kind, reasons))
    },
    settled: crashAfter(killAfter),
    checkpointEvery: CHECKPOINT,
    checkpoint: (mark, { retried }) => {
      resumeFile.save({ ...place, ...mark })
      reached(mark.row, retried)
    }
  })
  rejects.close()
  return stopped
}
