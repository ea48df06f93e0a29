import type { InputField } from '@segment/actions-core'
import { anonymous_id, batch_size, enable_batching, identity, person } from '../common-fields'
import { userMappingOf, userProperties } from './properties'

export const fields: Record<string, InputField> = {
  identity,
  anonymous_id: { ...anonymous_id, unsafe_hidden: true },
  timestamp: {
    label: 'Timestamp',
    description: 'When this was true of the person. Among several values in a batch the latest counts.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  properties: {
    label: 'Properties',
    description:
      'What Heap is told about the person. Each key is the name of the user property in Heap; "email" in lower case is Heap’s own, and no property may be called "id". Every call moves the person’s last-modified time in Heap, so set seldom what seldom changes.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    properties: {
      appcuesUserID: {
        label: 'appcuesUserID',
        description: userProperties.appcuesUserID.description,
        type: 'string'
      }
    },
    default: userMappingOf(['appcuesUserID'])
  },
  person,
  enable_batching,
  batch_size
}
