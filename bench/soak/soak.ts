import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Vendors } from '../cases/case'
import { startChild } from '../process/messages'
import type { Child } from '../process/messages'
import { supervise } from './supervisor'
import type { Passage } from './supervisor'
import { historyRow } from './history'
import type { HistoryPlan } from './history'
import type { EventVerdict, MembershipVerdict } from './assertions'
import type { MembershipPlan } from './memberships'
import { AUDIENCES, finalMembers, RIVALS } from './memberships'
import { readRejects, reportedTwice } from './errand'
import type { RunnerCommands } from './runner'
import { strangers } from './fault-schedule'
import type { FaultBudget } from './fault-schedule'
import type { VendorsCommands } from './vendors'

export interface SoakOptions {
  seed: number
  events: number
  memberships: number
  /** How often the process of each direction is killed. */
  kills: number
  /** How many of the slow faults each vendor has. */
  faultBudget: Omit<FaultBudget, 'seed'>
  /** Its two scripts where they are built; without, they run as they stand. */
  programs?: Programs
  log?: (sentence: string) => void
}

export interface Programs {
  runner: string
  vendors: string
}

export interface SoakResult {
  options: Omit<SoakOptions, 'log' | 'programs'>
  events: EventVerdict & Passage
  memberships: { before: MembershipVerdict; after: MembershipVerdict } & Passage
  /** Why members of first batches were not delivered; what became of each of two audiences that want one name. */
  firstBatches: { undelivered: string[]; sharedName: (string | null)[] }
  /** Rows and changes whose rejection was reported more than once. */
  reportedAgain: number[]
  faults: Record<string, number>
  requests: number
  seconds: number
}

const SOURCES: Programs = { runner: join(__dirname, 'runner.ts'), vendors: join(__dirname, 'vendors.ts') }

type StartRunner = () => Child<RunnerCommands>

