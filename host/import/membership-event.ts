import type { SegmentEvent } from '@segment/actions-core'

const KEY = 'list'

/**
 * One person's joining or leaving, in the shape of an Engage audience event of a connected audience.
 *
 * @param reference what the destination answered when the list was connected
 * @param time ISO 8601, the same for a whole run
 */
export function membershipEvent(reference: string, userId: string, isMember: boolean, time: string): SegmentEvent {
  return {
    type: 'track',
    event: isMember ? 'Audience Entered' : 'Audience Exited',
    messageId: `heap-appcues-sync:${time}:${userId}`,
    userId,
    timestamp: time,
    properties: { audience_key: KEY, [KEY]: isMember },
    context: {
      personas: {
        computation_class: 'audience',
        computation_id: KEY,
        computation_key: KEY,
        external_audience_id: reference
      }
    }
  }
}
