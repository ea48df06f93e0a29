import { randomUUID } from 'node:crypto'
import type { SegmentEvent } from '@segment/actions-core'
import { parseReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import type { AudienceView, SyncPlan } from '../api-types'

/** An audience as Segment would keep it: who is in by the last list, and what the destination answered when it was connected. */
export interface Audience {
  id: string
  name: string
  externalId: string
  members: Set<string>
  sync?: AudienceView['sync']
  lastSynced?: number
  /** The list that was read last, and waits to be confirmed. */
  plan?: SyncPlan & { changes: [id: string, isMember: boolean][] }
}

/** The space that Segment's audiences live in, here. */
export const NAMESPACE = 'local'

export const keyOf = ({ id }: Pick<Audience, 'id'>): string => `local_${id}`

export function audienceView(audience: Audience): AudienceView {
  const { id, name, members, sync, lastSynced } = audience
  const { property, segment } = parseReference(audience.externalId)
  return { id, name, property, segmentId: segment, members: members.size, sync, lastSynced }
}

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
        audience_name: audience.name,
        external_audience_id: audience.externalId,
        audience_settings: {}
      }
    }
  }
}
