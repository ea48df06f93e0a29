import { envExample } from '../../host/cli/env-example'
import destination from '../../src/destinations/heap-appcues'
import { metadataFile } from '../export/metadata'
import { referenceFile } from './reference'
import { generatedTypes } from './types'
import { validatorsFile } from './validators'

const DESTINATION = 'src/destinations/heap-appcues'
const VALIDATORS = 'src/runtime/core/generated-validators.ts'

/** Every generated file with what it must contain, by path below the root. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const types = [...(await generatedTypes(destination))].map(([file, text]): [string, string] => [
    `${DESTINATION}/${file}`,
    text
  ])
  return new Map([
    ...types,
    [VALIDATORS, validatorsFile()],
    [`${DESTINATION}/metadata.json`, metadataFile(destination)],
    ['docs/reference.md', referenceFile()],
    ['.env.example', envExample()]
  ])
}
