import type { InputField } from '@segment/actions-core'
import { anonymous_id, batch_size, enable_batching, identity, person } from '../common-fields'
import { propertiesField } from './properties'

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
      'The id of the message. Heap keeps one event for each message id and event name, however often it is delivered.',
    type: 'string',
    default: { '@path': '$.messageId' }
  },
  timestamp: {
    label: 'Timestamp',
    description: 'When the event happened.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  properties: propertiesField,
  documented_only: {
    label: 'Documented Properties Only',
    description:
      'Leave out offered properties that Appcues does not document for the event. Presets map just those that belong to their event.',
    type: 'boolean',
    default: true,
    unsafe_hidden: true
  },
  unlisted_only: {
    label: 'Unlisted Events Only',
    description:
      'Leave events that have a preset of their own to that preset, and send the others with their properties as they are.',
    type: 'boolean',
    default: false,
    unsafe_hidden: true
  },
  person,
  enable_batching,
  batch_size
}
