import destination from '../../src/destinations/heap-appcues'
import { metadataFile } from '../export/metadata'
import { referenceFile } from './reference'
import { generatedTypes } from './types'

const DESTINATION = 'src/destinations/heap-appcues'

/** Every generated file with what it must contain, by path below the root. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const types = [...(await generatedTypes(destination))].map(([file, text]): [string, string] => [
    `${DESTINATION}/${file}`,
    text
  ])
  return new Map([
    ...types,
    [`${DESTINATION}/metadata.json`, metadataFile(destination)],
    ['docs/reference.md', referenceFile()]
  ])
}
