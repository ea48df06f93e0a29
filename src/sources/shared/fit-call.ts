import { SourceError } from './errors'
import type { Log, SegmentCall } from './types'

/** Segment: one emitted event has at most 32 KB; a little is kept for what Segment adds. */
const MOST_BYTES = 31_000

/**
 * A call that Segment will take: while it is too large its largest property goes, with a note that names it. Refused when it
 * is too large without properties.
 */
export function fitToSizeLimit(call: SegmentCall, note: Log): SegmentCall {
  let excess = bytes(call) - MOST_BYTES
  if (excess <= 0) return call
  const kept = new Map(Object.entries(call.properties ?? {}))
  for (const [key, size] of bySize(kept)) {
    if (excess <= 0) break
    kept.delete(key)
    // Its braces stay with the others, and its comma goes.
    excess -= size - 1
    note(
      `Left the property "${key}" out of "${call.event}": Segment takes events of up to 32 KB, and it alone has ${size} bytes.`
    )
  }
  const fitted = { ...call, properties: Object.fromEntries(kept) }
  if (bytes(fitted) <= MOST_BYTES) return fitted
  throw new SourceError(
    'INVALID_PAYLOAD',
    'The event is over 32 KB even without its properties: Segment does not take it.'
  )
}

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const bySize = (properties: ReadonlyMap<string, unknown>): [string, number][] =>
  [...properties]
    .map(([key, value]): [string, number] => [key, bytes({ [key]: value })])
    .sort(([, left], [, right]) => right - left)
