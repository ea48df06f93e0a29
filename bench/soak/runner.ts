import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Destination } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { RejectsFile } from '../../host/import/backfill/rejects-file'
import { runBackfill } from '../../host/import/backfill/run-backfill'
import { openInput } from '../../host/input/open-input'
import { readRows } from '../../host/input/read-rows'
import type { RetryPolicy } from '../../host/delivery/deliver'
import type { Item } from '../../host/delivery/item'
import { Pipeline } from '../../host/delivery/pipeline'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import { reconcileList } from '../../host/audit/reconcile/reconcile-list'
import { CompletionTracker } from '../../host/import/completion-tracker'
import { ResumeFile } from '../../host/import/resume-file'
import { redirectVendors } from '../../host/sandbox/redirect'
import { settings } from '../cases/workloads'
import type { Vendors } from '../cases/case'
import { answerParent } from '../process/messages'
import { chance } from './random'
import { AUDIENCES, changeOf, eventOf } from './memberships'
import type { MembershipPlan } from './memberships'
import { REJECTS } from './rejects'
import { UNKNOWN_HOST } from './fault-schedule'

/** Impatient: the wait between attempts is no part of what is tested. */
const POLICY: RetryPolicy = { retries: 12, firstWait: 20, longestWait: 500 }
const CHECKPOINT = 100
const CHUNK = 500

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

interface Errand {
  vendors: Vendors
  seed: number
  /** Where files of this direction are. */
  folder: string
  /** The process ends itself, as a crash would, once so many events are settled. */
  killAfter?: number
}

export interface RunnerCommands {
  events: (errand: Errand & { file: string }) => Promise<Ended>
  memberships: (errand: Errand & { plan: MembershipPlan }) => Promise<Ended>
  progress: () => Promise<Progress>
  reconcile: (errand: { vendors: Vendors; members: string; others: string; property: string }) => Promise<boolean>
}

const TARGET = 'the sandboxes'

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
    reconcile: async ({ vendors, members, others, property }) => {
      const flags = { segment: property, also: others, repair: true, sandbox: vendors.appcues }
      return reconcileList(members, flags, { environment: {}, print: () => undefined, policy: POLICY })
    }
  }
}

/** Counts what is settled, and ends the process in the middle of it: nothing can be put in order any more. */
function crashAfter(count = Infinity): () => void {
  let settled = 0
  return () => {
    settled += 1
    if (settled >= count) process.kill(process.pid, 'SIGKILL')
  }
}

const isResumed = (folder: string): boolean =>
  readdirSync(folder).some((file) => /^(backfill|sync)-.*\.json$/.test(file))

type Reached = (row: number, retried: number) => void

/** A file of history as the command `backfill` does it, with a connection that fails now and then. */
async function deliverHistory({ file, folder, killAfter }: Errand & { file: string }, reached: Reached) {
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

/** Changes of the audiences as the platform delivers them: batches of one audience each, several on their way. */
async function deliverChanges({ plan, folder, killAfter }: Errand & { plan: MembershipPlan }, reached: Reached) {
  const place = { input: `changes ${plan.seed} ${plan.changes}`, target: TARGET }
  const resumeFile = new ResumeFile('sync', { name: 'changes' }, folder)
  const from = isResumed(folder) ? resumeFile.load(place) : undefined
  const rejects = await RejectsFile.open(join(folder, REJECTS), from?.row ?? 0)
  const ledger = new CompletionTracker(from?.row, from?.refused)
  let retried = 0
  const crash = crashAfter(killAfter)
  const pipeline = new Pipeline({
    definition,
    settings,
    subscriptions: subscriptions(),
    policy: POLICY,
    retrying: (items) => void (retried += items),
    settled: ({ number }, outcomes) => {
      const kinds = outcomes.map(({ outcome }) => outcome.kind)
      const reasons = outcomes.filter(({ outcome }) => outcome.kind === 'refused').map(({ outcome }) => outcome.reason)
      if (reasons.length > 0) {
        rejects.add({ row: number, reasons })
        ledger.refuse(number)
      }
      if (!kinds.includes('undelivered')) ledger.settle(number)
      crash()
    }
  })
  const checkpoint = (): void => {
    const mark = ledger.mark()
    resumeFile.save({ ...place, ...mark })
    reached(mark.row, retried)
  }
  const checkpoints = setInterval(checkpoint, CHECKPOINT)
  const reference = await connect()
  for (let n = (from?.row ?? 0) + 1; n <= plan.changes && !pipeline.stop.isAsked; n += CHUNK) {
    const last = Math.min(plan.changes, n + CHUNK - 1)
    const items = Array.from({ length: last - n + 1 }, (_, place): Item => ({
      number: n + place,
      event: eventOf(changeOf(plan, n + place), reference)
    }))
    items.forEach(({ number }) => ledger.begin(number, 1))
    await pipeline.push(items)
  }
  await pipeline.finish()
  clearInterval(checkpoints)
  checkpoint()
  rejects.close()
  return pipeline.stop.reason
}

/** One mapping for each audience: the platform makes batches of one audience. */
function subscriptions() {
  const preset = automaticSubscriptions(definition).find(({ partnerAction }) => partnerAction === 'syncAudience')
  if (!preset) throw new TypeError('There is no preset for audiences any more.')
  return AUDIENCES.map(({ key, property }) => ({
    ...preset,
    name: property,
    subscribe: `type = "track" and properties.audience_key = "${key}"`
  }))
}

/** Connects the audience that has a connection, however often it takes. */
async function connect(): Promise<string> {
  const [{ personas }] = AUDIENCES
  const input = { settings, audienceName: 'Power, "users"', personas }
  for (let attempt = 0; ; attempt++) {
    try {
      return (await new Destination(definition).createAudience(input as never)).externalId
    } catch (error) {
      if (attempt === 20) throw error
    }
  }
}

answerParent(runner())
