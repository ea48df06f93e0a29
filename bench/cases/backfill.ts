import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backfillFile } from '../../host/import/backfill-file'
import { rowToCalls } from '../../host/import/run-backfill'
import { openInput } from '../../host/input/open-input'
import { readRows } from '../../host/input/read-rows'
import { writeExport } from '../data/export-file'
import type { Case, Vendors } from './case'

/** Writes an export, gives it to `run`, and takes it away when the process ends. */
async function withExport(events: number, run: (file: string, folder: string) => Promise<number>): Promise<Case> {
  const folder = mkdtempSync(join(tmpdir(), 'heap-appcues-bench-'))
  const file = join(folder, 'export.csv')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await writeExport(file, events)
  return { run: () => run(file, folder) }
}

/** The command `backfill` from a CSV file into a sandbox in another process. */
export const backfill = ({ heap }: Vendors, events: number): Promise<Case> =>
  withExport(events, async (file, folder) => {
    const context = { environment: {}, print: () => undefined, folder }
    const { tally, stopped } = await backfillFile(file, { sandbox: heap }, context)
    if (stopped !== undefined || tally.rejected.total > 0) throw new TypeError(`The backfill failed. ${stopped ?? ''}`)
    return tally.rows
  })

/** The same file, read and turned into Segment events, and no more. */
export const parsing = (_vendors: Vendors, events: number): Promise<Case> =>
  withExport(events, async (file) => {
    const input = await openInput(file)
    const { rows } = await readRows(input)
    let made = 0
    for await (const row of rows) if ('row' in row && 'events' in rowToCalls(row)) made += 1
    return made
  })
