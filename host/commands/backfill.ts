import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { toIsoTime } from '../../src/destinations/heap-appcues/shared/time'
import { HEAP_RATE, backfillFile } from '../import/backfill-file'
import type { BackfillFlags } from '../import/backfill-file'
import { readEnvironment } from '../cli/environment'
import { interruption, keepMemoryLean } from '../cli/command-context'

export function addBackfill(program: Command): void {
  program
    .command('backfill')
    .description(
      'Send an export of Appcues events to Heap: NDJSON, a JSON list or CSV, gzip too; - for standard input.'
    )
    .argument('<file>', 'the export')
    .option('--live', 'into the real Heap (HEAP_APP_ID and HEAP_REGION in the environment or in .env)')
    .option(
      '--sandbox <address>',
      'into a sandbox that runs on this machine: heap-appcues start prints their addresses'
    )
    .option('--rate <events>', `most events a minute (with --live ${HEAP_RATE} unless given)`, toRate)
    .option('--until <time>', 'skip what happened at this time or later: the live connection sent it', toTime)
    .option(
      '--take-bare-names',
      'take events named like Appcues’ own without "appcues:" ("Form Submitted") for Appcues’'
    )
    .option('--user-properties', 'write the newest NPS score of each person to Heap at the end, over what is there')
    .option('--dry-run', 'show what would leave, and let nothing leave')
    .option('--resume', 'go on where the last run over this file stopped')
    .option(
      '--rejects <file>',
      'write what was rejected or failed to this file, as NDJSON; once corrected, it can be given to backfill'
    )
    .action(async (file: string, flags: BackfillFlags) => {
      keepMemoryLean()
      const { signal, end } = interruption()
      const context = { environment: readEnvironment(), print: console.log, signal }
      const { isWhole } = await backfillFile(file, flags, context).finally(end)
      if (!isWhole) process.exitCode = 1
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
