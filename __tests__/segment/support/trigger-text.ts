import type { parseFql } from '@segment/destination-subscriptions'

interface Condition {
  type: string
  operator: string
  name?: string
  value?: unknown
  children?: Condition[]
}

const FUNCTIONS: Record<string, (name: string, value: string) => string> = {
  '=': (name, value) => `${name} = "${value}"`,
  '!=': (name, value) => `${name} != "${value}"`,
  contains: (name, value) => `contains(${name}, "${value}")`,
  not_contains: (name, value) => `!contains(${name}, "${value}")`,
  starts_with: (name, value) => `match(${name}, "${value}*")`,
  ends_with: (name, value) => `match(${name}, "*${value}")`
}

const NAMES: Record<string, string> = {
  'event-type': 'type',
  event: 'event',
  'event-context': 'context.',
  'event-property': 'properties.',
  'event-trait': 'traits.'
}

/** The trigger that Segment's parser understood, written again: it equals the text that was parsed, or something got lost. */
export function triggerText(parsed: ReturnType<typeof parseFql>): string {
  return textOf(parsed as unknown as Condition, true)
}

function textOf({ type, operator, name = '', value, children }: Condition, isTop: boolean): string {
  if (type === 'group' && children) {
    const text = children.map((child) => textOf(child, false)).join(` ${operator} `)
    return isTop ? text : `(${text})`
  }
  return FUNCTIONS[operator]?.(`${NAMES[type]}${name}`, String(value)) ?? `${type} ${operator}`
}
