import { pathPart } from '../appcues/path'
import { audienceMarker } from '../audience/segment-description'
import { parseReference } from '../audience/reference'
import type { AudienceReference } from '../audience/reference'
import { toText } from '../shared/identity'
import type { Payload } from './generated-types'

/** The audience of one event: known by the reference of the connection, or, on an ordinary connection, by its marker. */
export type Audience = { reference: AudienceReference } | { marker: string }

/**
 * The audience that an event belongs to: the reference that came with it, else the one that the mapping was saved with,
 * else its marker.
 *
 * @param saved the reference of the Reverse ETL mapping
 * @throws PayloadValidationError when there is none of them, the reference is not ours, or no request could reach its segment
 */
export function audienceOf(payload: Payload, saved: string | undefined): Audience {
  const reference = toText(payload.external_audience_id) ?? saved
  if (reference !== undefined) return { reference: usable(parseReference(reference)) }
  return { marker: audienceMarker(payload.computation_id, payload.namespace) }
}

/** Asked before anything is written: later it would stop the other audiences of the batch too. */
function usable(reference: AudienceReference): AudienceReference {
  pathPart('Audience Reference', reference.segment)
  return reference
}

/** Equal for events of one audience. */
export const audienceKey = (audience: Audience): string =>
  'marker' in audience ? audience.marker : JSON.stringify([audience.reference.property, audience.reference.segment])
