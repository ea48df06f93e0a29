import { DESTINATION_NAME } from '../../destinations/heap-appcues/catalog'
import { isPlaceholderId } from '../../destinations/heap-appcues/shared/identity'
import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { SourceError } from './errors'
import { createHash } from './node-crypto'
import type { Log, SegmentCall } from './types'

/** Appcues' two destinations in Segment's catalog; Appcues' own browser code names the first for the same reason. */
const APPCUES = { Appcues: false, 'Appcues (Actions)': false }

/** Heap's two destinations in Segment's catalog. */
const HEAP = { Heap: false, 'Heap Cloud (Actions)': false }

/** Whom a source's events are for, as Segment's `integrations` objects: nothing goes back to the tool it came from. */
export const integrations = {
  notAppcues: APPCUES,
  notHeap: HEAP,
  neither: { ...APPCUES, ...HEAP },
  onlyOurs: { All: false, [DESTINATION_NAME]: true },
  none: { ...APPCUES, ...HEAP, [DESTINATION_NAME]: false }
}

/** An id as trimmed text. Undefined when there is none, and for a number beyond 2^53: JSON has rounded that already. */
export function toId(value: unknown): string | undefined {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) return undefined
  const text = String(value).trim()
  return text === '' ? undefined : text
}

/** The id of a person as trimmed text; undefined when there is none, or it is a placeholder. */
export function toPersonId(value: unknown): string | undefined {
  const id = toId(value)
  return id === undefined || isPlaceholderId(id) ? undefined : id
}

/**
 * The time an event carries, as ISO 8601. Undefined when it carries none (Segment then takes the time of arrival); rejected
 * when it cannot be read, for the event would land on a wrong day.
 *
 * @param values by the name of the field they stand in; the first that is there counts
 * @param now epoch milliseconds: a time more than a day ahead is rejected
 */
export function eventTime(values: Readonly<Record<string, unknown>>, now?: number): string | undefined {
  const [field, value] = Object.entries(values).find(([, each]) => !isBlank(each)) ?? []
  if (field === undefined) return undefined
  const time = toIsoTime(value, now)
  if (time !== undefined) return time
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The field "${field}" is not a valid time: ${shown(value)}. Send ISO 8601, or seconds or milliseconds since 1970, from 2010 on and at most a day ahead.`
  )
}

/** A value as a message quotes it. */
const shown = (value: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof value)
    ? JSON.stringify((value as string | number | boolean).toString().slice(0, 40))
    : 'an object'

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** Hexadecimal digits of the hash that are kept: 128 bits. */
const HASH_DIGITS = 32

/**
 * An id that the same content always has, whatever the order of its keys.
 *
 * @param content plain and not deep: what `sanitizeJson` returns, or smaller
 */
export function contentId(prefix: string, content: unknown): string {
  const hash = createHash('sha256').update(canonical(content)).digest('hex')
  return `${prefix}-${hash.slice(0, HASH_DIGITS)}`
}

const canonical = (content: unknown): string => JSON.stringify(sortKeys(content))

/** Sorted before and not by a replacer, which would make JSON.stringify several times slower. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortKeys)
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(members.map(([key, member]) => [key, sortKeys(member)]))
}

/** Segment: one emitted event has at most 32 KB; a little is kept for what Segment adds. */
const MAX_BYTES = 31_000

/**
 * A call that Segment will take: while it is too large its largest property is omitted, with a message that names it. Rejected
 * when it is too large without properties.
 */
export function fitToSizeLimit(call: SegmentCall, log: Log): SegmentCall {
  let excess = bytes(call) - MAX_BYTES
  if (excess <= 0) return call
  const kept = new Map(Object.entries(call.properties ?? {}))
  for (const [key, size] of bySize(kept)) {
    if (excess <= 0) break
    kept.delete(key)
    // Its braces stay with the others, and its comma goes.
    excess -= size - 1
    log(`Omitted the property "${key}" of "${call.event}": it is ${size} bytes long; Segment takes events up to 32 KB.`)
  }
  const fitted = { ...call, properties: Object.fromEntries(kept) }
  if (bytes(fitted) <= MAX_BYTES) return fitted
  throw new SourceError(
    'INVALID_PAYLOAD',
    'The event is over 32 KB even without its properties; Segment takes no more.'
  )
}

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const bySize = (properties: ReadonlyMap<string, unknown>): [string, number][] =>
  [...properties]
    .map(([key, value]): [string, number] => [key, bytes({ [key]: value })])
    .sort(([, left], [, right]) => right - left)
