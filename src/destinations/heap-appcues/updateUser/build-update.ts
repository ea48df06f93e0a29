import { PayloadValidationError } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { HeapValue } from '../heap/api'
import { heapPerson } from '../heap/identity'
import { PropertyCollector } from '../heap/properties'
import { typedValue } from '../heap/values'
import { toIsoTime } from '../shared/time'
import type { Payload } from './generated-types'
import { isUserPropertyName, dependencies, userProperties } from './properties'

/** What one payload says about one person. `time` is ISO 8601, empty when the payload has none: any time is later. */
export interface UserUpdate {
  identity: string
  time: string
  properties: Record<string, HeapValue>
  leftOut: readonly string[]
}

/**
 * @returns undefined for a visitor without an identity: Heap keeps user properties only of people with one
 * @throws PayloadValidationError when there is nobody to attach it to, or nothing to set
 */
export function buildUpdate(payload: Payload, settings: Settings): UserUpdate | undefined {
  const person = heapPerson(payload, settings.heapIdentityProperty)
  if (!('identity' in person)) return undefined
  const collected = collect(payload)
  const properties = dropOrphans(collected)
  if (Object.keys(properties).length === 0) {
    const why = collected.omitted.length > 0 ? ` ${collected.omitted.join(' ')}` : ''
    throw new PayloadValidationError(`Properties: there is nothing to set.${why} Map at least one property to a value.`)
  }
  return { identity: person.identity, time: toIsoTime(payload.timestamp) ?? '', properties, leftOut: collected.omitted }
}

function collect({ properties }: Payload): PropertyCollector {
  const collected = new PropertyCollector()
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.trim().toLowerCase() === 'id') collected.omit(name, 'Heap lets no user property be called so')
    else if (isUserPropertyName(name)) {
      const { type } = userProperties[name]
      collected.addTyped(name, value, typedValue[type], type)
    } else collected.add(name, value)
  }
  return collected
}

/** What is collected, less what says something only together with another property that is not sent. */
function dropOrphans(collected: PropertyCollector): Record<string, HeapValue> {
  const properties = collected.toObject()
  for (const [name, needed] of dependencies) {
    if (!(name in properties) || needed in properties) continue
    delete properties[name]
    collected.omit(name, `it belongs to ${needed}, which is not sent`)
  }
  return properties
}
