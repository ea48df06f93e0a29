import { PayloadValidationError } from '@segment/actions-core'
import type { AudienceSegment } from './registry'

/**
 * The refusal of a property that one of the segments has already; undefined when it is free. Two audiences must never write
 * one property: neither by the name of a segment nor by the property it was made with.
 */
export function assertNameAvailable(
  segments: readonly AudienceSegment[],
  property: string
): PayloadValidationError | undefined {
  const taken = segments.find(({ name, kept }) => name === property || kept?.property === property)
  if (!taken) return undefined
  const owner = taken.kept ? `another audience (${taken.kept.marker})` : 'a segment that was made by hand'
  return new PayloadValidationError(
    `Property Name: "${property}" is taken in Appcues by ${owner}. Set Property Name to a name of its own for this audience.`
  )
}
