import { toSegment } from '../../../src/destinations/heap-appcues/appcues/api'
import { appcuesMessage } from '../../../src/destinations/heap-appcues/appcues/response'
import { describeAudience, parseDescription } from '../../../src/destinations/heap-appcues/audience/segment-description'
import { isSuccess } from '../../../src/destinations/heap-appcues/shared/http'
import type { AppcuesApi } from '../../appcues/client'

/**
 * Writes the time of a sync into the description of the kept segment, where people see it.
 *
 * @param time ISO 8601 in UTC
 * @returns why it could not be written, in a sentence
 */
export async function rememberSync(api: AppcuesApi, segment: string, time: string): Promise<string | undefined> {
  const found = await api.getSegment(segment)
  if (!isSuccess(found)) return appcuesMessage(found)
  const kept = parseDescription(toSegment(found.data).description)
  if (!kept) return 'The description of the segment was changed in Appcues, and no longer says whose segment it is.'
  const written = await api.describeSegment(segment, describeAudience({ ...kept, lastSynced: time }))
  return isSuccess(written) ? undefined : appcuesMessage(written)
}
