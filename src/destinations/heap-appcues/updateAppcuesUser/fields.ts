import type { InputField } from '@segment/actions-core'
import { batch_size, delivery, enable_batching, person } from '../common-fields'

export const fields: Record<string, InputField> = {
  user_id: {
    label: 'User ID',
    description:
      'The ID of the person in Appcues. The setting Appcues Identity Property, when filled in, takes its place. An unknown ID makes a new person in Appcues.',
    type: 'string',
    default: { '@path': '$.userId' }
  },
  /** No default: what is known of a person leaves only where someone says which of it. */
  properties: {
    label: 'Properties',
    description:
      'The user properties to set in Appcues, each under the name that it has there. None unless mapped. Nested values get dotted names, lists are joined, and what is empty is omitted, so that it overwrites nothing. Appcues reserves "user_id" and names that begin with "_".',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue'
  },
  timestamp: {
    label: 'Timestamp',
    description: 'When this was true of the person. Among several values in a batch the latest counts.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  delivery,
  page_url: {
    label: 'Page URL',
    description: 'The page of the call, for the setting Only From Hosts. Never sent.',
    type: 'string',
    unsafe_hidden: true,
    default: { '@path': '$.context.page.url' }
  },
  person,
  enable_batching,
  batch_size
}
