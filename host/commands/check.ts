import type { Command } from 'commander'
import { runCheck } from '../audit/check/run-check'
import type { CheckFlags } from '../audit/check/run-check'
import { readEnvironment } from '../cli/environment'

export function addCheck(program: Command): void {
  program
    .command('check')
    .description(
      'Test the connection to the real Heap and Appcues, with what is filled in in the environment or in .env. Ends with 1 when something is wrong; a warning about ids is no failure.'
    )
    .option('--send-test-event', 'send one marked event to Heap, and read one profile in Appcues')
    .option('--audience <members>', 'look up 50 people of a list in Appcues, evenly spaced: do the ids match?')
    .option('--id-column <column>', 'the column of the user ids (found by itself: user_id, id, email, …)')
    .action(async (flags: CheckFlags) => {
      const isRight = await runCheck(flags, { environment: readEnvironment(), print: console.log })
      if (!isRight) process.exitCode = 1
    })
}
