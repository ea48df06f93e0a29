import { integrations } from '../shared/integrations'
import { contentId } from '../shared/stable-id'
import type { SegmentCall } from '../shared/types'
import { withoutUndefined } from '../shared/without-undefined'
import type { SyncPage } from './read-sync-page'

/**
 * One person's joining or leaving, in the shape of an Engage audience event and for this package's destination only:
 *
 * - event "Audience Entered" or "Audience Exited", with the boolean under the audience's key `heap_segment_<id>`;
 * - `context.personas`: class `audience`, namespace `heap`, computation id `heap/<id>`, and the segment's present name in
 *   `audience_name`. There is no `external_audience_id`: the destination finds the audience by its computation id.
 *
 * @param time when Heap signed the page, ISO 8601
 */
export function membershipCall(page: SyncPage, userId: string, isMember: boolean, time: string): SegmentCall {
  const key = `heap_segment_${page.segmentId}`
  return {
    type: 'track',
    messageId: contentId('heap-sync', [page.taskId ?? time, page.segmentId, page.page ?? 0, userId, isMember]),
    event: isMember ? 'Audience Entered' : 'Audience Exited',
    userId,
    timestamp: time,
    properties: { audience_key: key, [key]: isMember },
    context: {
      personas: withoutUndefined({
        computation_class: 'audience',
        computation_id: `heap/${page.segmentId}`,
        computation_key: key,
        namespace: 'heap',
        audience_name: page.segmentName
      })
    },
    integrations: { ...integrations.onlyOurs }
  }
}
