import type { SegmentEvent } from '@segment/actions-core'
import type { Outcome } from '../core/outcome'
import type { Counts, LogEntry } from './types'

/** What became of the events of one request: the counts for the response, and the lines for the log. */
export function report(
  route: string,
  events: readonly SegmentEvent[],
  outcomes: readonly Outcome[]
): { counts: Counts; entries: LogEntry[] } {
  const counts: Counts = { delivered: 0, skipped: 0, rejected: 0, failed: 0 }
  const entries: LogEntry[] = []
  const failed = new Map<string, number>()
  outcomes.forEach(({ kind, status, message: reason = '' }, index) => {
    counts[kind] += 1
    const { event, messageId } = events[index] as { event?: string; messageId?: string }
    if (kind === 'rejected') entries.push({ level: 'warn', kind, route, status, event, messageId, reason })
    if (kind === 'failed') failed.set(reason, (failed.get(reason) ?? 0) + 1)
  })
  // What failed comes again, each time for the same reason: one line for all of them.
  for (const [reason, times] of failed) entries.push({ level: 'warn', kind: 'failed', route, times, reason })
  return { counts, entries }
}
