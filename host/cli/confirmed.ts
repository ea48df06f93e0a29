import { createInterface } from 'node:readline/promises'
import { CommandError } from './command-error'

/**
 * Asks the person at the terminal; only "y" or "yes" is yes.
 *
 * @throws CommandError where nobody can answer
 */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CommandError('Nobody can be asked here: add --yes to go on without asking.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close())
  return /^y(es)?$/i.test(answer.trim())
}
