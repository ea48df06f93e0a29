import type { InputField } from '@segment/actions-core'
import { batch_size, enable_batching, firstPresent, person } from '../common-fields'

/** Each event is a request of its own to Appcues, which takes 60 a second: a batch must be done within seconds. */
const FORWARD_BATCH_SIZE = 100

export const fields: Record<string, InputField> = {
  event_name: {
    label: 'Event Name',
    description:
      'The name under which Appcues can target flows by this event: at most 127 characters. Events that came from Appcues are rejected, so that nothing goes round in circles.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' }
  },
  user_id: {
    label: 'User ID',
    description:
      'The ID of the person in Appcues. The setting Appcues Identity Property, when filled in, takes its place. IDs of anonymous visitors ("anon:…") are allowed.',
    type: 'string',
    default: { '@path': '$.userId' }
  },
  attributes: {
    label: 'Attributes',
    description:
      'What Appcues gets to know about the event. It ignores nested attributes silently, so nested values get dotted keys and lists are joined; keys that begin with "_" are Appcues’ own and omitted.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    default: { '@path': '$.properties' }
  },
  timestamp: {
    label: 'Timestamp',
    description: 'When the event happened.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  group_id: {
    label: 'Group ID',
    description: 'The ID of the person’s group (account) in Appcues.',
    type: 'string',
    default: { '@path': '$.context.groupId' }
  },
  page_url: {
    label: 'Page URL',
    description: 'The address of the page on which the event happened.',
    type: 'string',
    default: { '@path': '$.context.page.url' }
  },
  origin: {
    label: 'Origin',
    description: 'The mark of our own source function, by which events that came from Appcues are known.',
    type: 'string',
    unsafe_hidden: true,
    default: { '@path': '$.context.integration.source' }
  },
  computation_class: {
    label: 'Computation Class',
    description: 'Set on audience events, which are memberships and no events to forward.',
    type: 'string',
    unsafe_hidden: true,
    // The key says the same where the class is missing.
    default: firstPresent(['$.context.personas.computation_class', '$.context.personas.computation_key'])
  },
  person,
  enable_batching,
  batch_size: { ...batch_size, default: FORWARD_BATCH_SIZE }
}
