import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { envExample } from '../host/cli/env-example'
import destination from '../src/destinations/heap-appcues'
import { eventsDocument } from './examples/events-document'
import { makeHistory } from './examples/history'
import { metadataFile } from './export/metadata'
import { tables } from './generated/tables'
import { generatedTypes } from './generated/types'
import { validatorsFile } from './generated/validators'

/** The sections of `docs/reference.md`: heading, a line of text, and the name of the table below it. */
const SECTIONS: [heading: string, text: string, table: string][] = [
  ['Settings', 'The settings of the destination.', 'settings'],
  ['Presets', 'Each preset is a mapping that can be read and changed.', 'presets'],
  ['Documented events', 'The events of Appcues’ glossary, under the names that it documents.', 'documented-events'],
  ['Other events', 'Appcues sends more than its glossary lists.', 'other-events'],
  ['Properties', 'Each is sent when Appcues provides it, and omitted otherwise.', 'properties'],
  [
    'Properties that a setting adds',
    'Off by default. On, each is sent with every Appcues event that carries it.',
    'added-properties'
  ],
  ['User properties', 'What **Update User in Heap** sets.', 'user-properties'],
  ['Actions', 'The fields of each action, as its mapping shows them.', 'actions'],
  ['Source functions', 'The settings of each source function. All are optional.', 'sources'],
  ['Destination Function', 'Its settings are those of the destination, and these.', 'function']
]

/** `docs/reference.md`, whole. */
const referenceFile = (): string =>
  [
    '# Reference',
    'Written by `npm run generate` from the tables in `src`. Change those, not this file.',
    ...SECTIONS.map(([heading, text, name]) => `## ${heading}\n\n${text}\n\n${tableOf(name)}`)
  ].join('\n\n') + '\n'

function tableOf(name: string): string {
  const table = tables.get(name)
  if (!table) throw new Error(`There is no generated table "${name}".`)
  return table()
}

const DESTINATION = 'src/destinations/heap-appcues'
const VALIDATORS = 'src/runtime/core/generated-validators.ts'

/** Every generated file with what it must contain, by path below the root. */
async function generatedFiles(): Promise<Map<string, string>> {
  const types = [...(await generatedTypes(destination))].map(([file, text]): [string, string] => [
    `${DESTINATION}/${file}`,
    text
  ])
  return new Map([
    ...types,
    [VALIDATORS, validatorsFile()],
    [`${DESTINATION}/metadata.json`, metadataFile(destination)],
    ['docs/reference.md', referenceFile()],
    ['.env.example', envExample()],
    ['examples/appcues-export.ndjson', makeHistory()],
    ['examples/events.md', eventsDocument()]
  ])
}

const root = path.join(__dirname, '..')

/**
 * Writes every generated file, or with --check compares them and fails when one is out of date.
 * Generated: the types of settings and payloads, `metadata.json`, docs/reference.md, .env.example,
 * examples/events.md and the example history.
 */
async function main(): Promise<void> {
  const check = process.argv.includes('--check')
  const stale: string[] = []
  for (const [file, content] of await generatedFiles()) {
    const target = path.join(root, file)
    if (existsSync(target) && readFileSync(target, 'utf8') === content) continue
    stale.push(file)
    if (!check) writeFileSync(target, content)
  }
  if (check && stale.length > 0) {
    process.stderr.write(`Out of date: ${stale.join(', ')}. Run "npm run generate".\n`)
    process.exitCode = 1
  }
}

void main()
