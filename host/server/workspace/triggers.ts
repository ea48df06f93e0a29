import { parseFql } from '@segment/destination-subscriptions'
import { vendorOfAction } from '../deliveries/delivery'
import type { PresetEntry } from './preset-entry'
import type { Definition, Workspace } from './workspace'

const TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'delete']

/** What is wrong with a trigger, in a message; undefined when it can be used. */
export function triggerProblem(subscribe: unknown): string | undefined {
  if (typeof subscribe !== 'string' || subscribe.trim() === '') {
    return 'Trigger: is empty. Say which events to take, for example type = "track" and event = "Signed Up".'
  }
  const { error } = parseFql(subscribe) as { error?: Error }
  if (error) return `Trigger: ${error.message}`
  const type = valuesOf(subscribe, 'event-type').find((value) => !TYPES.includes(value))
  if (type === undefined) return undefined
  // The parser takes the end of the text for a value.
  return type === 'eos'
    ? 'Trigger: a value is missing behind "type =".'
    : `Trigger: there is no event of the type "${type}". Types are ${TYPES.join(', ')}.`
}

/** Why a mapping can never send anything, in a message; undefined when it can. */
export function neverSends(
  { action, subscribe, mapping }: PresetEntry,
  definition: Definition,
  settings: Workspace['settings']
): string | undefined {
  for (const kind of ['event-type', 'event'] as const) {
    const wanted = [...new Set(valuesOf(subscribe, kind))]
    if (wanted.length > 1) return `No event meets its trigger: it cannot be "${wanted[0]}" and "${wanted[1]}" at once.`
  }
  const empty = requiredFields(definition, action).find(([key]) => isEmpty(mapping[key]))
  if (empty) return `${empty[1]} is needed and empty, so every event is rejected.`
  const [setting, label] = ACCOUNTS[vendorOfAction(action)]
  return isEmpty(settings[setting]) ? `${label} is empty in the settings, so nothing can be sent.` : undefined
}

const ACCOUNTS = {
  heap: ['heapAppId', 'Heap App ID'],
  appcues: ['appcuesAccountId', 'Appcues Account ID']
} as const

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

function requiredFields({ actions }: Definition, key: string): [key: string, label: string][] {
  return Object.entries(actions[key]?.fields ?? {}).flatMap(([name, { required, label }]) =>
    required === true ? [[name, label]] : []
  )
}

interface Condition {
  type: string
  operator?: string
  value?: unknown
  children?: Condition[]
}

/** What an event's type, or name, must be by all conditions that hold together. */
function valuesOf(subscribe: string | undefined, kind: 'event-type' | 'event'): string[] {
  const tree = parseFql(subscribe ?? '') as Condition
  const conditions = (node: Condition): Condition[] => {
    if (node.type !== 'group') return [node]
    const children = node.children ?? []
    return node.operator === 'and' || children.length === 1 ? children.flatMap(conditions) : []
  }
  return conditions(tree).flatMap(({ type, operator, value }) =>
    type === kind && operator === '=' ? [String(value)] : []
  )
}
