import { tryBuild } from '../shared/multistatus'
import { appcuesError } from '../appcues/answer'
import type { AppcuesApi } from '../appcues/api'
import { getSegment, toSegment } from '../appcues/segments'
import { parseDescription } from '../audience/segment-description'
import { parseReference } from '../audience/reference'
import { isSuccess } from '../shared/http'

/**
 * The marker of the segment that a mapping was saved with before, so that it keeps that segment whatever its Segment Name
 * is by now. Undefined for a mapping that is saved for the first time, or whose segment is gone.
 *
 * @param reference what the mapping remembers
 * @throws InvalidAuthenticationError or APIError for what else Appcues answered
 */
export async function savedMarker(api: AppcuesApi, reference: string | undefined): Promise<string | undefined> {
  const remembered = tryBuild(() => parseReference(reference ?? ''))
  if ('error' in remembered) return undefined
  const { segment, property } = remembered.built
  const answer = await getSegment(api, segment)
  if (answer.status === 404) return undefined
  if (!isSuccess(answer)) throw appcuesError(answer)
  const kept = parseDescription(toSegment(answer.data).description)
  return kept?.property === property ? kept.marker : undefined
}
