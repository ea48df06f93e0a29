import { SourceError } from '../../src/sources/shared/errors'
import type { SegmentCall, Source, SourceRequest, SourceSettings } from '../../src/sources/shared/types'

/** What a source makes of a request: its calls, or its own rejection. Anything else it throws passes through. */
export function received(
  source: Source,
  request: SourceRequest,
  settings: SourceSettings,
  now: number
): SegmentCall[] | SourceError {
  try {
    return source.receive(request, settings, now)
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
}
