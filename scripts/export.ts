/**
 * Copies the destination and its tests into a checkout of Segment's action-destinations repository, and says what is left to
 * do. Can be run again: it leaves alone what is up to date, and removes only what an earlier run wrote.
 *
 *   npm run export -- <path to a checkout> [--dry-run] [--metadata-id <id>]
 */
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { applyPlan } from './export/apply'
import { CheckoutError, openCheckout } from './export/checkout'
import { planExport } from './export/plan'
import { changesReport, LEFT_TO_DO } from './export/report'

interface Options {
  dryRun?: boolean
  metadataId?: string
}

const metadataId = (text: string): string => {
  if (/^[0-9a-f]{24}$/.test(text)) return text
  throw new InvalidArgumentError('It has 24 characters, 0 to 9 and a to f.')
}

function run(folder: string, { dryRun = false, metadataId: id }: Options): string {
  const checkout = openCheckout(path.resolve(folder))
  const plan = planExport(path.join(__dirname, '..'), checkout, id)
  if (!dryRun) applyPlan(checkout, plan)
  return `${changesReport(plan, dryRun)}\n\n${LEFT_TO_DO}`
}

/** The command. `print` takes what it says when all went well. */
export const exportCommand = (print: (text: string) => void): Command =>
  new Command('npm run export --')
    .description('Copy the destination into a checkout of Segment’s action-destinations repository.')
    .argument('<checkout>', 'the folder that "git clone" made')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--metadata-id <id>', 'register the destination under the id that Segment gave it', metadataId)
    .action((folder: string, options: Options) => print(run(folder, options)))

if (require.main === module) {
  const program = exportCommand((text) => process.stdout.write(`${text}\n`))
  try {
    program.parse()
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error
    program.error(error.message)
  }
}
