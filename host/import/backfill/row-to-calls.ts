import type { SegmentEvent } from '@segment/actions-core'
import type { GoodRow } from '../../input/row'
import { SourceError, fromExportRow } from '../../server/source-cores'

/** What one row of an export becomes: calls, with remarks about what they do not hold; or a problem. */
export type Reading = { events: SegmentEvent[]; remarks: string[] } | { problem: string }

/** A row of an export is an Appcues webhook that comes late and needs no signature; from there on it is the source function. */
export function rowToCalls({ row }: GoodRow): Reading {
  const remarks: string[] = []
  try {
    const { calls } = fromExportRow(row, {}, (message) => remarks.push(message))
    if (calls.some(({ timestamp }) => timestamp === undefined)) return { problem: NO_TIME }
    // A call is a SegmentEvent whose values are known to be JSON, because the row was.
    return { events: calls as SegmentEvent[], remarks }
  } catch (error) {
    if (error instanceof SourceError) return { problem: error.message }
    throw error
  }
}

/** A webhook without a time has just happened; for a row of history that would be the wrong day, for good. */
const NO_TIME = 'The field "timestamp" is missing: Heap would place the event at the moment of the backfill.'
