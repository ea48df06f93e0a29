import { reasonsTable } from '../backfill/report'
import { printable, tableOf, thousands } from '../../cli/tables'
import type { EndedJob } from '../../appcues/jobs'
import { jobLines } from './job-lines'
import type { ListTally } from './list-tally'
import type { PeopleList } from '../../input/people'
import type { SyncResult } from './run-sync'

/** A list of the run, as its report speaks of it. */
export type ReportedList = Pick<PeopleList, 'name' | 'format' | 'unit' | 'column'> & { joins: boolean }

export interface ReportFacts {
  lists: readonly ReportedList[]
  target: string
  property: string
  segment: string
  recurring: boolean
  seconds: number
  dryRun?: boolean
  /** Undefined when nobody waited for them. */
  endedJobs?: readonly EndedJob[]
  /** ISO 8601, when it was remembered; or why it was not. */
  lastSynced?: { time: string } | { problem: string }
}

/** The end of a sync, as text: who was added, removed, refused and why, and what became of Appcues' own work. */
export function reportOf(result: SyncResult, facts: ReportFacts): string {
  const { tallies, stopped } = result
  const parts = [
    head(facts),
    totals(result, facts),
    ...facts.lists.flatMap((list, index) => peopleOf(list, tallies[index], facts.dryRun)),
    !facts.dryRun && jobLines(result.jobs, facts.endedJobs),
    lastSyncedLine(facts),
    stopped !== undefined && `Stopped: ${stopped}`,
    whatNext(result, facts)
  ]
  return parts.filter((part) => typeof part === 'string').join('\n\n')
}

function head({ lists, target, property, segment, recurring, dryRun }: ReportFacts): string {
  const names = lists.map(
    ({ name, format, column, joins }) => `${name} (${format}, ids in "${column}"${joins ? '' : ', to be removed'})`
  )
  const kind = recurring ? 'a recurring sync' : 'a one-time sync'
  return [
    `${names.join(' and ')} ${dryRun ? 'would go' : 'went'} into ${target}, as ${kind}.`,
    `User property and Appcues segment: ${property}${dryRun ? '' : ` (segment ${segment})`}`
  ]
    .map(printable)
    .join('\n')
}

const totals = ({ tallies, requests, retried }: SyncResult, { lists, seconds }: ReportFacts): string =>
  tableOf(
    ['Rows', 'Added', 'Removed', 'Left out', 'Refused', 'Not delivered', 'Requests', 'Tried again', 'Seconds'],
    [
      [
        sum(tallies, ({ rows }) => rows),
        sum(
          tallies.filter((_tally, index) => lists[index].joins),
          ({ written }) => written
        ),
        sum(
          tallies.filter((_tally, index) => !lists[index].joins),
          ({ written }) => written
        ),
        sum(tallies, ({ leftOut }) => leftOut.total),
        sum(tallies, ({ refused }) => refused.total),
        sum(tallies, ({ undelivered }) => undelivered.total),
        requests,
        retried,
        Math.round(seconds * 10) / 10
      ]
    ]
  )

const sum = (tallies: readonly ListTally[], of: (tally: ListTally) => number): number =>
  tallies.reduce((total, tally) => total + of(tally), 0)

function peopleOf(list: ReportedList, tally: ListTally, dryRun = false): (string | undefined)[] {
  const { written, firstPeople, refused, undelivered, leftOut } = tally
  const more = written > firstPeople.length ? ` and ${thousands(written - firstPeople.length)} more` : ''
  const word = `${dryRun ? 'Would be ' : ''}${list.joins ? 'added' : 'removed'}`
  return [
    written > 0 ? printable(`${capital(word)}: ${firstPeople.join(', ')}${more}`) : undefined,
    reasonsTable(`Refused of ${list.name}`, refused, list.unit),
    reasonsTable(`Not delivered of ${list.name}`, undelivered, list.unit),
    reasonsTable(`Left out of ${list.name}`, leftOut, list.unit)
  ]
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1)

function lastSyncedLine({ lastSynced }: ReportFacts): string | undefined {
  if (!lastSynced) return undefined
  if ('time' in lastSynced) return `Last synced ${lastSynced.time}, as the segment’s description in Appcues now says.`
  return printable(`The time of this sync could not be written into the segment’s description. ${lastSynced.problem}`)
}

/** What mends a run that did not come through. */
function whatNext({ tallies, stopped }: SyncResult, { endedJobs, dryRun }: ReportFacts): string | undefined {
  if (dryRun) return undefined
  if (stopped !== undefined || tallies.some(({ undelivered }) => undelivered.total > 0)) {
    return 'The same command with --resume delivers the rest.'
  }
  if (!endedJobs?.some(({ state }) => state !== 'done')) return undefined
  return 'Appcues has not done all of its part, so no time of a sync is remembered. The same command again writes everyone anew, which is harmless.'
}
