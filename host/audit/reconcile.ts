import { retryingAppcuesApi } from '../appcues/client'
import type { AppcuesApi } from '../appcues/client'
import { CommandError } from '../cli/command-error'
import { createProgress } from '../cli/progress'
import type { AudienceContext } from '../import/list-run'
import { ResultsFile } from '../import/results-file'
import type { ResultLine } from '../import/results-file'
import { openAppcuesTarget } from '../delivery/appcues-target'
import type { AppcuesTarget } from '../delivery/appcues-target'
import { compare } from './compare'
import type { Compared, Person } from './compare'
import { explainPerson } from './explain-person'
import { findKept } from './find-kept'
import type { KeptList } from './find-kept'
import { isComplete, readIdList } from './id-list'
import type { IdList } from './id-list'
import { joinDuplicates, repair } from './repair'
import { comparisonReport, repairReport } from './reconcile-report'

export interface ReconcileFlags {
  /** Name of the segment, with or without prefix. */
  segment: string
  /** Another list: who is in it and not in the full one must have left. */
  also?: string
  idColumn?: string
  /** The id of the one person to be explained. */
  person?: string
  repair?: boolean
  live?: boolean
  sandbox?: string
  outcome?: string
}

/**
 * The command `reconcile`: compares a full list with what Appcues says, person by person, and repairs it on request.
 *
 * @returns whether list and property agree in the end
 * @throws CommandError when it cannot begin
 */
export async function reconcileList(file: string, flags: ReconcileFlags, context: AudienceContext): Promise<boolean> {
  if (!flags.live && flags.sandbox === undefined) {
    throw new CommandError(
      'reconcile compares with what is in Appcues: say --live, or --sandbox with the address of one that runs.'
    )
  }
  const list = await readIdList(file, flags.idColumn)
  const also = flags.also === undefined ? undefined : await readIdList(flags.also, flags.idColumn)
  const target = await openAppcuesTarget(context.environment, flags)
  try {
    return await reconcileWith(target, { list, also }, flags, context)
  } finally {
    await target.close()
  }
}

interface Lists {
  list: IdList
  also?: IdList
}

async function reconcileWith(
  target: AppcuesTarget,
  lists: Lists,
  flags: ReconcileFlags,
  context: AudienceContext
): Promise<boolean> {
  const api = retryingAppcuesApi(target.settings, context.policy)
  const audience = await findKept(api, flags.segment)
  if (flags.person !== undefined) {
    const { text, agrees } = await explainPerson(api, lists.list, audience, flags.person)
    context.print(text)
    return agrees
  }
  const people = peopleOf(lists)
  const outcomes = await openOutcomes(flags, lists)
  const compared = await compareAll(api, audience, people, context.signal)
  const repairs = flags.repair ?? false
  context.print(comparisonReport({ ...lists, audience, compared, people: people.length, target: target.name, repairs }))
  compared.forEach((person) => outcomes?.add(lineOf(person)))
  outcomes?.close()
  const isWhole = compared.length === people.length && lists.list.bad.length === 0
  const differing = compared.filter(({ verdict }) => verdict !== undefined)
  if (!flags.repair || compared.length < people.length) return isWhole && differing.length === 0
  const time = new Date((context.now ?? Date.now)()).toISOString()
  const result = await repair(
    { api, context, target, audience, time, flags: { segment: flags.segment } },
    compared,
    isComplete(lists.list)
  )
  const after = await compareAll(api, audience, differing, context.signal)
  const agrees = result.isWhole && after.every(({ verdict }) => verdict === undefined)
  const joined = await joinDuplicates(api, audience, agrees && isComplete(lists.list))
  context.print(repairReport(result, after, joined.lines))
  return isWhole && agrees && joined.isJoined
}

function peopleOf({ list, also }: Lists): Person[] {
  const person =
    ({ name }: IdList, isListed: boolean) =>
    ([id, row]: [string, number]): Person => ({ id, row, list: name, isListed })
  const others = also ? [...also.rows].filter(([id]) => !list.rows.has(id)) : []
  return [...[...list.rows].map(person(list, true)), ...others.map(person(also ?? list, false))]
}

/** With progress on the screen. */
function compareAll(
  api: AppcuesApi,
  { property }: KeptList,
  people: readonly Person[],
  signal?: AbortSignal
): Promise<Compared[]> {
  const progress = createProgress(people.length)
  const done = (count: number): void => progress.show({ rows: count, read: count })
  return compare(api, property, people, { signal, done }).finally(() => progress.stop())
}

interface OutcomeLine extends ResultLine {
  list: string
  id: string
  outcome: 'agrees' | 'differs'
  reason?: string
}

/** Opened before anything is read or written: who asked for the file wants it. */
const openOutcomes = async (
  { outcome }: ReconcileFlags,
  { list, also }: Lists
): Promise<ResultsFile<OutcomeLine> | undefined> =>
  outcome === undefined
    ? undefined
    : ResultsFile.open(outcome, { option: '--outcome', inputs: [list.input, ...(also ? [also.input] : [])] })

const lineOf = ({ list, row, id, verdict }: Compared): OutcomeLine => ({
  list,
  row,
  id,
  outcome: verdict === undefined ? 'agrees' : 'differs',
  ...(verdict && { reason: verdict })
})
