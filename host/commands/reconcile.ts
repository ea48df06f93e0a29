import type { Command } from 'commander'
import { readEnvironment } from '../cli/environment'
import { interruption } from '../cli/command-context'
import { reconcileList } from '../audit/reconcile'
import type { ReconcileFlags } from '../audit/reconcile'

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .description(
      'Compare a full list of members with Appcues, person by person: who is in, and why is someone not. Ends with 1 when they differ.'
    )
    .argument('<list>', 'everyone who should be in: CSV, NDJSON or a JSON list, gzip too; - for standard input')
    .requiredOption('--segment <name>', 'name of the segment, with or without "[Heap] "')
    .option('--also <file>', 'another list, such as the one before: whoever is only in that must have left')
    .option('--person <id>', 'explain this one person')
    .option('--repair', 'write everyone as the list says, then read again who differed')
    .option('--id-column <column>', 'the column of the user ids (found by itself: user_id, id, email, …)')
    .option(
      '--live',
      'the real Appcues (APPCUES_ACCOUNT_ID, …_API_KEY, …_API_SECRET, …_REGION in the environment or .env)'
    )
    .option(
      '--sandbox <address>',
      'with a sandbox that runs on this machine: heap-appcues start prints their addresses'
    )
    .option('--outcome <file>', 'write what was found about everyone to this file, as NDJSON')
    .action(async (list: string, flags: ReconcileFlags) => {
      const { signal, end } = interruption()
      const context = { environment: readEnvironment(), print: console.log, signal }
      const agrees = await reconcileList(list, flags, context).finally(end)
      if (!agrees) process.exitCode = 1
    })
}
