import get from 'lodash/get'
import { addedProperties, isAppcuesEvent, properties, propertyKeys } from '../catalog'
import type { AddedKey, EventEntry, PropertyKey } from '../catalog'
import type { Settings } from '../generated-types'
import { isEmpty, PropertyCollector } from '../heap/properties'
import { toIsoTime } from '../shared/time'
import type { Payload } from './generated-types'

/** What is known of the event whose properties these are. */
interface Event {
  /** Its place in the batch. */
  index: number
  entry: EventEntry | undefined
  /** Its name in Heap. */
  name: string
  timestamp: string | undefined
}

/** What decides on the properties of all events of a batch. */
export interface PropertyRules {
  settings: Settings
  /** Whether events and properties are named as the native integration does. */
  hasNativeNames: boolean
  /** Whether the mapping has the property Timestamp: where Appcues gives no time it is the event's own. */
  hasTimestamp: boolean
  /** Gives a raw event, for what no mapping reads: two paths more would cost each event a seventh of its mapping. */
  rawEvent: (index: number, messageId?: string) => unknown
}

/** The properties of one event under their names in Heap: what the mapping names, and after it what the settings add. */
export function collectProperties(payload: Payload, event: Event, rules: PropertyRules): PropertyCollector {
  const collected = new DocumentedProperties(rules.hasNativeNames)
  const mapped = payload.properties ?? {}
  const { unlisted_only } = payload
  const added = addedTo(event.name, rules.settings)
  for (const [key, value] of Object.entries(mapped)) {
    const addedKey = added.length > 0 ? addedSpellings.get(key) : undefined
    if (addedKey && added.includes(addedKey)) collected.addDocumented(addedKey, value)
    else if (unlisted_only) collected.add(key, value)
    else addMapped(collected, event, key, value)
  }
  if (rules.hasTimestamp && !unlisted_only) collected.addDocumented('timestamp', event.timestamp)
  if (added.length > 0) {
    const raw = rules.rawEvent(event.index, payload.message_id)
    for (const key of added) collected.addDocumented(key, get(raw, properties[key].paths[0].slice('$.'.length)))
  }
  return collected
}

/** Properties under the names that the settings choose. */
class DocumentedProperties extends PropertyCollector {
  constructor(private readonly hasNativeNames: boolean) {
    super()
  }

  addDocumented(key: PropertyKey, value: unknown): void {
    const { name, appcuesName, type } = properties[key]
    this.addTyped(this.hasNativeNames ? appcuesName : name, value, type)
  }
}

interface Spelling {
  key: PropertyKey
  /** How it is written: as the mapping offers it, as Heap shows it, or as Appcues' own payloads have it. */
  style: 'offered' | 'name' | 'appcues'
}

const spellings = new Map<string, Spelling>(
  propertyKeys.flatMap((key): [string, Spelling][] => [
    [properties[key].appcuesName, { key, style: 'appcues' }],
    [properties[key].name, { key, style: 'name' }]
  ])
)
// Last, since some of Appcues' keys ("label", "value") are spelled as the offered ones.
for (const key of propertyKeys) spellings.set(key, { key, style: 'offered' })

/**
 * Of a listed event, a documented property that is not its own is omitted, unless the mapping writes its name as Heap shows
 * it. Appcues' own keys mean these properties in listed events only: "score" may be anything in another event.
 */
function addMapped(collected: DocumentedProperties, { entry, timestamp }: Event, key: string, value: unknown): void {
  const known = spellings.get(key)
  if (known === undefined || (known.style === 'appcues' && !entry)) collected.add(key, value)
  else if (entry && known.style !== 'name' && !entry.properties.includes(known.key))
    omitForeign(collected, key, value, known.key)
  else collected.addDocumented(known.key, known.key === 'timestamp' ? (toIsoTime(value) ?? timestamp) : value)
}

function omitForeign(collected: PropertyCollector, key: string, value: unknown, known: PropertyKey): void {
  if (isEmpty(value)) return
  collected.omit(
    key,
    `Appcues documents it for other events; map it as "${properties[known].name}" to send it with this one`
  )
}

const NOTHING: readonly AddedKey[] = []

/** What the settings add to an event: to Appcues' own, whether the catalog lists them or not. */
function addedTo(name: string, settings: Settings): readonly AddedKey[] {
  if (!settings.heapGroupId && !settings.heapPageAndLocale) return NOTHING
  if (!isAppcuesEvent(name)) return NOTHING
  return (['heapGroupId', 'heapPageAndLocale'] as const).flatMap((key) => (settings[key] ? addedProperties[key] : []))
}

/** One name each: what is added replaces the same property under Appcues' own key. */
const addedSpellings = new Map<string, AddedKey>(
  Object.values(addedProperties)
    .flat()
    .flatMap((key) =>
      [key, properties[key].appcuesName, properties[key].name].map((spelling) => [spelling, key] as const)
    )
)
