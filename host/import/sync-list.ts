import { retryingAppcuesApi } from '../appcues/client'
import { lookUp } from '../appcues/profiles'
import { CommandError } from '../cli/command-error'
import { createProgress } from '../cli/progress'
import { counted } from '../cli/tables'
import { openAppcuesTarget } from '../delivery/appcues-target'
import type { AppcuesTarget } from '../delivery/appcues-target'
import { definition } from '../delivery/definition'
import { openPeople } from '../input/people'
import type { PeopleList, PersonRow } from '../input/people'
import { connectList } from './list-run'
import type { ConnectedList, AudienceContext, ListRun, SyncFlags } from './list-run'
import { ResultsFile } from './results-file'
import type { ResultLine } from './results-file'
import { ResumeFile } from './resume-file'
import type { Mark, RowOutcome } from './run-import'
import { RemovalGuard, runSync } from './run-sync'
import type { SyncResult } from './run-sync'
import { Sample } from './sample'
import { settleJobs } from './settle-jobs'
import type { Settled } from './settle-jobs'
import { syncReport } from './sync-report'

/**
 * The command `sync`: a list of people, and perhaps one of people to remove, into Appcues, with a report at the end.
 *
 * @param file path of the list, `-` for standard input
 * @throws CommandError when it cannot begin
 */
export async function syncList(
  file: string,
  flags: SyncFlags,
  context: AudienceContext
): Promise<SyncResult & Settled> {
  const { lists, close } = await openLists(file, flags)
  try {
    const target = await openAppcuesTarget(context.environment, flags)
    try {
      return await syncInto({ target, lists, flags, context })
    } finally {
      await target.close()
    }
  } finally {
    close()
  }
}

async function openLists(
  file: string,
  { remove, idColumn }: SyncFlags
): Promise<Pick<ListRun, 'lists'> & { close: () => void }> {
  if (file === '-' && remove === '-') throw new CommandError('Only one of the two lists can be standard input.')
  const members = await openPeople(file, idColumn)
  const lists = [{ ...members, joins: true }]
  const close = (): void => lists.forEach(({ input }) => input.close())
  if (remove === undefined) return { lists, close }
  const gone = await openPeople(remove, idColumn).catch((error: unknown) => {
    close()
    throw error
  })
  lists.push({ ...gone, joins: false })
  return { lists, close }
}

async function syncInto(place: Pick<ListRun, 'target' | 'lists' | 'flags' | 'context'>): Promise<SyncResult & Settled> {
  const { target, lists, flags, context } = place
  const began = performance.now()
  const api = retryingAppcuesApi(target.settings, context.policy)
  const { segment: name, propertyName, recurring = false, dryRun } = flags
  const audience = await connectList(api, target.settings, { name, propertyName, recurring })
  const time = new Date((context.now ?? Date.now)()).toISOString()
  const run = { ...place, api, audience, time }
  const sample = dryRun ? new Sample() : undefined
  const match = await matchLine(run)
  const { result, from, warning } = await deliverLists(run, sample)
  const settled = await settleJobs(run, result, from !== undefined && result.requests === 0)
  const seconds = (performance.now() - began) / 1000
  if (sample) context.print(sample.toString())
  const notes = [...(warning === undefined ? [] : [warning]), ...lists.flatMap((list) => list.notes()), ...match]
  context.print(
    syncReport(result, { ...settled, ...audience, lists, target: target.name, recurring, seconds, dryRun, notes })
  )
  if (target.sandbox && !dryRun) context.print(sandboxLine(target.sandbox, audience))
  return { ...result, ...settled }
}

/** How many people of the list Appcues knew before it was written, as `check --audience` says it: ids of another kind make strangers. */
async function matchLine({ api, target, lists: [{ sample }], flags }: ListRun): Promise<string[]> {
  if (target.sandbox || flags.dryRun || flags.resume) return []
  const { found, missing } = await lookUp(api, sample)
  const looked = found.length + missing.length
  if (looked === 0) return []
  const rate = Math.round((1000 * found.length) / looked) / 10
  return [`Before this sync ${found.length} of ${looked} people of a sample existed in Appcues (${rate} %).`]
}

