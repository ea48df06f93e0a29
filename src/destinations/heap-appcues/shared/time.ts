/** Below this a number of epoch units is seconds (it would be March 1973 in milliseconds), from it on milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000

/** ISO 8601 as the vendors and warehouses write it: day, time, fraction, zone. `Date` alone would also take "1", "May" and the like. */
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** As Segment writes every time, on a day that every month has: letter for letter what would come out. */
const ISO_ALREADY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/**
 * The moment a value names, as ISO 8601 in UTC: epoch seconds or milliseconds (number or digits), ISO 8601 text, or a Date.
 * A text without a zone is UTC, so that the same input gives the same output on every machine. Undefined for anything
 * else, and for years ISO 8601 cannot write in four digits.
 */
export function toIsoTime(value: unknown): string | undefined {
  if (typeof value === 'string' && ISO_ALREADY.test(value)) return value
  const date = toDate(value)
  if (!date || Number.isNaN(date.getTime())) return undefined
  const iso = date.toISOString()
  return iso.length === 24 ? iso : undefined
}

function toDate(value: unknown): Date | undefined {
  if (value instanceof Date) return value
  if (typeof value === 'number') return new Date(Math.abs(value) < FIRST_MILLISECONDS ? value * 1000 : value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^-?\d{1,16}(\.\d+)?$/.test(text)) return toDate(Number(text))
  const [, day, time = '00:00', fraction = '0', zone = 'Z'] = ISO_DATE.exec(text) ?? []
  if (day === undefined || !isCalendarDay(day)) return undefined
  const seconds = time.length === 5 ? `${time}:00` : time
  return new Date(`${day}T${seconds}.${fraction}${zone.length === 3 ? `${zone}:00` : zone.toUpperCase()}`)
}

/** `Date` would make 2 March of 30 February without a word. */
function isCalendarDay(day: string): boolean {
  const date = new Date(day)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
