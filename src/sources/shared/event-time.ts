import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { SourceError } from './errors'

/**
 * The time an event carries, as ISO 8601: epoch seconds, epoch milliseconds or ISO 8601. Undefined when it carries none
 * (Segment then takes the time of arrival); refused when it cannot be read, for the event would land on a wrong day.
 *
 * @param values by the name of the field they stand in; the first that is there counts
 */
export function eventTime(values: Readonly<Record<string, unknown>>): string | undefined {
  const [field, value] = Object.entries(values).find(([, each]) => isThere(each)) ?? []
  if (field === undefined) return undefined
  const time = toIsoTime(value)
  if (time !== undefined) return time
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The field "${field}" holds no time: send ISO 8601, or seconds or milliseconds since 1970.`
  )
}

const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')
