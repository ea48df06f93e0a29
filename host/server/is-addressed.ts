import type { SegmentEvent } from '@segment/actions-core'

/** Whether Segment would hand the event to this destination: what `integrations` says of it by name, else what it says of all. */
export function isAddressed({ integrations }: SegmentEvent, destination: string): boolean {
  const named = (integrations as Record<string, unknown> | undefined) ?? {}
  return (named[destination] ?? named.All ?? true) !== false
}
