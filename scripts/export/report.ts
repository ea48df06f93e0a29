import { folder } from './places'
import type { Plan } from './plan'

const DESTINATIONS = 'packages/destination-actions/src/destinations'

/** What the export did, or would do, as lines for the terminal. Each path stands there once. */
export function changesReport({ added, changed, same, removed, notOurs, leftHere }: Plan, dryRun: boolean): string {
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
    ...(stays.length > 0 ? [`${stays.length} tests stay here, because they cannot run there:`, ...stays] : [])
  ].join('\n')
}

/** What a person has to do in the checkout afterwards. */
export const LEFT_TO_DO = [
  'Left to do, in the checkout, with Node 22.13 or newer:',
  ...[
    'Install and build: yarn install && yarn build',
    `Test: yarn cloud test --testPathPattern=${folder}`,
    `Check: yarn validate && yarn typecheck && yarn eslint '${DESTINATIONS}/${folder}/**/*.ts'`,
    'Compare the generated files: ./scripts/assert-types-updated.sh && ./scripts/assert-metadata-payload.sh',
    `Try it by hand: ./bin/run serve --destination=${folder}`,
    'Commit on a branch and open a pull request with their template. docs/segment-pull-request.md here answers what reviewers ask.',
    'Segment registers the destination and gives it an id. To register it in a checkout of your own, run this with --metadata-id <id>.',
    'Send Segment the page for the catalog (docs/destination.md here) and a logo.'
  ].map((step, index) => `  ${index + 1}. ${step}`)
].join('\n')
