import type { HeapValue, UserProperties } from '../heap/api'

export interface TimedProperties {
  identity: string
  /** ISO 8601, or empty. */
  time: string
  properties: Record<string, HeapValue>
}

/** One entry a person, in order of first appearance: of each property the latest value, on a tie the one that comes later. */
export function latestValues(updates: readonly TimedProperties[]): Map<string, UserProperties> {
  const byPerson = new Map<string, Map<string, { time: string; value: HeapValue }>>()
  for (const { identity, time, properties } of updates) {
    const known = byPerson.get(identity) ?? new Map<string, { time: string; value: HeapValue }>()
    byPerson.set(identity, known)
    for (const [name, value] of Object.entries(properties)) {
      const before = known.get(name)
      if (!before || before.time <= time) known.set(name, { time, value })
    }
  }
  return new Map(
    [...byPerson].map(([identity, known]): [string, UserProperties] => [
      identity,
      { identity, properties: Object.fromEntries([...known].map(([name, { value }]) => [name, value])) }
    ])
  )
}
