import { SourceRefusal } from '../../src/sources/source-refusal'
import type { SegmentCall, Source, SourceRequest, SourceSettings } from '../../src/sources/types'

/** What a source makes of a request: its calls, or its own refusal. Anything else it throws passes through. */
export function received(
  source: Source,
  request: SourceRequest,
  settings: SourceSettings,
  now: number
): SegmentCall[] | SourceRefusal {
  try {
    return source.receive(request, settings, now)
  } catch (error) {
    if (error instanceof SourceRefusal) return error
    throw error
  }
}
