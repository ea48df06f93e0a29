import type { InputField } from '@segment/actions-core'
import { batch_size, delivery, enable_batching, firstPresent, person } from '../common-fields'
import { audienceFields } from '../settings'

/** Where Reverse ETL puts the unique identifier of a row. */
const ROW_ID = ['$.properties.__segment_id', '$.__segment_id']

const personas = (key: string): string => `$.context.personas.${key}`

/** A field that the platform fills: what it sends about the audience with every event. */
const ofAudience = (label: string, description: string, ...keys: string[]) =>
  ({ label, description, type: 'string', unsafe_hidden: true, default: firstPresent(keys.map(personas)) }) as const

export const fields: Record<string, InputField> = {
  user_id: {
    label: 'User ID',
    description:
      'The ID of the person in Appcues: by default the Segment user ID, in Reverse ETL the unique identifier of the row. The setting Appcues Identity Property, when filled in, takes its place.',
    type: 'string',
    default: firstPresent(['$.userId', ROW_ID[0]])
  },
  /** Text and not a datetime: the framework would reject a membership whose time is unusable. */
  timestamp: {
    label: 'Timestamp',
    description:
      'When the person joined or left. Of several changes of one person in a batch the latest counts, on a tie the one further down; without a usable time a change counts as made together with the one before it.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  delivery,
  traits: {
    label: 'Traits',
    description:
      'User properties to set in Appcues together with the membership, each under the name that it has there. None unless mapped: what is mapped here is sent to Appcues. Nested values get dotted names and lists are joined.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue'
  },
  property_name: {
    ...audienceFields.property_name,
    default: { '@path': personas('audience_settings.property_name') }
  },
  keep_segment: {
    ...audienceFields.keep_segment,
    default: { '@path': personas('audience_settings.keep_segment') }
  },
  person,
  record_id: {
    label: 'Record ID',
    description:
      'The unique identifier of a Reverse ETL row: the user ID of a deleted row, which carries nothing else.',
    type: 'string',
    unsafe_hidden: true,
    default: firstPresent(ROW_ID)
  },
  external_audience_id: ofAudience(
    'Audience Reference',
    'What this destination returned when the audience was connected.',
    'external_audience_id'
  ),
  computation_id: ofAudience('Computation ID', 'The ID of the audience in Segment.', 'computation_id'),
  computation_key: ofAudience('Computation Key', 'The key of the audience in Segment.', 'computation_key'),
  computation_class: ofAudience(
    'Computation Class',
    'Whether this is an audience or the step of a journey.',
    'computation_class'
  ),
  namespace: ofAudience('Namespace', 'The Segment space that the audience belongs to.', 'namespace', 'space_id'),
  audience_name: ofAudience(
    'Audience Name',
    'The name of the audience, where its events carry one; otherwise its key is the name.',
    'audience_name'
  ),
  enable_batching,
  batch_size,
  batch_keys: {
    label: 'Batch Keys',
    description: 'Events that share these fields are batched together, so that a batch holds one audience.',
    type: 'string',
    multiple: true,
    unsafe_hidden: true,
    required: false,
    default: ['external_audience_id', 'namespace', 'computation_id'] as string[]
  }
}
