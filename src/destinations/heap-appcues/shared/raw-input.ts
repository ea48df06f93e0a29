import get from 'lodash/get'
import has from 'lodash/has'
import { toText } from './identity'

/** What the framework passes to an action besides the fields that its types list: the raw events and the raw mapping. */
export interface RawInput {
  rawData?: unknown
  rawMapping?: unknown
}

/** Whether the mapping names a field, whatever value the event has for it. A host that does not hand on the mapping runs presets, which do. */
export const isMapped = ({ rawMapping }: RawInput, field: string): boolean =>
  rawMapping === undefined || has(rawMapping, field)

/**
 * Finds the raw event of each payload, for what no mapping reads: by its place or, where the framework has rejected
 * some events of the batch and left their payloads out, by its message id.
 */
export function rawEvents({ rawData }: RawInput, payloads: number): (index: number, messageId?: string) => unknown {
  const events: unknown[] = Array.isArray(rawData) ? rawData : [rawData]
  if (events.length === payloads) return (index) => events[index]
  const byId = new Map(events.map((event) => [toText(get(event, 'messageId')), event]))
  return (_index, messageId) => (messageId === undefined ? undefined : byId.get(messageId))
}

/** Digits or an exponent that a number beyond 2^53 may have become. */
const MAY_BE_ROUNDED = /\d{16,}|\d(?:\.\d+)?e\+\d+/g

/**
 * Knows the ids that came as numbers beyond 2^53. JSON has rounded those, so they may name someone else, and the framework
 * has made text of them before an action sees them; the same digits sent as text are an id. The events are looked at only
 * when an id is so long that it matters.
 */
export class RoundedIds {
  private found?: Set<string>

  /** @param defaults the mapping of each field that holds an id, where the events' own mapping is not at hand */
  constructor(
    private readonly raw: RawInput,
    private readonly defaults: Record<string, unknown>
  ) {}

  has(id: string): boolean {
    const numbers = id.match(MAY_BE_ROUNDED) ?? []
    if (numbers.length === 0) return false
    const found = (this.found ??= this.collect())
    return numbers.some((number) => found.has(number))
  }

  private collect(): Set<string> {
    const { rawData, rawMapping = this.defaults } = this.raw
    const events = Array.isArray(rawData) ? (rawData as unknown[]) : [rawData]
    const paths = Object.keys(this.defaults).flatMap((field) => pathsIn(get(rawMapping, field)))
    const values = events.flatMap((event) => paths.map((path): unknown => get(event, path)))
    const numbers = values.filter((value) => typeof value === 'number').map(Math.abs)
    return new Set(numbers.filter((number) => number > Number.MAX_SAFE_INTEGER).map(String))
  }
}

/** `{{properties.id}}` of a template, `{{ properties.id | upcase }}` of Liquid. */
const IN_TEMPLATE = /\{\{\{?\s*([^}|\s]+)/g

/** Every path that a mapping reads, whatever directive it stands in. */
function pathsIn(mapping: unknown, directive?: string): string[] {
  if (typeof mapping === 'string') {
    const paths = directive === '@path' ? [mapping] : [...mapping.matchAll(IN_TEMPLATE)].map(([, path]) => path)
    return paths.map((path) => path.replace(/^\$\./, ''))
  }
  if (typeof mapping !== 'object' || mapping === null) return []
  return Object.entries(mapping).flatMap(([key, value]) => pathsIn(value, key))
}