interface Delivered {
  result: SyncResult
  from?: Mark
  /** Why no one was removed, where someone should have been. */
  warning?: string
}

/** Takes the people of a run to Appcues, with progress on the screen, the place to resume from, and the file of outcomes. */
async function deliverLists(run: ListRun, sample: Sample | undefined): Promise<Delivered> {
  const { flags, context, target, lists, audience, time } = run
  const resume = flags.dryRun && !flags.resume ? undefined : new ResumeFile('sync', lists[0].input, context.folder)
  const identity = identityOf(run)
  const from = flags.resume ? resume?.load(identity) : undefined
  const outcomes = await openOutcomes(run, from !== undefined)
  const guard = new RemovalGuard(lists)
  const progress = createProgress(sizeOf(lists))
  sample?.seeLog(target.sandbox?.requests.entries ?? [])
  const result = await runSync({
    ...{ definition, settings: target.settings, reference: audience.reference, time, from },
    ...{ policy: context.policy, signal: context.signal },
    lists: guard.lists,
    outcome: (outcome) => outcomes?.add(lineOf(outcome, lists)),
    exchange: (exchange) => sample?.seeExchange(exchange),
    checkpoint: (mark, { rows }) => {
      progress.show({ rows, read: lists.reduce((read, { input }) => read + input.read(), 0) })
      if (!flags.dryRun) resume?.save({ ...identity, ...mark })
    }
  }).finally(() => {
    progress.stop()
    outcomes?.close()
  })
  return { result, from, warning: guard.warning }
}

interface OutcomeLine extends ResultLine {
  list: string
  id?: string
  outcome: string
  reason?: string
}

function lineOf(
  { list, row, kind, reasons, source }: RowOutcome<PersonRow>,
  lists: readonly PeopleList[]
): OutcomeLine {
  const written = list === 0 ? 'added' : 'removed'
  return {
    list: lists[list].name,
    row,
    ...('id' in source ? { id: source.id } : {}),
    outcome: kind === 'delivered' ? written : kind,
    ...(reasons.length > 0 ? { reason: reasons.join(' ') } : {})
  }
}

/** A run that goes on from an earlier one adds to its file: of two lines about a row the last counts. */
const openOutcomes = async (
  { flags, lists }: ListRun,
  goesOn: boolean
): Promise<ResultsFile<OutcomeLine> | undefined> =>
  flags.outcome === undefined
    ? undefined
    : ResultsFile.open(flags.outcome, {
        option: '--outcome',
        inputs: lists.map(({ input }) => input),
        keep: goesOn ? () => true : undefined
      })

/** What must be the same for a run to be resumed: the lists, the place and the audience. */
const identityOf = ({ lists, target, audience }: ListRun): { input: string; target: string } => ({
  input: lists.map(({ input, column }) => `${input.identity} ${column}`).join(' less '),
  target: `${target.name}, ${audience.property}`
})

function sizeOf(lists: ListRun['lists']): number | undefined {
  const sizes = lists.map(({ input }) => input.size)
  return sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}

/** What a sandbox that ends with its command holds, counted in the sandbox itself. */
function sandboxLine(
  { state }: NonNullable<AppcuesTarget['sandbox']>,
  { property, segment }: Pick<ConnectedList, 'property' | 'segment'>
): string {
  const values = state.profiles().map(({ properties }) => properties.get(property))
  const count = (value: boolean): string => counted(values.filter((each) => each === value).length, 'person', 'people')
  const members = counted(state.membersOf(segment)?.size ?? 0, 'member')
  return `The sandbox holds ${count(true)} with the property true, ${count(false)} with false, and ${members} in the segment. It ends with this command; --live takes the list to your Appcues.`
}
