import type { InputField, JSONObject } from '@segment/actions-core'
import { properties, propertyKeys } from '../catalog'
import type { PropertyKey } from '../catalog'
import { firstPresent } from '../shared/mapping'

/** Ids, names and labels: text, and never anything else. Only these are declared, because the framework refuses a whole event whose declared value has another shape. */
const DECLARED = propertyKeys.filter((key) => /_(id|name)$|(^|_)label$/.test(key))
const DESCRIBED = propertyKeys.filter((key) => !DECLARED.includes(key))

/** Where Appcues puts each of these properties, as a mapping. */
export const mappingOf = (keys: readonly PropertyKey[]): JSONObject =>
  Object.fromEntries(keys.map((key) => [key, firstPresent(properties[key].paths)]))

/** The open object in which a mapping names what is sent. */
export const propertiesField: InputField = {
  label: 'Properties',
  description: `What Heap receives with the event. The keys offered here, and these, arrive under their documented names: ${DESCRIBED.map(
    (key) => `${key} (${properties[key].name})`
  ).join(
    ', '
  )}. Any other key arrives as it is written; nested values get dotted keys and lists are joined by "||". The keys user, identity and _identity, where Appcues puts a person’s whole profile, are never sent.`,
  type: 'object',
  additionalProperties: true,
  defaultObjectUI: 'keyvalue',
  properties: Object.fromEntries(
    DECLARED.map((key) => [
      key,
      { label: properties[key].name, description: properties[key].description, type: 'string' as const }
    ])
  ),
  default: mappingOf(propertyKeys)
}
