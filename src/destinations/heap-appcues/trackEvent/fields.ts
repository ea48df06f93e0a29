import type { InputField, JSONObject } from '@segment/actions-core'
import { properties, propertyKeys } from '../catalog'
import type { PropertyKey } from '../catalog'
import { anonymous_id, batch_size, context, enable_batching, firstPresent, identity } from '../common-fields'

/** Where Appcues puts each of these properties, as a mapping. */
export const mappingOf = (keys: readonly PropertyKey[]): JSONObject =>
  Object.fromEntries(keys.map((key) => [key, firstPresent(properties[key].paths)]))

export const fields: Record<string, InputField> = {
  event: {
    label: 'Event Name',
    description:
      'The name of the event. The names that Appcues uses for its own events, in any spelling (Flow Started, Flow Started (Appcues), flow_started, appcues:flow_started), become the documented one; any other name is sent as it is.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' }
  },
  identity,
  anonymous_id,
  message_id: {
    label: 'Message ID',
    description:
      'The ID of the message. Heap keeps one event for each message ID and event name, however often it is delivered.',
    type: 'string',
    default: { '@path': '$.messageId' }
  },
  timestamp: {
    label: 'Timestamp',
    description: 'When the event happened.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  /** No key of it is declared: the framework rejects a whole event whose declared value has another shape. */
  properties: {
    label: 'Properties',
    description:
      'What Heap receives with the event: the keys offered here under their documented names, any other key as it is written. Nested values get dotted keys, lists are joined by "||", and keys of a person’s profile (user, identity, and those that begin with "_") are never sent.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    default: mappingOf(propertyKeys)
  },
  /** No default: only the preset Other Appcues events turns it on, and a mapping without it is cheaper. */
  unlisted_only: {
    label: 'Unlisted Events Only',
    description:
      'Leave events that have a preset of their own to that preset, and send the others with their properties as they are.',
    type: 'boolean',
    unsafe_hidden: true
  },
  context,
  enable_batching,
  batch_size
}
