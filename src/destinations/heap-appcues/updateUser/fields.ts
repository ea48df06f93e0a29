import type { InputField, JSONObject } from '@segment/actions-core'
import { properties } from '../catalog'
import type { PropertyType } from '../catalog'
import { anonymous_id, batch_size, context, enable_batching, firstPresent, identity } from '../common-fields'
import { settingLabel } from '../settings'

export type UserPropertyName = 'appcuesUserID' | 'Appcues Group ID' | 'Appcues NPS Score' | 'Appcues NPS Date'

export interface UserPropertyEntry {
  type: Exclude<PropertyType, 'plain'>
  description: string
  /** Where its value stands in a Segment event. */
  mapping: JSONObject
  /** Sent only in one update with this property: alone it would be taken for that of an earlier value. */
  needs?: UserPropertyName
  /** Sent only when this setting is on. */
  setting?: 'heapGroupId'
}

/** A mapping that gives blank text where there is nothing at the path. */
const orBlank = (path: string): JSONObject => ({
  '@if': { exists: { '@path': path }, then: { '@path': path }, else: { '@literal': '' } }
})

/** The user properties that presets set in Heap, spelled as Heap shows them. */
export const userProperties: Record<UserPropertyName, UserPropertyEntry> = {
  appcuesUserID: {
    type: 'text',
    description: 'The person’s user ID in Appcues, so that Heap segments can find the same person there again.',
    mapping: firstPresent(['$.userId'])
  },
  'Appcues Group ID': {
    type: 'id',
    description: `The person’s group (account) in Appcues, with the setting ${settingLabel('heapGroupId')} on.`,
    // Blank and not missing: an event without a group still says what it was meant to set.
    mapping: orBlank('$.context.groupId'),
    setting: 'heapGroupId'
  },
  'Appcues NPS Score': {
    type: 'score',
    description: 'The last NPS score the person gave, a number: promoters and detractors become Heap segments.',
    mapping: firstPresent(properties.nps_score.paths)
  },
  'Appcues NPS Date': {
    type: 'time',
    description: 'When that score was given, ISO 8601.',
    mapping: firstPresent([...properties.timestamp.paths, '$.timestamp']),
    needs: 'Appcues NPS Score'
  }
}

/** Where these properties stand in a Segment event, as a mapping. */
export const userMappingOf = (names: readonly UserPropertyName[]): JSONObject =>
  Object.fromEntries(names.map((name) => [name, userProperties[name].mapping]))

export const fields: Record<string, InputField> = {
  identity,
  anonymous_id: { ...anonymous_id, unsafe_hidden: true },
  timestamp: {
    label: 'Timestamp',
    description: 'When this was true of the person. Among several values in a batch the latest counts.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  /** No key of it is declared: the framework rejects a whole event whose declared value has another shape. */
  properties: {
    label: 'Properties',
    description:
      'The user properties to set in Heap, each under the name that it has there; "email" in lower case is Heap’s own, and none may be called "id". Every call moves the person’s last-modified time in Heap, so set seldom what seldom changes.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    default: userMappingOf(['appcuesUserID'])
  },
  traits: {
    label: 'Traits',
    description:
      'The traits of an identify call, in which the identity property of the settings is looked up. Never sent.',
    type: 'object',
    unsafe_hidden: true,
    default: { '@path': '$.traits' }
  },
  context,
  enable_batching,
  batch_size
}
