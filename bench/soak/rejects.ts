import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResultsOptions } from '../../host/import/results-file'

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
