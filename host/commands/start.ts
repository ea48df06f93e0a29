import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { backfillFile } from '../backfill/backfill-file'
import { readEnvironment } from '../environment'
import { interruption } from '../interruption'

export function addStart(program: Command): void {
  program
    .command('start')
    .description(
      'See it work: an export of Appcues events, the bundled example unless given, into a Heap sandbox on this machine.'
    )
    .argument('[file]', 'the export', exampleFile())
    .action(async (file: string) => {
      const { signal, end } = interruption()
      const world = { environment: readEnvironment(), print: console.log, signal }
      const { tally, stopped } = await backfillFile(file, {}, world).finally(end)
      // The example has bad rows on purpose: to name them is its success.
      if (stopped !== undefined || tally.undelivered.total > 0) process.exitCode = 1
    })
}

/** The bundled history: this file is a few folders deeper in a built package than in its source. */
function exampleFile(): string {
  let folder = __dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return join(folder, 'examples', 'appcues-export.ndjson')
}
