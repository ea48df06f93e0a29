import type { InputField } from '@segment/actions-core'
import { BATCH_SIZE } from './shared/limits'

/** A person's traits wherever Segment puts them; the later ones win. Read for the identity property of the settings and never sent. */
export const person: InputField = {
  label: 'Person',
  description:
    'Traits, context traits and properties of the person, in which the identity property of the settings is looked up. Never sent.',
  type: 'object',
  unsafe_hidden: true,
  default: {
    '@merge': {
      direction: 'right',
      objects: [{ '@path': '$.properties' }, { '@path': '$.context.traits' }, { '@path': '$.traits' }]
    }
  }
}

/** The same, and the Segment user id as it came: where that is a number, the field User ID has made text of it. */
export const personWithId: InputField = {
  ...person,
  default: {
    '@merge': {
      direction: 'right',
      objects: [
        { userId: { '@path': '$.userId' } },
        { '@path': '$.properties' },
        { '@path': '$.context.traits' },
        { '@path': '$.traits' }
      ]
    }
  }
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
  unsafe_hidden: true
}

/** Hidden switches arrive as words where another host runs the action (PostHog's pipeline makes text of booleans). */
export const isTrue = (value: unknown): boolean => value === true || value === 'true'

export const identity: InputField = {
  label: 'Identity',
  description:
    'The identity of the person in Heap. The setting Heap Identity Property, when filled in, takes its place. An id that begins with "anon:" counts as an anonymous id.',
  type: 'string',
  default: { '@path': '$.userId' }
}

export const anonymous_id: InputField = {
  label: 'Anonymous ID',
  description: 'The id of a visitor who is not logged in. Used when there is no identity.',
  type: 'string',
  default: { '@path': '$.anonymousId' }
}
