import { PayloadValidationError } from '@segment/actions-core'
import { toText } from '../shared/identity'

/** What must be remembered of a connected audience. The platform stores one string for it, and gives it back with every event. */
export interface AudienceReference {
  /** The property of the first sync: renaming the segment in Heap changes nothing. */
  property: string
  /** Id of the Appcues segment. */
  segment: string
  /** Whether that segment is filled with the members. */
  fill: boolean
}

/** Told apart from what another version may write. */
const VERSION = 1

/** The reference as one string: JSON, so that any name survives. */
export const buildReference = ({ property, segment, fill }: AudienceReference): string =>
  JSON.stringify({ v: VERSION, property, segment, fill })

/**
 * The reference that `buildReference` wrote.
 *
 * @throws PayloadValidationError for any other text
 */
export function parseReference(text: string): AudienceReference {
  const { v, property, segment, fill } = parsed(text)
  if (v === VERSION && isText(property) && isText(segment) && typeof fill === 'boolean') {
    return { property, segment, fill }
  }
  throw new PayloadValidationError(
    `Audience Reference: "${text.slice(0, 60)}" was not made by this destination. Connect the audience to the destination again.`
  )
}

const isText = (value: unknown): value is string => typeof value === 'string' && toText(value) !== undefined

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** The reference that a Reverse ETL mapping was saved with: the platform keeps a hook's outputs in the mapping. */
export function savedReference(hookOutputs: unknown): string | undefined {
  const { retlOnMappingSave } = (hookOutputs ?? {}) as { retlOnMappingSave?: { outputs?: { reference?: unknown } } }
  return toText(retlOnMappingSave?.outputs?.reference)
}

/** The switch Keep Segment: whether the Appcues segment is filled with the members. As it was where it says nothing. */
export const syncsSegment = (keepSegment: unknown, otherwise = true): boolean =>
  keepSegment === undefined || keepSegment === null || keepSegment === ''
    ? otherwise
    : keepSegment === true || keepSegment === 'true'
