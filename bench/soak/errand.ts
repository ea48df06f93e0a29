import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RetryPolicy } from '../../host/delivery/deliver'
import type { ResultsOptions } from '../../host/import/results-file'
import type { Vendors } from '../cases/case'

/** What a process is sent to do. */
export interface Errand {
  vendors: Vendors
  seed: number
  /** Where files of this direction are. */
  folder: string
  /** The process ends itself, as a crash would, after this many settled events. */
  killAfter?: number
}

/** Hears up to which row everything is done, and how many events were tried again. */
export type Reached = (row: number, retried: number) => void

/** Impatient: the wait between attempts is no part of what is tested. */
export const POLICY: RetryPolicy = { retries: 12, firstWait: 20, longestWait: 500 }

export const CHECKPOINT = 100

/** The target that stands in a resume file. */
export const TARGET = 'the sandboxes'

/** Counts what is settled, and ends the process in the middle of it: nothing can be put in order any more. */
export function crashAfter(count = Infinity): () => void {
  let settled = 0
  return () => {
    settled += 1
    if (settled >= count) process.kill(process.pid, 'SIGKILL')
  }
}

export const isResumed = (folder: string): boolean =>
  readdirSync(folder).some((file) => /^(backfill|sync)-.*\.json$/.test(file))

/** Name of the file of rejects in a direction's folder. */
export const REJECTS = 'rejects.ndjson'

/** The lines up to the row that a run is resumed from stay. */
export const rejectsOptions = (doneTo = 0): ResultsOptions => ({
  option: '--rejects',
  inputs: [],
  keep: doneTo > 0 ? ({ row }) => row <= doneTo : undefined
})

/** Every line of a direction's file: row and reasons. A row that stands there twice was reported twice. */
export const readRejects = (folder: string): [number, string[]][] =>
  readFileSync(join(folder, REJECTS), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { row: number; reasons: string[] })
    .map(({ row, reasons }) => [row, reasons])

/** Rows that were reported more than once. */
export function reportedTwice(lines: readonly (readonly [number, string[]])[]): number[] {
  const seen = new Set<number>()
  return lines.map(([row]) => row).filter((row) => seen.has(row) || !seen.add(row))
}
