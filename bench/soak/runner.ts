import { join } from 'node:path'
import { keepMemoryLean } from '../../host/cli/command-context'
import { reconcileList } from '../../host/audit/reconcile'
import { definition } from '../../host/delivery/definition'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import { openExport } from '../../host/import/open-export'
import { ResultsFile } from '../../host/import/results-file'
import { ResumeFile } from '../../host/import/resume-file'
import { rejectedRow, runBackfill } from '../../host/import/run-backfill'
import type { RejectedRow } from '../../host/import/run-backfill'
import { openInput } from '../../host/input/open-input'
import { redirectVendors } from '../../host/sandbox/redirect'
import type { Vendors } from '../cases/case'
import { settings } from '../cases/workloads'
import { respondToParent } from '../process/messages'
import { deliverChanges, deliverFirst, deliverNamesake } from './deliver-changes'
import { CHECKPOINT, crashAfter, isResumed, POLICY, REJECTS, rejectsOptions, TARGET } from './errand'
import type { Errand, Reached } from './errand'
import { UNKNOWN_HOST } from './fault-schedule'
import type { MembershipPlan } from './memberships'
import { random } from './random'

/** A file of history as the command `backfill` does it, with a connection that fails now and then. */
async function deliverHistory({ file, folder, killAfter }: Errand & { file: string }, reached: Reached) {
  const input = await openInput(file)
  const place = { input: input.identity, target: TARGET }
  const resumeFile = new ResumeFile('backfill', input, folder)
  const from = isResumed(folder) ? resumeFile.load(place) : undefined
  const { chunks, close } = await openExport(input, { after: from && from.row - 1, keepsRows: true })
  const rejects = await ResultsFile.open<RejectedRow>(join(folder, REJECTS), rejectsOptions(from?.row))
  const { stopped } = await runBackfill({
    chunks,
    definition,
    settings,
    subscriptions: automaticSubscriptions(definition),
    policy: POLICY,
    from,
    outcome: ({ source: { raw }, kind, reasons }) => {
      if (raw && kind === 'rejected') rejects.add(rejectedRow(raw, kind, reasons))
    },
    settled: crashAfter(killAfter),
    checkpointEvery: CHECKPOINT,
    checkpoint: (mark, { retried }) => {
      resumeFile.save({ ...place, ...mark })
      reached(mark.row, retried)
    }
  })
  rejects.close()
  await close()
  return stopped
}

export interface Progress {
  /** Everything up to this row, or change, is done. */
  row: number
  retried: number
  memory: number
}

/** How a run ended that was not killed. */
export interface Ended extends Progress {
  stopped?: string
}

export interface RunnerCommands {
  events: (errand: Errand & { file: string }) => Promise<Ended>
  memberships: (errand: Errand & { plan: MembershipPlan }) => Promise<Ended>
  progress: () => Promise<Progress>
  /** The first batches of every audience, with a connection that does not fail. Gives why some were not delivered. */
  first: (errand: { vendors: Vendors; rival: number }) => Promise<string[]>
  /** The batch of an audience whose name another one wants too. Gives why it was not delivered; null when it was. */
  namesake: (errand: { vendors: Vendors; rival: number }) => Promise<string | null>
  reconcile: (errand: { vendors: Vendors; members: string; others: string; property: string }) => Promise<boolean>
}

/** Who cannot be read is given up soon. */
const RECONCILE_POLICY = { ...POLICY, retries: 2 }

function redirect({ vendors, seed, killAfter = 0 }: Errand): void {
  let connections = 0
  redirectVendors(vendors, { unknownHost: (host) => random(seed, host, killAfter, connections++) < UNKNOWN_HOST })
}

function runner(): RunnerCommands {
  const now: Progress = { row: 0, retried: 0, memory: 0 }
  const progress = (): Progress => ({ ...now, memory: process.resourceUsage().maxRSS * 1024 })
  const reached = (row: number, retried: number): void => void Object.assign(now, { row, retried })
  return {
    progress: async () => progress(),
    events: async (errand) => {
      // As the command does.
      keepMemoryLean()
      redirect(errand)
      const stopped = await deliverHistory(errand, reached)
      return { ...progress(), stopped }
    },
    memberships: async (errand) => {
      redirect(errand)
      const stopped = await deliverChanges(errand, reached)
      return { ...progress(), stopped }
    },
    first: ({ vendors, rival }) => redirected(vendors, () => deliverFirst(rival)),
    namesake: ({ vendors, rival }) => redirected(vendors, async () => (await deliverNamesake(rival)) ?? null),
    reconcile: async ({ vendors, members, others, property }) => {
      const flags = { segment: property, also: others, repair: true, sandbox: vendors.appcues }
      return reconcileList(members, flags, { environment: {}, print: () => undefined, policy: RECONCILE_POLICY })
    }
  }
}

function redirected<T>(vendors: Vendors, work: () => Promise<T>): Promise<T> {
  const restore = redirectVendors(vendors)
  return work().finally(restore)
}

respondToParent(runner())
