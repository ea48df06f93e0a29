import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import destination from '../../src/destinations/heap-appcues'
import { metadataFile } from '../export/metadata-file'
import { tables } from './tables'
import { generatedTypes } from './types'

const DESTINATION = 'src/destinations/heap-appcues'
/** Documents with generated tables, each between `<!-- generated:NAME -->` and `<!-- /generated -->`. */
const DOCUMENTS = ['README.md', 'docs/destination.md']

/** Every generated file with what it must contain, by path below the root. */
export async function generatedFiles(root: string): Promise<Map<string, string>> {
  const types = [...(await generatedTypes(destination))].map(([file, text]): [string, string] => [
    `${DESTINATION}/${file}`,
    text
  ])
  const documents = DOCUMENTS.filter((file) => existsSync(path.join(root, file))).map((file): [string, string] => [
    file,
    withTables(readFileSync(path.join(root, file), 'utf8'), file)
  ])
  return new Map([...types, [`${DESTINATION}/metadata.json`, await metadataFile()], ...documents])
}

function withTables(text: string, file: string): string {
  return text.replace(/<!-- generated:(\S+) -->[^]*?<!-- \/generated -->/g, (_match, name: string) => {
    const table = tables.get(name)
    if (!table) throw new Error(`${file}: there is no generated table "${name}".`)
    return `<!-- generated:${name} -->\n\n${table()}\n\n<!-- /generated -->`
  })
}
