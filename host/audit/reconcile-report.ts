import { counted, printable, tableOf, thousands } from '../cli/tables'
import { jobLines } from '../import/sync-report'
import type { SyncResult } from '../import/run-sync'
import type { Settled } from '../import/settle-jobs'
import type { Compared } from './compare'
import type { KeptList } from './find-kept'
import { isComplete } from './id-list'
import type { IdList } from './id-list'

/** How many people are listed one by one. */
const MOST_PEOPLE = 50

export interface ComparisonFacts {
  list: IdList
  also?: IdList
  audience: KeptList
  compared: readonly Compared[]
  /** How many were to be compared. */
  people: number
  target: string
  /** Whether what differs is to be repaired. */
  repairs: boolean
}

/** What differs, person by person, and what could not be compared. */
export function comparisonReport(facts: ComparisonFacts): string {
  const { list, also, compared, people } = facts
  const differing = compared.filter(({ verdict }) => verdict !== undefined)
  const parts = [
    facts.repairs && also && !isComplete(list) && noOneIsRemoved(list),
    head(facts),
    ...[...list.notes, ...(also?.notes ?? [])].map(printable),
    compared.length < people &&
      `It was interrupted: ${thousands(compared.length)} of ${thousands(people)} people were compared.`,
    `${thousands(compared.length - differing.length)} agree, ${thousands(differing.length)} differ.`,
    differing.length > 0 && peopleTable(differing),
    ...[list, also].map((each) => each && badRows(each)),
    limits(facts)
  ]
  return parts.filter((part) => typeof part === 'string').join('\n\n')
}

const noOneIsRemoved = ({ name, unit, bad }: IdList): string => {
  const unknown = bad.filter((row) => row.unknown)
  return printable(
    `No one is removed: ${counted(unknown.length, unit)} of ${name} could not be read (first: ${unit} ${unknown[0].number}), and each may be a member. Correct the list and run the command again.`
  )
}

function head({ list, audience: { property, segment, kept }, target }: ComparisonFacts): string {
  const synced = kept.lastSynced === undefined ? '' : `, last synced ${kept.lastSynced}`
  return printable(
    `${list.name} (${thousands(list.rows.size)} people) beside ${target}: the property "${property}" and the segment ${segment}${synced}.`
  )
}

function peopleTable(differing: readonly Compared[]): string {
  const rows = differing
    .slice(0, MOST_PEOPLE)
    .map(({ id, list, row, verdict }) => [id, `${list}, ${row}`, verdict ?? ''])
  const more = differing.length - rows.length
  const table = tableOf(['User ID', 'Where', 'What differs'], rows, [32, 24, 72])
  return more > 0 ? `${table}\n… and ${thousands(more)} more; --outcome writes all of them to a file.` : table
}

function badRows({ name, unit, bad }: IdList): string | undefined {
  const [first] = bad
  if (!first) return undefined
  const count = bad.length === 1 ? '1 row' : `${thousands(bad.length)} rows`
  return printable(`${count} of ${name} could not be used, the first in ${unit} ${first.number}: ${first.problem}`)
}

/** What the API cannot show, so that no one takes silence for agreement. */
function limits({ also, audience: { kept } }: ComparisonFacts): string {
  const lines = [
    kept.fill
      ? 'Appcues’ API does not tell who is in a segment: only the property was compared. --repair writes both for everyone.'
      : 'The segment of this audience is not filled: the property alone counts.',
    also
      ? `People with the property who are in neither list cannot be found through the API.`
      : 'People with the property who are not in the list cannot be found through the API. Give an older list with --also: whoever is only in that must have left.'
  ]
  return lines.join('\n')
}

/** What the repair did, read back from Appcues. */
export function repairReport(
  result: SyncResult & Settled,
  after: readonly Compared[],
  duplicates: readonly string[]
): string {
  const [members, others] = result.tallies
  const differing = after.filter(({ verdict }) => verdict !== undefined)
  const parts = [
    `Repaired: ${thousands(members.delivered)} written as members, ${thousands(others.delivered)} as having left.`,
    jobLines(result.jobs, result.endedJobs),
    result.stopped !== undefined && `Stopped: ${result.stopped}`,
    differing.length === 0
      ? `Read again: everyone who differed agrees now.`
      : `Read again: ${thousands(differing.length)} still differ.\n${peopleTable(differing)}`,
    duplicates.length > 0 && duplicates.map(printable).join('\n')
  ]
  return parts.filter((part) => typeof part === 'string').join('\n\n')
}
