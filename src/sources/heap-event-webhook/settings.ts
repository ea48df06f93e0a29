import type { SourceSetting } from '../shared/types'

/** The source's settings, in the order of the screen. Heap lets the customer choose the field names of an event webhook. */
export const settings = {
  eventField: {
    label: 'Event Field',
    description: 'The field of the webhook that holds the event’s name.',
    type: 'string',
    default: 'event'
  },
  userIdField: {
    label: 'User ID Field',
    description: 'The field that holds the user ID: the identity you use in Segment.',
    type: 'string',
    default: 'identity'
  },
  anonymousIdField: {
    label: 'Anonymous ID Field',
    description: 'The field that holds an anonymous ID, used when the user ID is empty.',
    type: 'string',
    default: 'anonymous_id'
  },
  timeField: {
    label: 'Time Field',
    description:
      'The field that holds the time of the event: ISO 8601, or seconds or milliseconds since 1970. Without it the event has the time of its arrival.',
    type: 'string',
    default: 'time'
  },
  idField: {
    label: 'ID Field',
    description:
      'The field that holds an ID of this one event, the same when it is sent again. Without it the ID is made from the content; without a time as well, every webhook is an event of its own.',
    type: 'string',
    default: 'event_id'
  },
  basicUser: {
    label: 'Basic User',
    description: 'The user name, if Heap uses Basic authentication.',
    type: 'string'
  },
  basicPassword: {
    label: 'Basic Password',
    description: 'The password that goes with the Basic User.',
    type: 'string',
    sensitive: true
  },
  headerName: {
    label: 'Header Name',
    description: 'The name of the header, if Heap authenticates with a header.',
    type: 'string'
  },
  headerValue: {
    label: 'Header Value',
    description: 'The value of that header. Without any credentials nothing is verified.',
    type: 'string',
    sensitive: true
  }
} as const satisfies Record<string, SourceSetting>
