import type { InputField, Preset } from '@segment/actions-core'
import destination from '../../src/destinations/heap-appcues'
import { addedProperties, events, properties, propertyKeys } from '../../src/destinations/heap-appcues/catalog'
import type { PropertyKey } from '../../src/destinations/heap-appcues/catalog'
import { settings } from '../../src/destinations/heap-appcues/settings'
import { functionSettings } from '../../src/runtime/destination-function/settings'
import { sources } from '../../src/sources'
import type { SourceSetting } from '../../src/sources/shared/types'
import { userProperties } from '../../src/destinations/heap-appcues/updateUser/fields'

const cell = (value: unknown): string => String(value).replace(/\|/g, '\\|').replace(/\n/g, ' ')
const code = (value: string): string => `\`${value}\``

/** A Markdown table, unpadded: one changed cell is one changed line. */
function table(head: string[], rows: string[][]): string {
  const line = (row: string[]): string => `| ${row.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const names = (keys: readonly PropertyKey[]): string => keys.map((key) => properties[key].name).join(', ')

const settingsTable = (): string =>
  table(
    ['Setting', 'Key', 'Type', 'Default', 'What it does'],
    Object.entries(settings)
      .filter(([, { unsafe_hidden }]) => !unsafe_hidden)
      .map(([key, setting]) => [
        setting.label,
        code(key),
        setting.choices ? setting.choices.map(({ value }) => value).join(' / ') : setting.type,
        String(setting.default ?? ''),
        setting.description
      ])
  )

const eventRows = (documented: boolean): string =>
  table(
    ['Event in Heap', 'Client-side name', 'Appcues ID', 'Properties', 'What it means'],
    events
      .filter((row) => row.documented === documented)
      .map((row) => [
        row.name,
        row.clientName,
        code(row.id),
        names(row.properties),
        [row.description, row.order ?? ''].join(' ').trim()
      ])
  )

const propertyTable = (): string =>
  table(
    [
      'Property in Heap',
      'Key in a mapping',
      'Key in the native integration',
      'Type',
      'What it is',
      'Where Appcues puts it'
    ],
    propertyKeys.map((key) => {
      const { name, appcuesName, type, description, paths } = properties[key]
      return [name, code(key), code(appcuesName), type, description, paths.map(code).join(', else ')]
    })
  )

const addedTable = (): string =>
  table(
    ['Setting', 'Property in Heap', 'Key in the native integration', 'Type', 'What it is', 'Where it stands'],
    Object.entries(addedProperties).flatMap(([setting, keys]) =>
      keys.map((key) => {
        const { name, appcuesName, type, description, paths } = properties[key]
        const { label } = settings[setting as keyof typeof addedProperties]
        return [label, name, code(appcuesName), type, description, paths.map(code).join(', else ')]
      })
    )
  )

const userPropertyTable = (): string =>
  table(
    ['User property in Heap', 'Type', 'What it is'],
    Object.entries(userProperties).map(([name, { type, description }]) => [code(name), type, description])
  )

const trigger = (preset: Preset): string =>
  preset.type === 'specificEvent' ? `Engage event ${code(String(preset.eventSlug))}` : code(preset.subscribe ?? '')

const presetTable = (): string =>
  table(
    ['Preset', 'Action', 'Trigger'],
    (destination.presets ?? []).map((preset) => [
      preset.name ?? '',
      destination.actions[preset.partnerAction]?.title ?? '',
      trigger(preset)
    ])
  )

const fieldRows = (fields: Record<string, InputField>): string =>
  table(
    ['Field', 'Key', 'Type', 'Required', 'What it is'],
    Object.entries(fields)
      .filter(([, field]) => !field.unsafe_hidden)
      .map(([key, field]) => [
        field.label,
        code(key),
        field.type,
        field.required === true ? 'yes' : '',
        field.description
      ])
  )

const actionSections = (): string =>
  Object.values(destination.actions)
    .map(
      ({ title, description, fields }) =>
        `### ${title}\n\n${description}\n\n${fieldRows(fields as Record<string, InputField>)}`
    )
    .join('\n\n')

const sourceSections = (): string =>
  Object.values(sources)
    .map(({ name, settings: own }) => {
      const rows = Object.entries<SourceSetting>(own).map(
        ([key, { label, type, choices, default: value, sensitive, description }]) => [
          label,
          code(key),
          choices ? choices.join(' / ') : sensitive ? `${type}, encrypted` : type,
          String(value ?? ''),
          description
        ]
      )
      return `### ${name}\n\n${table(['Setting', 'Key', 'Type', 'Default', 'What it does'], rows)}`
    })
    .join('\n\n')

/** The settings of the Destination Function that the destination does not have. */
const functionTable = (): string =>
  table(
    ['Setting', 'Key', 'Type', 'What it does'],
    Object.entries(functionSettings)
      .filter(([key]) => !(key in settings))
      .map(([key, { label, type, description }]) => [label, code(key), type, description])
  )

/** The generated tables, by name. */
export const tables = new Map<string, () => string>([
  ['settings', settingsTable],
  ['documented-events', () => eventRows(true)],
  ['other-events', () => eventRows(false)],
  ['properties', propertyTable],
  ['added-properties', addedTable],
  ['user-properties', userPropertyTable],
  ['presets', presetTable],
  ['actions', actionSections],
  ['sources', sourceSections],
  ['function', functionTable]
])
