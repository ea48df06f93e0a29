import type { RowUnit } from '../../input/row'
import type { ReasonCounter } from '../reason-counter'
import { tableOf, thousands } from '../../cli/tables'
import type { BackfillResult } from './run-backfill'

/** What a report says of the run besides what was counted. */
export interface ReportFacts {
  input: string
  format: string
  target: string
  unit: RowUnit
  seconds: number
  /** The earlier run this one went on from. */
  from?: { row: number; refused: number }
  dryRun?: boolean
}

/** The end of a run, as text: what went, how, and what did not and why. */
export function reportOf({ tally, stopped, mark }: BackfillResult, facts: ReportFacts): string {
  const { from, dryRun } = facts
  const parts = [
    `${facts.input} (${facts.format}) ${dryRun ? 'would go' : 'went'} into ${facts.target}.`,
    from &&
      `Resumed after ${facts.unit} ${thousands(from.row)}; up to there ${thousands(from.refused)} rows were refused.`,
    tally.events.length > 0 && eventsTable(tally),
    totalsTable(tally, facts),
    reasonsTable('Refused', tally.refused, facts.unit),
    reasonsTable('Not delivered', tally.undelivered, facts.unit),
    reasonsTable('Left out', tally.leftOut, facts.unit),
    reasonsTable('Sent, but not whole', tally.remarks, facts.unit),
    stopped !== undefined &&
      `Stopped: ${stopped}\nEverything up to ${facts.unit} ${thousands(mark.row)} is done. The same command with --resume goes on from there.`
  ]
  return parts.filter((part) => typeof part === 'string').join('\n\n')
}

const eventsTable = ({ events }: BackfillResult['tally']): string =>
  tableOf(
    ['Event', 'Sent', 'Refused', 'Not delivered'],
    events.map(({ name, sent, refused, undelivered }) => [name, sent, refused, undelivered])
  )

const totalsTable = (
  { rows, people, requests, retried, refused }: BackfillResult['tally'],
  facts: ReportFacts
): string =>
  tableOf(
    ['Rows', 'People', 'Requests', 'Tried again', 'Refused', 'Seconds'],
    [[rows, people, requests, retried, refused.total, Math.round(facts.seconds * 10) / 10]]
  )

export function reasonsTable(title: string, reasons: ReasonCounter, unit: RowUnit): string | undefined {
  if (reasons.total === 0) return undefined
  const rows = reasons.all().map(({ reason, count, firstRows }) => [reason, count, rowList(count, firstRows)])
  return `${title}: ${thousands(reasons.total)}\n${tableOf(['Why', 'How many', `First ${unit}s`], rows, [72, null, 28])}`
}

const rowList = (count: number, rows: readonly number[]): string => rows.join(', ') + (count > rows.length ? ', …' : '')
