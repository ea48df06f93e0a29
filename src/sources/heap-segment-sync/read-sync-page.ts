import { asRecord } from '../shared/as-record'
import { personId } from '../shared/person-id'
import { toId } from '../shared/plain-id'
import { SourceError } from '../shared/errors'
import type { Log } from '../shared/types'

/** One page of a segment's changes: everyone in it once, true for those who entered. */
export interface SyncPage {
  segmentId: string
  segmentName: string | undefined
  taskId: string | undefined
  page: number | undefined
  members: ReadonlyMap<string, boolean>
}

/** Reads Heap's `data` of `segment.users.sync`. Someone in both lists counts as added; entries without a usable id are skipped. */
export function readSyncPage(data: unknown, note: Log): SyncPage {
  const { segment, sync_info: info, add, remove } = asRecord(data)
  const { id, name } = asRecord(segment)
  const { sync_task_id: taskId, page_number: page } = asRecord(info)
  const segmentId = toId(id)
  if (segmentId === undefined) {
    throw new SourceError(
      'INVALID_PAYLOAD',
      'The field "data.segment.id" is missing: it must hold the id of the segment.'
    )
  }
  const left = memberIds('remove', remove)
  const entered = memberIds('add', add)
  const members = new Map([...left.ids.map(member(false)), ...entered.ids.map(member(true))])
  const skipped = left.skipped + entered.skipped
  if (skipped > 0) note(`Skipped ${skipped} of segment ${segmentId}: the id is missing, or one that stands for nobody.`)
  return {
    segmentId,
    segmentName: typeof name === 'string' && name.trim() !== '' ? name : undefined,
    taskId: toId(taskId),
    page: Number.isSafeInteger(page) ? (page as number) : undefined,
    members
  }
}

const member =
  (isMember: boolean) =>
  (id: string): [string, boolean] => [id, isMember]

function memberIds(field: 'add' | 'remove', list: unknown): { ids: string[]; skipped: number } {
  if (list === undefined || list === null) return { ids: [], skipped: 0 }
  if (!Array.isArray(list)) {
    throw new SourceError(
      'INVALID_PAYLOAD',
      `The field "data.${field}" is no list: it must hold the people as [{ "id": … }].`
    )
  }
  const ids = list.map((entry: unknown) => personId(asRecord(entry).id))
  const usable = ids.filter((id): id is string => id !== undefined)
  return { ids: usable, skipped: ids.length - usable.length }
}
