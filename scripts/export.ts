/**
 * Copies the destination and its tests into a checkout of Segment's action-destinations repository, registers it there, and
 * says what is left to do by hand. Can be run again: the same input leaves the same files.
 *
 *   npm run export -- <path to a checkout> [--dry-run] [--metadata-id <id>]
 */
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { applyPlan } from './export/apply'
import { CheckoutError, openCheckout } from './export/checkout'
import { planExport } from './export/plan'
import { registeredId } from './export/register'
import { changesReport, leftToDo } from './export/report'

interface Options {
  dryRun?: boolean
  metadataId?: string
}

const metadataId = (text: string): string => {
  if (/^[0-9a-f]{24}$/.test(text)) return text
  throw new InvalidArgumentError('It has 24 characters, 0 to 9 and a to f.')
}

function run(folder: string, { dryRun = false, metadataId: id }: Options): void {
  const checkout = openCheckout(path.resolve(folder))
  const plan = planExport(path.join(__dirname, '..'), checkout, id)
  if (!dryRun) applyPlan(checkout, plan)
  process.stdout.write(`${changesReport(plan, dryRun)}\n\n${leftToDo(registeredId(plan.registration))}\n`)
}

const program = new Command('npm run export --')
  .description('Copy the destination into a checkout of Segment’s action-destinations repository.')
  .argument('<checkout>', 'the folder that "git clone" made')
  .option('--dry-run', 'show what would change, and change nothing')
  .option('--metadata-id <id>', 'the id that Segment gave the destination', metadataId)
  .action((folder: string, options: Options) => {
    try {
      run(folder, options)
    } catch (error) {
      if (!(error instanceof CheckoutError)) throw error
      program.error(error.message)
    }
  })

program.parse()
