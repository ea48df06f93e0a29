import type { Command } from 'commander'
import { readEnvironment } from '../cli/environment'
import { interruption } from '../cli/command-context'
import type { SyncFlags } from '../import/list-run'
import { syncList } from '../import/sync-list'

export function addSync(program: Command): void {
  program
    .command('sync')
    .description(
      'Put a list of people into an Appcues segment and user property: CSV, NDJSON or a JSON list, gzip too; - for standard input. Once, unless --recurring; people who are not in the list are left alone.'
    )
    .argument('<members>', 'the people, by their user id in Appcues')
    .requiredOption('--segment <name>', 'name of the segment; in Appcues it is called "[Heap] <name>"')
    .option('--property-name <name>', 'the whole name in Appcues instead; read at the first sync only')
    .option('--remove <file>', 'people who leave; who stands in both lists stays')
    .option('--id-column <column>', 'the column of the user ids (found by itself: user_id, id, email, …)')
    .option('--recurring', 'a recurring sync: takes one of the places for recurring syncs')
    .option(
      '--live',
      'into the real Appcues (APPCUES_ACCOUNT_ID, …_API_KEY, …_API_SECRET, …_REGION in the environment or .env)'
    )
    .option(
      '--sandbox <address>',
      'into a sandbox that runs on this machine: heap-appcues start prints their addresses'
    )
    .option('--dry-run', 'show what would leave, and let nothing leave')
    .option('--resume', 'go on where the last run over these lists stopped')
    .option('--outcome <file>', 'write who was added, removed or rejected, and why, to this file, as NDJSON')
    .option('--no-wait', 'do not wait until Appcues has done its part')
    .action(async (members: string, flags: SyncFlags) => {
      const { signal, end } = interruption()
      const context = { environment: readEnvironment(), print: console.log, signal }
      const { isWhole } = await syncList(members, flags, context).finally(end)
      if (!isWhole) process.exitCode = 1
    })
}
