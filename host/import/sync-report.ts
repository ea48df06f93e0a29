import type { EndedJob, Job, JobState } from '../appcues/jobs'
import { counted, printable, thousands } from '../cli/tables'
import type { PeopleList } from '../input/people'
import { reasonTables, sections, totalsTable } from './report'
import type { SyncResult } from './run-sync'
import type { Tally } from './tally'

/** A list of the run, as its report speaks of it. */
export type ReportedList = Pick<PeopleList, 'name' | 'format' | 'unit' | 'column'> & { joins: boolean }

export interface SyncFacts {
  lists: readonly ReportedList[]
  target: string
  property: string
  segment: string
  recurring: boolean
  seconds: number
  dryRun?: boolean
  /** What to look at before the result is trusted, the most important first. */
  notes: readonly string[]
  /** Undefined when they were not waited for. */
  endedJobs?: readonly EndedJob[]
  /** ISO 8601, when it was recorded; or why it was not. */
  lastSynced?: { time: string } | { problem: string }
}

/** The end of a sync, as text: who was added, removed and rejected, why, and what became of Appcues' own work. */
export function syncReport(result: SyncResult, facts: SyncFacts): string {
  const { tallies, stopped } = result
  const written = (joins: boolean): number =>
    tallies.reduce((sum, { delivered }, index) => sum + (facts.lists[index].joins === joins ? delivered : 0), 0)
  const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0)
  return sections([
    facts.notes.length > 0 && facts.notes.map(printable).join('\n'),
    head(facts),
    totalsTable(
      result,
      [
        ['Rows', rows],
        ['Added', written(true)],
        ['Removed', written(false)]
      ],
      tallies,
      facts.seconds
    ),
    ...facts.lists.flatMap((list, index) => peopleOf(list, tallies[index], facts.dryRun)),
    !facts.dryRun && jobLines(result.jobs, facts.endedJobs),
    lastSyncedLine(facts),
    stopped !== undefined && `Stopped: ${stopped}`,
    whatNext(result, facts)
  ])
}

function head({ lists, target, property, segment, recurring, dryRun }: SyncFacts): string {
  const names = lists.map(({ name, format, column, joins }) => {
    const ids = column === undefined ? 'an empty list' : `ids in "${column}"`
    return `${name} (${format}, ${ids}${joins ? '' : ', to be removed'})`
  })
  const kind = recurring ? 'a recurring sync' : 'a one-time sync'
  return [
    `${names.join(' and ')} ${dryRun ? 'would go' : 'went'} into ${target}, as ${kind}.`,
    `User property and Appcues segment: ${property}${dryRun ? '' : ` (segment ${segment})`}`
  ]
    .map(printable)
    .join('\n')
}

function peopleOf(list: ReportedList, tally: Tally, dryRun = false): (string | undefined)[] {
  const { delivered, firstPeople } = tally
  const more = delivered > firstPeople.length ? ` and ${thousands(delivered - firstPeople.length)} more` : ''
  const word = `${dryRun ? 'Would be ' : ''}${list.joins ? 'added' : 'removed'}`
  const people = `${word[0].toUpperCase()}${word.slice(1)}: ${firstPeople.join(', ')}${more}`
  return [delivered > 0 ? printable(people) : undefined, ...reasonTables(tally, list.unit, ` of ${list.name}`)]
}

function lastSyncedLine({ lastSynced }: SyncFacts): string | undefined {
  if (!lastSynced) return undefined
  if ('time' in lastSynced) return `Last synced ${lastSynced.time}, as the segment’s description in Appcues now says.`
  return printable(`The time of this sync could not be written into the segment’s description. ${lastSynced.problem}`)
}

/** What to do after a run that did not come through. */
function whatNext({ tallies, stopped }: SyncResult, { endedJobs, dryRun }: SyncFacts): string | undefined {
  if (dryRun) return undefined
  if (stopped !== undefined || tallies.some(({ failed }) => failed.total > 0)) {
    return 'The same command with --resume delivers the rest.'
  }
  if (!endedJobs?.some(({ state }) => state !== 'done')) return undefined
  return 'Some Appcues jobs did not finish, so the sync time was not recorded. It is safe to run the command again.'
}

const STATES: Record<JobState, string> = {
  done: 'done',
  failed: 'failed',
  running: 'not done yet',
  unknown: 'could not be looked up'
}
const KINDS: Record<Job['kind'], string> = { import: 'Imports of the property', segment: 'Changes of the segment' }
/** How many jobs are listed one by one. */
const MOST_LISTED = 10

/**
 * What became of the work that Appcues does in its own time.
 *
 * @param ended undefined when they were not waited for
 */
export function jobLines(started: readonly Job[], ended: readonly EndedJob[] | undefined): string | undefined {
  const [first] = started
  if (!first) return undefined
  if (!ended) {
    return `Appcues is working on it: ${counted(started.length, 'job')} (first: ${first.id}). This command did not wait for them.`
  }
  const kinds = (Object.keys(KINDS) as Job['kind'][]).map((kind) => kindLine(kind, ended))
  const listed = ended.filter(({ state, remarks }) => state !== 'done' || remarks.length > 0).map(jobLine)
  const more = listed.length > MOST_LISTED ? [`… and ${thousands(listed.length - MOST_LISTED)} more.`] : []
  return [...kinds.filter((line) => line !== undefined), ...listed.slice(0, MOST_LISTED), ...more]
    .map(printable)
    .join('\n')
}

function kindLine(kind: Job['kind'], jobs: readonly EndedJob[]): string | undefined {
  const counts = (Object.keys(STATES) as JobState[]).map((state) => {
    const count = jobs.filter((job) => job.kind === kind && job.state === state).length
    return count > 0 ? `${thousands(count)} ${STATES[state]}` : ''
  })
  const words = counts.filter((count) => count !== '').join(', ')
  return words === '' ? undefined : `${KINDS[kind]}: ${words}.`
}

function jobLine({ id, kind, state, people, remarks }: EndedJob): string {
  const what = kind === 'import' ? 'import' : 'change of the segment'
  const words = remarks.length > 0 ? ` Appcues says: ${remarks.join(' ')}` : ''
  return `The ${what} ${id}, of ${thousands(people)} people: ${STATES[state]}.${words}`
}
