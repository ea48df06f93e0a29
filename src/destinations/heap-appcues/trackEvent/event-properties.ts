import { properties, propertyKeys } from '../events'
import type { EventRow, PropertyKey } from '../events'
import { isOn } from '../fields'
import { HeapProperties } from '../heap/properties'
import { typedValue } from '../heap/values'
import { wholeProfile } from '../heap/whole-profile'
import type { Payload } from './generated-types'

const keysBy = (spellings: (key: PropertyKey) => string[]): Map<string, PropertyKey> =>
  new Map(propertyKeys.flatMap((key) => spellings(key).map((spelling): [string, PropertyKey] => [spelling, key])))

const offered = keysBy((key) => [key, properties[key].name])
/** Appcues' own keys mean these properties in Appcues' events only: "score" may be anything in another event. */
const native = keysBy((key) => [properties[key].native])

/** The properties of one event under their names in Heap. `row` is its place in the catalog, if it has one. */
export function eventProperties(payload: Payload, row: EventRow | undefined, nativeNames: boolean): HeapProperties {
  const collected = new HeapProperties(wholeProfile(payload.person))
  const asTheyAre = isOn(payload.unlisted_only)
  for (const [key, value] of collected.entriesOf(payload.properties)) {
    const known = asTheyAre ? undefined : (offered.get(key) ?? (row && native.get(key)))
    if (known === undefined) {
      collected.add(key, value)
    } else if (!row || !isOn(payload.documented_only) || row.properties.includes(known)) {
      addKnown(collected, known, value, nativeNames)
    }
  }
  return collected
}

function addKnown(collected: HeapProperties, key: PropertyKey, value: unknown, nativeNames: boolean): void {
  const row = properties[key]
  const heapName = nativeNames ? row.native : row.name
  if (row.type === 'plain') collected.add(heapName, value)
  else collected.addTyped(heapName, value, typedValue[row.type], row.type)
}
