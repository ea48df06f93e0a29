import { syncsSegment } from '../audience/fill'
import { propertyName } from '../audience/property-name'
import type { SegmentRegistry } from '../audience/registry'
import { toText } from '../shared/identity'
import type { Member } from './member'

/** Where the members of one audience go. */
export interface Target {
  property: string
  /** Id of the Appcues segment to fill; undefined when it is not filled. */
  segment?: string
}

/**
 * The target of an audience. A reference says all; on an ordinary connection the segment is found by its marker, and made
 * the first time.
 *
 * @param member the audience's last in the batch: its switch Keep Segment is the newest
 * @throws PayloadValidationError when the property's name is taken or unusable; InvalidAuthenticationError or APIError for what Appcues answered
 */
export async function targetOf({ audience, payload }: Member, register: SegmentRegistry): Promise<Target> {
  if ('reference' in audience) {
    const { property, segment, fill } = audience.reference
    return { property, segment: syncsSegment(payload.keep_segment, fill) ? segment : undefined }
  }
  const fill = syncsSegment(payload.keep_segment)
  const name = (): string =>
    propertyName(toText(payload.audience_name) ?? payload.computation_key, payload.property_name)
  const found = await register.find({ marker: audience.marker, sync: 'recurring', fill, propertyName: name })
  return { property: found.property, segment: fill ? found.segment : undefined }
}
