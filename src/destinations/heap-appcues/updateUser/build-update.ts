import { PayloadValidationError } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { HeapValue } from '../heap/client'
import { heapPerson } from '../heap/identity'
import { PropertyCollector } from '../heap/properties'
import type { RoundedIds } from '../shared/raw-input'
import { toIsoTime } from '../shared/time'
import { userProperties } from './fields'
import type { UserPropertyEntry } from './fields'
import type { Payload } from './generated-types'

/** What one payload says about one person. `time` is ISO 8601, empty when the payload has none: any time is later. */
export interface UserUpdate {
  identity: string
  time: string
  properties: Record<string, HeapValue>
  omitted: readonly string[]
}

const entries = new Map<string, UserPropertyEntry>(Object.entries(userProperties))

/**
 * @returns undefined for a visitor without an identity: Heap keeps user properties only of people with one
 * @throws PayloadValidationError when there is nobody to attach it to, or nothing to set
 */
export function buildUpdate(payload: Payload, settings: Settings, rounded?: RoundedIds): UserUpdate | undefined {
  const traits = [payload.traits, payload.context?.traits as Record<string, unknown> | undefined, payload.properties]
  const person = heapPerson(payload, settings.heapIdentityProperty, traits, rounded)
  if (!('identity' in person)) return undefined
  const time = toIsoTime(payload.timestamp)
  const collected = collectProperties(payload, time)
  const values = dropOrphans(collected)
  if (Object.keys(values).length === 0) {
    const why = collected.omitted.length > 0 ? ` ${collected.omitted.join(' ')}` : ''
    throw new PayloadValidationError(`Properties: there is nothing to set.${why} Map at least one property to a value.`)
  }
  return { identity: person.identity, time: time ?? '', properties: values, omitted: collected.omitted }
}

/** A date that is unusable gives way to the time of the event, as the date of what the event tells. */
function collectProperties({ properties }: Payload, time: string | undefined): PropertyCollector {
  const collected = new PropertyCollector()
  for (const [name, value] of Object.entries(properties ?? {})) {
    const entry = entries.get(name)
    if (name.trim().toLowerCase() === 'id') collected.omit(name, 'Heap allows no user property of this name')
    else if (entry === undefined) collected.add(name, value)
    else collected.addTyped(name, entry.type === 'time' ? (toIsoTime(value) ?? time) : value, entry.type)
  }
  return collected
}

/** What is collected, less what says something only together with another property that is not sent. */
function dropOrphans(collected: PropertyCollector): Record<string, HeapValue> {
  const values = collected.toObject()
  for (const [name, { needs }] of entries) {
    if (needs === undefined || !(name in values) || needs in values) continue
    delete values[name]
    collected.omit(name, `it belongs to ${needs}, which is not sent`)
  }
  return values
}