/** Runs both directions at once against vendors with planned faults, then verifies what the vendors hold. */
export async function soak({
  log = () => undefined,
  programs = SOURCES,
  ...options
}: SoakOptions): Promise<SoakResult> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'heap-appcues-soak-'))
  const start: StartRunner = () => startChild<RunnerCommands>(programs.runner)
  const vendors = startChild<VendorsCommands>(programs.vendors)
  try {
    const { seed, faultBudget } = options
    const addresses = await vendors.call('start', changesOf(options))
    const undelivered = await deliverFirstBatches(start, addresses)
    await vendors.call('misbehave', { seed, ...faultBudget })
    log('Both directions are running.')
    const [events, memberships] = await Promise.all([
      superviseEvents(start, options, addresses, join(folder, 'events')),
      superviseMemberships(start, options, addresses, join(folder, 'memberships'))
    ])
    log('Everything is delivered. What the vendors hold is verified.')
    const { faults, requests } = await vendors.call('behave')
    await vendors.call('settle')
    const [eventLines, changeLines] = ['events', 'memberships'].map((name) => readRejects(join(folder, name)))
    const eventVerdict = await vendors.call('verifyEvents', { plan: historyOf(options), reported: eventLines })
    const facts = { plan: changesOf(options), reported: changeLines }
    const before = await vendors.call('verifyMemberships', facts)
    log(`${before.wrongProperties} properties and ${before.wrongInSegment} members are wrong. They are repaired.`)
    const sharedName = await repair(start, options, vendors, addresses, folder)
    const after = await vendors.call('verifyMemberships', facts)
    return {
      options,
      events: { ...eventVerdict, ...events },
      memberships: { before, after, ...memberships },
      firstBatches: { undelivered, sharedName },
      reportedAgain: [...reportedTwice(eventLines), ...reportedTwice(changeLines)],
      ...{ faults, requests, seconds: (performance.now() - began) / 1000 }
    }
  } finally {
    await vendors.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

const historyOf = ({ seed, events }: Pick<SoakOptions, 'seed' | 'events'>): HistoryPlan => ({ seed, rows: events })
const changesOf = ({ seed, memberships }: Pick<SoakOptions, 'seed' | 'memberships'>): MembershipPlan => ({
  seed,
  changes: memberships
})

async function superviseEvents(
  start: StartRunner,
  options: SoakOptions,
  vendors: Vendors,
  folder: string
): Promise<Passage> {
  const { seed, kills } = options
  const plan = historyOf(options)
  mkdirSync(folder)
  const file = join(folder, 'history.ndjson')
  await pipeline(Readable.from(linesOf(plan)), createWriteStream(file))
  const begin = (runner: { call: Call }, killAfter: number | undefined) =>
    runner.call('events', { vendors, seed, folder, killAfter, file })
  return supervise({ start, seed, kills, rows: plan.rows, begin })
}

type Call = ReturnType<typeof startChild<RunnerCommands>>['call']

const LINES = 500

function* linesOf(plan: HistoryPlan): Generator<string> {
  for (let from = 1; from <= plan.rows; from += LINES) {
    const length = Math.min(LINES, plan.rows - from + 1)
    yield Array.from({ length }, (_, n) => `${JSON.stringify(historyRow(plan, from + n).row)}\n`).join('')
  }
}

async function superviseMemberships(
  start: StartRunner,
  options: SoakOptions,
  vendors: Vendors,
  folder: string
): Promise<Passage> {
  const { seed, kills } = options
  const plan = changesOf(options)
  mkdirSync(folder)
  const begin = (runner: { call: Call }, killAfter: number | undefined) =>
    runner.call('memberships', { vendors, seed, folder, killAfter, plan })
  return supervise({ start, seed: seed + 1, kills, rows: plan.changes, begin })
}

/** Processes that deliver the first batches of the same audiences at the same moment. */
async function deliverFirstBatches(start: StartRunner, vendors: Vendors): Promise<string[]> {
  const rivals = Array.from({ length: RIVALS }, start)
  try {
    await Promise.all(rivals.map((rival) => rival.call('progress')))
    const reasons = await Promise.all(rivals.map((rival, n) => rival.call('first', { vendors, rival: n })))
    return reasons.flat()
  } finally {
    await Promise.all(rivals.map((rival) => rival.end()))
  }
}

/**
 * The command `reconcile --repair` with the full list of each audience, as whoever keeps the segment has it: once while some
 * profiles cannot be read, and once more. Then, when everything made is listed, one batch each of the audiences that want one
 * name.
 *
 * @returns why each of those was not delivered
 */
async function repair(
  start: StartRunner,
  options: SoakOptions,
  sandboxes: Child<VendorsCommands>,
  vendors: Vendors,
  folder: string
): Promise<(string | null)[]> {
  const lists = listsOf(options, folder)
  const runners = lists.map(start)
  try {
    for (const seed of [options.seed, null]) {
      await sandboxes.call('hideProfiles', seed)
      await Promise.all(lists.map((list, n) => runners[n].call('reconcile', { vendors, ...list })))
      await sandboxes.call('settle')
    }
    const references: (string | null)[] = []
    for (let rival = 0; rival < RIVALS; rival++) references.push(await runners[0].call('namesake', { vendors, rival }))
    await sandboxes.call('settle')
    return references
  } finally {
    await Promise.all(runners.map((runner) => runner.end()))
  }
}

/** Files of who is in each audience, and of who is not: with some of whom Appcues has never heard. */
function listsOf(options: SoakOptions, folder: string): { property: string; members: string; others: string }[] {
  const final = finalMembers(changesOf(options))
  return AUDIENCES.map(({ property }, n) => {
    const people = [...(final.get(property) ?? [])]
    const [members, others] = [true, false].map((isMember) => {
      const ids = people.filter(([, joins]) => joins === isMember).map(([id]) => id)
      const all = isMember ? ids : [...ids, ...strangers(options.seed, n)]
      const file = join(folder, `audience-${n}-${isMember ? 'members' : 'others'}.ndjson`)
      writeFileSync(file, all.map((user_id) => `${JSON.stringify({ user_id })}\n`).join(''))
      return file
    })
    return { property, members, others }
  })
}
