import type { ActionDefinition } from '@segment/actions-core'
import { events } from '../../../src/destinations/heap-appcues/catalog'
import type { ActionView, FieldView, PresetView } from '../api-types'
import { vendorOfAction } from '../deliveries/delivery'
import { isChanged } from './preset-entry'
import type { PresetEntry } from './preset-entry'
import { neverSends } from './triggers'
import type { Definition, Workspace } from './workspace'

export type AnyAction = ActionDefinition<unknown>

export const actionOf = (definition: Definition, key: string): AnyAction | undefined =>
  Object.hasOwn(definition.actions, key) ? (definition.actions[key] as unknown as AnyAction) : undefined

export const presetView = (entry: PresetEntry, { definition, settings }: Workspace): PresetView => ({
  id: entry.id,
  name: entry.name,
  meaning: meaningOf(entry, definition),
  action: entry.action,
  actionTitle: actionOf(definition, entry.action)?.title ?? entry.action,
  vendor: vendorOfAction(entry.action),
  trigger: entry.subscribe,
  engageEvent: entry.engageEvent,
  mapping: entry.mapping,
  enabled: entry.enabled,
  changed: isChanged(entry),
  custom: entry.original === undefined,
  version: entry.version,
  problem: neverSends(entry, definition, settings)
})

function meaningOf({ name, action }: PresetEntry, definition: Definition): string {
  const row = events.find((event) => event.name === name)
  if (row) return row.order ? `${row.description} ${row.order}` : row.description
  return actionOf(definition, action)?.description ?? ''
}

export const actionViews = (definition: Definition): ActionView[] =>
  Object.keys(definition.actions).map((key) => {
    const { title, description, fields } = actionOf(definition, key) as AnyAction
    return { key, title, description, vendor: vendorOfAction(key), fields: Object.entries(fields).map(fieldView) }
  })

const fieldView = ([key, field]: [string, AnyAction['fields'][string]]): FieldView => ({
  key,
  label: field.label,
  description: field.description,
  type: field.type,
  required: field.required === true,
  hidden: field.unsafe_hidden === true,
  choices: field.choices?.map((choice) => (typeof choice === 'object' ? String(choice.value) : String(choice)))
})
