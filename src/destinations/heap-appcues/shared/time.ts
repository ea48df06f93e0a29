/** Below this a number of epoch units is seconds (it would be March 1973 in milliseconds), from it on milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000

/** Outside these years a time is something else that looks like one: a compact date, a spreadsheet's day, microseconds. */
const FIRST_TIME = Date.UTC(2010, 0)
const FIRST_TIME_AFTER = Date.UTC(2101, 0)

/** A clock may be a day ahead, as that of a browser whose date is wrong by a time zone. */
const MOST_AHEAD = 24 * 60 * 60 * 1000

/** ISO 8601 as the vendors and warehouses write it: day, time, fraction, zone. `Date` alone would also take "1", "May" and the like. */
const ISO_DATE =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):\d{2}(?::\d{2})?)(?:[.,](\d+))?(?:\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/i

/** As Segment writes every time, on a day that every month has: letter for letter what would come out. */
const ISO_ALREADY = /^20[1-9]\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/**
 * The moment a value names, as ISO 8601 in UTC: epoch seconds or milliseconds (number or digits), ISO 8601 text, or a Date.
 * A text without a zone is UTC, so that the same input gives the same output on every machine. Undefined for anything
 * else, for years outside 2010 to 2100 and, where the clock is known, for more than a day ahead of it.
 *
 * @param now milliseconds since 1970
 */
export function toIsoTime(value: unknown, now?: number): string | undefined {
  if (now === undefined && typeof value === 'string' && ISO_ALREADY.test(value)) return value
  const time = toMilliseconds(value)
  const end = now === undefined ? FIRST_TIME_AFTER : Math.min(FIRST_TIME_AFTER, now + MOST_AHEAD + 1)
  return time >= FIRST_TIME && time < end ? new Date(time).toISOString() : undefined
}

/** Whether a time says which zone it is in. Epoch numbers are UTC; a text without a zone is only read as UTC. */
export function hasZone(value: unknown): boolean {
  const [, day, , , zone] = ISO_DATE.exec(String(value).trim()) ?? []
  return day === undefined || zone !== undefined
}

/** NaN for what is no time. */
function toMilliseconds(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'number') return value < FIRST_MILLISECONDS ? value * 1000 : value
  if (typeof value !== 'string') return NaN
  const text = value.trim()
  if (/^\d{1,16}(\.\d+)?$/.test(text)) return toMilliseconds(Number(text))
  const [, day, time = '00:00', fraction = '0', zone = 'Z'] = ISO_DATE.exec(text) ?? []
  if (day === undefined || !isCalendarDay(day)) return NaN
  const seconds = time.length === 5 ? `${time}:00` : time
  return Date.parse(`${day}T${seconds}.${fraction}${isoZone(zone)}`)
}

function isoZone(zone: string): string {
  if (zone.toUpperCase() === 'UTC') return 'Z'
  return zone.length === 3 ? `${zone}:00` : zone.toUpperCase()
}

/** `Date` would silently make 2 March of 30 February. */
function isCalendarDay(day: string): boolean {
  const date = new Date(day)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
