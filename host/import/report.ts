import { counted, printable, tableOf, thousands } from '../cli/tables'
import type { RowUnit } from '../input/row'
import type { NotesOfRows } from './export-notes'
import type { ReasonCounter, Tally } from './tally'
import type { BackfillResult } from './run-backfill'
import type { ImportResult, Mark } from './run-import'

/** What the report of a backfill says besides what was counted. */
export interface BackfillFacts {
  input: string
  format: string
  target: string
  unit: RowUnit
  seconds: number
  /** Where an earlier run stopped. */
  from?: Mark
  dryRun?: boolean
  /** Whether the command has --resume; it has by default. */
  canResume?: boolean
  userProperties?: ImportResult
  /** What to look at before the result is trusted. */
  notes?: NotesOfRows
}

/** The end of a backfill, as text: what was delivered, and what was not and why. */
export function backfillReport(result: BackfillResult, facts: BackfillFacts): string {
  const { tally, stopped } = result
  const { from, unit } = facts
  return sections([
    backfillHead(result, facts),
    from && `Resumed after ${unit} ${thousands(from.row)}; up to there ${thousands(from.rejected)} rows were rejected.`,
    ...(facts.notes ? noteLines(facts.notes) : []).map(printable),
    tally.events.length > 0 && eventsTable(tally),
    totalsTable(
      result,
      [
        ['Rows', tally.rows],
        ['People', tally.people]
      ],
      [tally],
      facts.seconds
    ),
    ...reasonTables(tally, unit),
    facts.userProperties && userPropertyLines(facts.userProperties, unit),
    stopped !== undefined && stopLines(stopped, result.mark, facts)
  ])
}

function backfillHead({ tally, stopped }: BackfillResult, { input, format, target, dryRun }: BackfillFacts): string {
  if (dryRun) return `${input} (${format}) would go into ${target}.`
  if (tally.delivered === 0 && (stopped !== undefined || tally.failed.total > 0)) {
    return `Nothing of ${input} (${format}) went into ${target}.`
  }
  return `${input} (${format}) went into ${target}.`
}

function noteLines({ unusedColumns, withoutZone }: NotesOfRows): string[] {
  const columns = unusedColumns.map((column) => `"${column.slice(0, 60)}"`).join(', ')
  const were = withoutZone === 1 ? 'was' : 'were'
  return [
    ...(withoutZone > 0 ? [`${counted(withoutZone, 'time')} without a zone ${were} read as UTC.`] : []),
    ...(columns === '' ? [] : [`Columns that are not used: ${columns}.`])
  ]
}

function stopLines(stopped: string, mark: Mark, { unit, canResume = true }: BackfillFacts): string {
  const resume = canResume ? ' The same command with --resume goes on from there.' : ''
  return `Stopped: ${stopped}\nEverything up to ${unit} ${thousands(mark.row)} is done.${resume}`
}

function userPropertyLines({ tallies: [tally], stopped }: ImportResult, unit: RowUnit): string {
  const lines = [`User properties of ${thousands(tally.people)} people were written, the newest of each.`]
  if (stopped !== undefined) lines.push(`Stopped: ${stopped}`)
  return [...lines, ...reasonTables(tally, unit).filter((table) => table !== undefined)].join('\n')
}

/** Parts of a report that there are, each after a blank line. */
export const sections = (parts: readonly (string | false | undefined)[]): string =>
  parts.filter((part) => typeof part === 'string').join('\n\n')

const eventsTable = ({ events }: Tally): string =>
  tableOf(
    ['Event', 'Delivered', 'Rejected', 'Failed'],
    events.map(({ name, delivered, rejected, failed }) => [name, delivered, rejected, failed])
  )

/** One line of figures; the command's own come first. */
export function totalsTable(
  { requests, retried }: Pick<ImportResult, 'requests' | 'retried'>,
  own: readonly (readonly [string, number])[],
  tallies: readonly Tally[],
  seconds: number
): string {
  const total = (of: 'skipped' | 'rejected' | 'failed'): number =>
    tallies.reduce((sum, tally) => sum + tally[of].total, 0)
  const figures: readonly (readonly [string, number])[] = [
    ...own,
    ['Skipped', total('skipped')],
    ['Rejected', total('rejected')],
    ['Failed', total('failed')],
    ['Requests', requests],
    ['Retried', retried],
    ['Seconds', Math.round(seconds * 10) / 10]
  ]
  return tableOf(
    figures.map(([name]) => name),
    [figures.map(([, figure]) => figure)]
  )
}

/** Why rows were not delivered, or not whole. */
export const reasonTables = (tally: Tally, unit: RowUnit, of = ''): (string | undefined)[] => [
  reasonsTable(`Rejected${of}`, tally.rejected, unit),
  reasonsTable(`Failed${of}`, tally.failed, unit),
  reasonsTable(`Skipped${of}`, tally.skipped, unit),
  reasonsTable(`Delivered without a property${of}`, tally.omitted, unit)
]

function reasonsTable(title: string, reasons: ReasonCounter, unit: RowUnit): string | undefined {
  if (reasons.total === 0) return undefined
  const rows = reasons.all().map(({ reason, count, firstRows }) => [reason, count, rowList(count, firstRows)])
  return `${title}: ${thousands(reasons.total)}\n${tableOf(['Why', 'How many', `First ${unit}s`], rows, [72, null, 28])}`
}

const rowList = (count: number, rows: readonly number[]): string => rows.join(', ') + (count > rows.length ? ', …' : '')
