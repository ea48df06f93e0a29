import { randomUUID } from 'node:crypto'
import type { SegmentEvent } from '@segment/actions-core'
import type { Audience } from './audience'

/** The space that Segment's audiences live in, here. */
export const NAMESPACE = 'local'

export const keyOf = ({ id }: Pick<Audience, 'id'>): string => `local_${id}`

/** One person's joining or leaving, in the shape of an Engage audience event. */
export function membershipEvent(audience: Audience, userId: string, isMember: boolean, at: Date): SegmentEvent {
  const key = keyOf(audience)
  return {
    type: 'track',
    event: isMember ? 'Audience Entered' : 'Audience Exited',
    messageId: randomUUID(),
    userId,
    timestamp: at.toISOString(),
    properties: { audience_key: key, [key]: isMember },
    context: {
      personas: {
        computation_class: 'audience',
        computation_id: audience.id,
        computation_key: key,
        namespace: NAMESPACE,
        external_audience_id: audience.externalId,
        audience_settings: {}
      }
    }
  }
}
