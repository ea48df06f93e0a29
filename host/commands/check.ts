import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { runCheck } from '../audit/check'
import type { CheckFlags } from '../audit/check'
import { runProbe } from '../audit/probe'
import type { CommandContext } from '../cli/command-context'
import { confirmed, interruption } from '../cli/command-context'
import { readEnvironment } from '../cli/environment'

async function probeAfterAsking(context: CommandContext, isAgreed = false): Promise<boolean> {
  const { signal, end } = interruption()
  const confirm = async (question: string): Promise<boolean> => isAgreed || confirmed(question)
  return runProbe({ ...context, signal, confirm, folder: process.cwd() }).finally(end)
}

function toPercent(text: string): number {
  const percent = Number(text)
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent
  throw new InvalidArgumentError('Give a number from 0 to 100.')
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description(
      'Test the connection to the real Heap and Appcues, with what is filled in in the environment or in .env. Ends with 1 when something is wrong; a warning about ids is no failure.'
    )
    .option('--send-test-event', 'send one marked event to Heap, and read one profile in Appcues')
    .option('--audience <members>', 'look up 50 people of a list in Appcues, evenly spaced: do the ids match?')
    .option('--id-column <column>', 'the column of the user ids (found by itself: user_id, id, email, …)')
    .option(
      '--min-match <percent>',
      'with --audience: end with 1 when a smaller percentage of them exists in Appcues',
      toPercent
    )
    .option('--json', 'print one JSON object, for other programs')
    .option('--probe', 'try out what no document of Appcues or Heap confirms: says what it will do, and asks first')
    .option('--yes', 'with --probe: go on without asking')
    .action(async ({ probe, yes, ...flags }: CheckFlags & { probe?: boolean; yes?: boolean }) => {
      const context = { environment: readEnvironment(), print: console.log }
      const isRight = await (probe ? probeAfterAsking(context, yes) : runCheck(flags, context))
      if (!isRight) process.exitCode = 1
    })
}
