import type { InputField, JSONObject } from '@segment/actions-core'
import { BATCH_SIZE } from './shared/limits'

/** A mapping that takes the first of the paths that is there: a bare path does not fall back to another. */
export function firstPresent([path, ...rest]: readonly string[]): JSONObject {
  if (rest.length === 0) return { '@path': path }
  return { '@if': { exists: { '@path': path }, then: { '@path': path }, else: firstPresent(rest) } }
}

/** The places are kept apart: a trait counts before a property of the same name in another spelling. */
export const person: InputField = {
  label: 'Person',
  description:
    'Where Segment puts what is known of the person: traits, context traits and properties, in which the identity property of the settings is looked up. Never sent.',
  type: 'object',
  unsafe_hidden: true,
  default: {
    traits: { '@path': '$.traits' },
    context_traits: { '@path': '$.context.traits' },
    properties: { '@path': '$.properties' }
  }
}

/** One path instead of several: each costs half a microsecond an event, and an event is mapped in ten. */
export const context: InputField = {
  label: 'Context',
  description:
    'The context of the event. The identity property of the settings is looked up in its traits, and events that came from Heap are recognised by it. Never sent.',
  type: 'object',
  unsafe_hidden: true,
  default: { '@path': '$.context' }
}

export const BULK = 'Bulk import'
export const ONE_BY_ONE = 'One request per user'

export const delivery: InputField = {
  label: 'Delivery',
  description:
    'How user properties are written, for single events and batches alike. "Bulk import" is one request for a whole batch, which Appcues works through in its own time. "One request per user" is applied at once, and is slow for many people, since Appcues takes 60 requests a second.',
  type: 'string',
  choices: [BULK, ONE_BY_ONE].map((words) => ({ label: words, value: words })),
  default: BULK
}

export const enable_batching: InputField = {
  label: 'Batch Events',
  description: 'Send events in batches: one request for up to 1000 of them.',
  type: 'boolean',
  default: true
}

export const batch_size: InputField = {
  label: 'Batch Size',
  description: 'The most events in one batch.',
  type: 'integer',
  default: BATCH_SIZE,
  minimum: 1,
  maximum: BATCH_SIZE,
  unsafe_hidden: true,
  depends_on: { conditions: [{ fieldKey: 'enable_batching', operator: 'is', value: true }] }
}

export const identity: InputField = {
  label: 'Identity',
  description:
    'The identity of the person in Heap. The setting Heap Identity Property, when filled in, takes its place. An ID that begins with "anon:" counts as an anonymous ID.',
  type: 'string',
  default: { '@path': '$.userId' }
}

export const anonymous_id: InputField = {
  label: 'Anonymous ID',
  description: 'The ID of a visitor who is not logged in. Used when there is no identity.',
  type: 'string',
  default: { '@path': '$.anonymousId' }
}
