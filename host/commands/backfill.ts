import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { toIsoTime } from '../../src/destinations/heap-appcues/shared/time'
import { HEAP_RATE, backfillFile } from '../import/backfill/backfill-file'
import type { BackfillFlags } from '../import/backfill/backfill-file'
import { readEnvironment } from '../cli/environment'
import { interruption } from '../cli/interruption'
import { keepMemoryLean } from '../cli/lean-memory'

export function addBackfill(program: Command): void {
  program
    .command('backfill')
    .description(
      'Send an export of Appcues events to Heap: NDJSON, a JSON list or CSV, gzip too; - for standard input.'
    )
    .argument('<file>', 'the export')
    .option('--live', 'into the real Heap (HEAP_APP_ID and HEAP_REGION in the environment or in .env)')
    .option('--sandbox <address>', 'into a sandbox that runs on this machine already')
    .option('--rate <events>', `most events a minute (with --live ${HEAP_RATE} unless given)`, toRate)
    .option('--until <time>', 'leave out what happened at this time or later: the live connection sent it', toTime)
    .option('--dry-run', 'show what would leave, and let nothing leave')
    .option('--resume', 'go on where the last run over this file stopped')
    .option('--rejects <file>', 'write what was refused to this file, as NDJSON')
    .action(async (file: string, flags: BackfillFlags) => {
      keepMemoryLean()
      const { signal, end } = interruption()
      const world = { environment: readEnvironment(), print: console.log, signal }
      const { tally, mark, stopped } = await backfillFile(file, flags, world).finally(end)
      const isWhole = stopped === undefined && tally.undelivered.total === 0
      if (!isWhole || tally.refused.total > 0 || mark.refused > 0) process.exitCode = 1
    })
}

function toRate(text: string): number {
  const rate = Number(text)
  if (Number.isInteger(rate) && rate > 0) return rate
  throw new InvalidArgumentError('Give a whole number of events a minute, 1 or more.')
}

function toTime(text: string): string {
  const time = toIsoTime(text)
  if (time !== undefined) return time
  throw new InvalidArgumentError('Give a time as ISO 8601, such as 2026-03-10 or 2026-03-10T22:00:00Z.')
}
