import { readFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow } from '../../../scripts/export/source-files'
import { temporaryFolder } from '../../support/temporary'

export const DESTINATIONS = 'packages/destination-actions/src/destinations'

export const registrations = (...lines: string[]): string => `import path from 'path'

type MetadataId = string

register('60f64ae3eaebd66d17d28e9f', './1plusx')
register('6a8461f58f98175178f49c3c', './heap-cloud')
${lines.map((line) => `${line}\n`).join('')}
function register(id: MetadataId, destinationPath: string) {
  return [id, path.resolve(destinationPath)]
}
`

const PACKAGE = 'packages/destination-actions/package.json'

/** A checkout of Segment's repository, as far as the export can tell. */
export const fakeCheckout = (files: Record<string, string> = {}): string =>
  temporaryFolder({
    [PACKAGE]: JSON.stringify({ name: '@segment/action-destinations' }),
    [`${DESTINATIONS}/index.ts`]: registrations(),
    ...files
  })

/** All files of a folder with their text. */
export const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(filesBelow(folder, '.').map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]))
