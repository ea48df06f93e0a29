import { startAppcuesSandbox } from '../../host/sandbox/appcues'
import type { AppcuesQuirks, AppcuesSandbox } from '../../host/sandbox/appcues'
import { startHeapSandbox } from '../../host/sandbox/heap'
import type { HeapSandbox } from '../../host/sandbox/heap'
import { respondToParent } from '../process/messages'
import { random } from './random'
import { POISON } from './history'
import type { HistoryPlan } from './history'
import { verifyEvents, verifyMemberships } from './assertions'
import type { EventVerdict, MembershipVerdict } from './assertions'
import { changeOf, idsWith } from './memberships'
import type { MembershipPlan } from './memberships'
import { hiddenProfiles, faultScheduleOf } from './fault-schedule'
import type { FaultBudget } from './fault-schedule'

/** Lines of a file of rejects: row and reasons. */
export type ReportedLines = [number, string[]][]

export interface VendorsCommands {
  start: (plan: MembershipPlan) => Promise<{ heap: string; appcues: string }>
  misbehave: (plan: FaultBudget) => Promise<void>
  /** From now on, the vendors respond correctly. Returns how often each fault happened. */
  behave: () => Promise<{ faults: Record<string, number>; requests: number }>
  /** From now on, some profiles cannot be read, nor those of people whom Appcues does not know; or all can. */
  hideProfiles: (seed: number | null) => Promise<void>
  /** Ends every job of Appcues that still waits. */
  settle: () => Promise<void>
  verifyEvents: (facts: { plan: HistoryPlan; reported: ReportedLines }) => Promise<EventVerdict>
  verifyMemberships: (facts: { plan: MembershipPlan; reported: ReportedLines }) => Promise<MembershipVerdict>
}

/** Appcues works its jobs off in its own time: an import may end before an earlier one. */
const LONGEST_JOB = 400

/** Everything that Appcues may do beside its documents, at once. */
const quirksOf = (plan: MembershipPlan): Partial<AppcuesQuirks> => ({
  segmentListLag: 3,
  wholeSeconds: true,
  badIds: new Set(idsWith(plan, 'bad')),
  blockedIds: new Set(idsWith(plan, 'blocked')),
  successStatuses: [202, 202, 200, 204]
})

interface Running {
  heap: HeapSandbox
  appcues: AppcuesSandbox
}

function vendors(): VendorsCommands {
  let running: Running | undefined
  const both = (): Running => {
    if (!running) throw new TypeError('The vendors are not started.')
    return running
  }
  return {
    start: async (plan) => {
      const poison = ({ properties }: { properties: Record<string, string | number> }): boolean =>
        properties['Flow Name'] === POISON
      const planJob = (_job: unknown, n: number): { delay: number } => ({
        delay: random(plan.seed, 'job', n) * LONGEST_JOB
      })
      running = {
        heap: await startHeapSandbox({ keepRequests: 0, poison }),
        appcues: await startAppcuesSandbox({ keepRequests: 0, rate: 0, planJob, quirks: quirksOf(plan) })
      }
      return { heap: running.heap.url, appcues: running.appcues.url }
    },
    misbehave: async (plan) => {
      both().heap.faults.schedule(faultScheduleOf(plan))
      both().appcues.faults.schedule(faultScheduleOf({ ...plan, seed: plan.seed + 1 }))
    },
    behave: async () => {
      const sandboxes = Object.values(both()) as Running[keyof Running][]
      const faults: Record<string, number> = {}
      for (const sandbox of sandboxes) {
        sandbox.faults.off()
        sandbox.faults.fired.forEach((count, kind) => (faults[kind] = (faults[kind] ?? 0) + count))
      }
      return { faults, requests: sandboxes.reduce((sum, { requests }) => sum + requests.total, 0) }
    },
    hideProfiles: async (seed) => {
      if (seed === null) both().appcues.faults.off()
      else both().appcues.faults.schedule(hiddenProfiles(seed))
    },
    settle: async () => both().appcues.jobs.settle(),
    verifyEvents: async ({ plan, reported }) => verifyEvents(both().heap, plan, new Map(reported)),
    verifyMemberships: async ({ plan, reported }) =>
      verifyMemberships(both().appcues, plan, new Map(reported), (n) => changeOf(plan, n).rejected)
  }
}

respondToParent(vendors())
