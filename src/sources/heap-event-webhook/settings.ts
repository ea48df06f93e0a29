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
    description: 'The field that holds the person’s id: the identity you use in Segment.',
    type: 'string',
    default: 'identity'
  },
  anonymousIdField: {
    label: 'Anonymous ID Field',
    description: 'The field that holds an anonymous id, used when the user id is empty.',
    type: 'string',
    default: 'anonymous_id'
  },
  timeField: {
    label: 'Time Field',
    description:
      'The field that holds the time of the event: ISO 8601, or seconds or milliseconds since 1970. Without it the time of arrival counts.',
    type: 'string',
    default: 'time'
  },
  idField: {
    label: 'ID Field',
    description:
      'The field that holds an id of this one event, the same when it is sent again. Without it an id is made from the content.',
    type: 'string',
    default: 'event_id'
  },
  basicUser: {
    label: 'Basic User',
    description: 'The user name, if Heap authenticates itself with Basic authentication.',
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
    description: 'The name of the header, if Heap authenticates itself with a header.',
    type: 'string'
  },
  headerValue: {
    label: 'Header Value',
    description: 'The value that header must have. Without any credentials nothing is verified, and the log says so.',
    type: 'string',
    sensitive: true
  }
} as const satisfies Record<string, SourceSetting>
