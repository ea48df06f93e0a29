import { tables } from './tables'

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
export const referenceFile = (): string =>
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
