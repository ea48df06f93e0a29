import { reconcileList } from '../../host/audit/reconcile'
import { redirectVendors } from '../../host/sandbox/redirect'
import type { Vendors } from '../cases/case'
import { answerParent } from '../process/messages'
import { deliverChanges, deliverFirst, deliverNamesake } from './deliver-changes'
import { deliverHistory } from './deliver-history'
import { POLICY } from './errand'
import type { Errand } from './errand'
import { UNKNOWN_HOST } from './fault-schedule'
import type { MembershipPlan } from './memberships'
import { chance } from './random'

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
  redirectVendors(vendors, { unknownHost: (host) => chance(seed, host, killAfter, connections++) < UNKNOWN_HOST })
}

function runner(): RunnerCommands {
  const now: Progress = { row: 0, retried: 0, memory: 0 }
  const progress = (): Progress => ({ ...now, memory: process.resourceUsage().maxRSS * 1024 })
  const reached = (row: number, retried: number): void => void Object.assign(now, { row, retried })
  return {
    progress: async () => progress(),
    events: async (errand) => {
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

answerParent(runner())
