import { properties, propertyKeys } from '../catalog'
import type { EventEntry, PropertyKey } from '../catalog'
import { isTrue } from '../common-fields'
import { PropertyCollector } from '../heap/properties'
import { typedValue } from '../heap/values'
import type { Payload } from './generated-types'

const keysBy = (spellings: (key: PropertyKey) => string[]): Map<string, PropertyKey> =>
  new Map(propertyKeys.flatMap((key) => spellings(key).map((spelling): [string, PropertyKey] => [spelling, key])))

const offered = keysBy((key) => [key, properties[key].name])
/** Appcues' own keys mean these properties in Appcues' events only: "score" may be anything in another event. */
const native = keysBy((key) => [properties[key].appcuesKey])

/** The properties of one event under their names in Heap. `row` is its place in the catalog, if it has one. */
export function eventProperties(
  payload: Payload,
  row: EventEntry | undefined,
  nativeNames: boolean
): PropertyCollector {
  const collected = new PropertyCollector()
  const asTheyAre = isTrue(payload.unlisted_only)
  for (const [key, value] of Object.entries(payload.properties ?? {})) {
    const known = asTheyAre ? undefined : (offered.get(key) ?? (row && native.get(key)))
    if (known === undefined) {
      collected.add(key, value)
    } else if (!row || !isTrue(payload.documented_only) || row.properties.includes(known)) {
      addKnown(collected, known, value, nativeNames)
    }
  }
  return collected
}

function addKnown(collected: PropertyCollector, key: PropertyKey, value: unknown, nativeNames: boolean): void {
  const row = properties[key]
  const heapName = nativeNames ? row.appcuesKey : row.name
  if (row.type === 'plain') collected.add(heapName, value)
  else collected.addTyped(heapName, value, typedValue[row.type], row.type)
}
