import { SourceError } from '../shared/errors'
import { asRecord, withoutUndefined } from '../shared/json'
import { contentId, integrations, toId, toPersonId } from '../shared/segment-call'
import type { Log, SegmentCall } from '../shared/types'

/** What every member of one page of a segment's changes shares. */
export interface SyncPage {
  segmentId: string
  segmentName: string | undefined
  taskId: string | undefined
  page: number | undefined
}

/**
 * Heap's `data` of `segment.users.sync` as one call a person. Someone in both lists counts as added; entries without a usable
 * id are omitted.
 *
 * @param time when Heap signed the page, ISO 8601
 */
export function toCalls(data: unknown, time: string, log: Log): SegmentCall[] {
  const { segment, sync_info: info, add, remove } = asRecord(data)
  const page = readPage(asRecord(segment), asRecord(info))
  const left = memberIds('remove', remove)
  const entered = memberIds('add', add)
  const members = new Map([
    ...left.filter(isPresent).map(member(false)),
    ...entered.filter(isPresent).map(member(true))
  ])
  const unusable = left.concat(entered).filter((id) => !isPresent(id)).length
  if (unusable > 0) {
    log(`Omitted ${unusable} members of segment ${page.segmentId}: their ID is missing or a placeholder.`)
  }
  return [...members].map(([userId, isMember]) => membershipCall(page, userId, isMember, time))
}

const isPresent = (id: string | undefined): id is string => id !== undefined

const member =
  (isMember: boolean) =>
  (id: string): [string, boolean] => [id, isMember]

function readPage(segment: Record<string, unknown>, info: Record<string, unknown>): SyncPage {
  const segmentId = toId(segment.id)
  if (segmentId === undefined) {
    throw new SourceError('INVALID_PAYLOAD', 'The field "data.segment.id" is missing. Send the ID of the segment.')
  }
  const { name } = segment
  const page = info.page_number
  return {
    segmentId,
    segmentName: typeof name === 'string' && name.trim() !== '' ? name : undefined,
    taskId: toId(info.sync_task_id),
    page: Number.isSafeInteger(page) ? (page as number) : undefined
  }
}

/** The ids of a list of people; undefined for each who has none that can be used. */
function memberIds(field: 'add' | 'remove', list: unknown): (string | undefined)[] {
  if (list === undefined || list === null) return []
  if (Array.isArray(list)) return list.map((entry: unknown) => toPersonId(asRecord(entry).id))
  throw new SourceError('INVALID_PAYLOAD', `The field "data.${field}" is not a list. Send the people as [{ "id": … }].`)
}

/**
 * One person's joining or leaving, in the shape of an Engage audience event and for this package's destination only:
 *
 * - event "Audience Entered" or "Audience Exited", with the boolean under the audience's key `heap_segment_<id>`;
 * - `context.personas`: class `audience`, namespace `heap`, computation id `heap/<id>`, and the segment's present name in
 *   `audience_name`. There is no `external_audience_id`: the destination finds the audience by its computation id.
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
