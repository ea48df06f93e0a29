import { mkdirSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { CheckoutError, openCheckout, writeRecord } from './export/checkout'
import type { Checkout } from './export/checkout'
import { folder } from './export/places'
import { planExport } from './export/plan'
import type { Plan } from './export/plan'

/** Does what the plan says. */
function applyPlan({ destinations, record }: Checkout, plan: Plan): void {
  for (const [file, text] of [...plan.added, ...plan.changed]) {
    const target = path.join(destinations, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  for (const file of plan.removed) {
    rmSync(path.join(destinations, file))
    removeEmptyFolders(destinations, path.dirname(file))
  }
  writeRecord(record, plan.record)
}

/** Removes a folder without files, then the one above it. Git does not know such folders, so it would never remove them. */
function removeEmptyFolders(below: string, name: string): void {
  if (name === '.' || readdirSync(path.join(below, name)).length > 0) return
  rmdirSync(path.join(below, name))
  removeEmptyFolders(below, path.dirname(name))
}

const DESTINATIONS = 'packages/destination-actions/src/destinations'

/** What the export did, or would do, as lines for the terminal. Each path stands there once. */
function changesReport({ added, changed, same, removed, notOurs, leftHere }: Plan, dryRun: boolean): string {
  const lines = [
    ...[...added.keys()].map((file) => `  + ${file}`),
    ...[...changed.keys()].map((file) => `  ~ ${file}`),
    ...removed.map((file) => `  - ${file}`),
    ...notOurs.map((file) => `  ${file}: not ours, left alone`),
    `  ${same.length} files are already up to date.`
  ]
  const stays = [...leftHere.values()].map((reason) => `  ${reason}`)
  return [
    `${dryRun ? 'Would change' : 'Changed'} in ${DESTINATIONS}:`,
    ...lines,
    ...(stays.length > 0 ? [`${stays.length} files of tests stay here, because they cannot run there:`, ...stays] : [])
  ].join('\n')
}

/** What a person has to do in the checkout afterwards. */
const LEFT_TO_DO = [
  'Left to do, in the checkout, with Node 22.13 or newer:',
  ...[
    'Install and build: yarn install && yarn build',
    `Test: yarn cloud test --testPathPattern=${folder}`,
    `Check: yarn validate && yarn typecheck && yarn eslint '${DESTINATIONS}/${folder}/**/*.ts'`,
    'Commit on a branch: the next step compares with the commit.',
    'Compare the generated files: bash scripts/assert-types-updated.sh && bash scripts/assert-metadata-payload.sh',
    `Try it by hand: ./bin/run serve --destination=${folder}`,
    'Open a pull request with their template. docs/segment-pull-request.md here answers what reviewers ask.',
    'Segment registers the destination and gives it an id. Until then "yarn validate" passes over it: to see it there, run this with --metadata-id <id>.',
    'Send Segment the page for the catalog (docs/destination.md here) and a logo.'
  ].map((step, index) => `  ${index + 1}. ${step}`)
].join('\n')

/**
 * Copies the destination and its tests into a checkout of Segment's action-destinations repository, and says what is left to
 * do. Can be run again: it leaves alone what is up to date, and removes only what an earlier run wrote.
 *
 *   npm run export -- <path to a checkout> [--dry-run] [--metadata-id <id>]
 */
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
