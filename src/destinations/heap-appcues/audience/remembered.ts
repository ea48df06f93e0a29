import { PayloadValidationError } from '@segment/actions-core'
import type { Segment } from '../appcues/api'
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

/** What our own source puts before the id of a Heap segment: such a computation id is a key by itself. */
const HEAP_ID = 'heap/'

/** What the description of an Appcues segment says, and all that is remembered of an audience there. */
export interface KeptAudience {
  /** `namespace/computation_id`; for Heap's own sync `heap/<segment id>`. The audience is found by it, never by a name. */
  key: string
  /** Recurring syncs are counted; one-time syncs are not. */
  sync: 'recurring' | 'one-time'
  /** Whether the Appcues segment is filled with the members. */
  fill: boolean
  /** The name of the first sync. Kept here because people may rename the segment in Appcues. */
  property: string
  /** When a list was last synced from the command line, ISO 8601 in UTC; the platform shows the time of its own syncs. */
  lastSynced?: string
}

/** An Appcues segment, and the audience whose members it keeps; a segment made by hand keeps none. */
export interface AppcuesSegment extends Segment {
  kept?: KeptAudience
}

/** An Appcues segment that keeps an audience. */
export interface AudienceSegment extends AppcuesSegment {
  kept: KeptAudience
}

/**
 * The key of an audience, the same in what `createAudience` is given and in the audience's events.
 *
 * @throws PayloadValidationError when there is no computation id
 */
export function toAudienceKey(computationId: unknown, namespace: unknown): string {
  const id = toText(computationId)
  if (id === undefined) {
    throw new PayloadValidationError(
      'Audience: the event has no computation ID, so it cannot be matched to an audience. Send members of an Engage audience, connect Heap’s segment sync, or, in Reverse ETL, save the mapping with a Segment Name.'
    )
  }
  const space = toText(namespace)
  return (space === undefined || id.startsWith(HEAP_ID) ? id : `${space}/${id}`).normalize()
}

/** The characters that the bracketed part is written with. */
const escape = (text: string): string => text.replace(/[%:[\]]/g, encodeURIComponent)
const unescape = (text: string): string => text.replace(/%(25|3A|5B|5D)/g, decodeURIComponent)

/** The description of a segment: a sentence for people, then what is remembered, in brackets. */
export function describeAudience({ key, sync, fill, property, lastSynced }: KeptAudience): string {
  const sentence = fill
    ? `Members of a Heap segment, kept by Segment, which sets the user property "${property}" too.`
    : `Not filled: use the user property "${property}" instead, which Segment keeps true for members of a Heap segment.`
  const parts = [sync, fill ? 'filled' : 'not filled', escape(key), escape(property)]
  const synced = lastSynced === undefined ? '' : ` Last synced ${lastSynced}.`
  return `${sentence}${synced} Do not change this: [heap-appcues:${parts.join(':')}]`
}

/** The time counts only right before the brackets: the name of a property may hold such words too. */
const REMEMBERED =
  /(?:Last synced (\d{4}-\d{2}-\d{2}T[\d:.]+Z)\. Do not change this: )?\[heap-appcues:(recurring|one-time):(filled|not filled):([^:[\]]+):([^:[\]]+)\]/g

/**
 * What a description remembers, whatever text stands around it; undefined for a segment made by hand. The last brackets
 * count: the sentence before them quotes a name, which may hold anything.
 */
export function parseDescription(description: string): KeptAudience | undefined {
  const [, lastSynced, sync, fill, key, property] = [...description.matchAll(REMEMBERED)].pop() ?? []
  if (key === undefined) return undefined
  return {
    key: unescape(key).normalize(),
    sync: sync === 'recurring' ? 'recurring' : 'one-time',
    fill: fill === 'filled',
    property: unescape(property),
    ...(lastSynced === undefined ? {} : { lastSynced })
  }
}

/** Whether the segment keeps an audience: all others were made by hand. */
export const isAudienceSegment = (segment: AppcuesSegment): segment is AudienceSegment => segment.kept !== undefined

/** A segment of the list, with the audience that its description tells of. */
export const toAppcuesSegment = (segment: Segment): AppcuesSegment => ({
  ...segment,
  kept: parseDescription(segment.description)
})
