import { folder } from './places'
import type { Plan } from './plan'
import { PLACEHOLDER_ID } from './register'

const HERE = `packages/destination-actions/src/destinations/${folder}`

/** What the export did, or would do, as lines for the terminal. */
export function changesReport({ added, changed, same, removed, leftHere }: Plan, dryRun: boolean): string {
  const lines = [
    ...[...added.keys()].map((file) => `  + ${file}`),
    ...[...changed.keys()].map((file) => `  ~ ${file}`),
    ...removed.map((file) => `  - ${file}`),
    `  ${same.length} files are there already, the same.`
  ]
  const stays = [...leftHere].map(([file, reason]) => `  ${file}: ${reason}`)
  return [
    `${dryRun ? 'Would change' : 'Changed'} in packages/destination-actions/src/destinations:`,
    ...lines,
    ...(stays.length > 0 ? ['Tests that stay here, because they cannot run there:', ...stays] : [])
  ].join('\n')
}

/** What a person has to do in the checkout afterwards. */
export function leftToDo(id: string | undefined): string {
  const steps = [
    ...(id === PLACEHOLDER_ID
      ? [
          `Ask Segment for the id of the destination, and run this again with --metadata-id <id>: ${PLACEHOLDER_ID} only keeps its place.`
        ]
      : []),
    'Install and build: yarn install && yarn build',
    `Write the snapshot and read it: TZ=UTC yarn cloud jest --testPathPattern=${folder}`,
    `See that nothing changes: ./bin/run generate:types --path ${HERE}/index.ts`,
    `See that nothing changes: ./bin/run generate:metadata-payload --path ${HERE}`,
    `Check: yarn validate && yarn eslint '${HERE}/**/*.ts' && yarn typecheck`,
    `Try it by hand: ./bin/run serve --destination=${folder}`,
    'Commit on a branch, and open a pull request with their template: a summary, the testing done, and which settings are of type password.',
    'Send Segment the page for the catalog (docs/destination.md here) and the logo.'
  ]
  return ['Left to do by hand, in the checkout:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)].join('\n')
}
