import { format } from 'prettier'
import destination from '../../src/destinations/heap-appcues'
import { metadataOf } from './metadata'

/** `metadata.json` of the destination, letter for letter: as Segment's command line writes it and prettier lays it out. */
export const metadataFile = (): Promise<string> =>
  format(JSON.stringify(metadataOf(destination), null, 2), { parser: 'json', printWidth: 120 })
