import { PayloadValidationError } from '@segment/actions-core'
import { toIsoTime } from './time'

/**
 * The name of an event, trimmed.
 *
 * @param most characters that the vendor takes
 * @throws PayloadValidationError when it is empty or too long
 */
export function eventName(text: string, vendor: string, most: number): string {
  const name = text.trim()
  if (name === '') throw new PayloadValidationError('Event Name: it is empty. Map Event Name to the name of the event.')
  if (name.length <= most) return name
  throw new PayloadValidationError(
    `Event Name: it is ${name.length} characters long; ${vendor} allows ${most}. Map Event Name to a shorter name.`
  )
}

/**
 * The time of an event as ISO 8601; undefined when there is none.
 *
 * @throws PayloadValidationError when it is unusable: the event would land on a wrong day
 */
export function eventTime(value: string | undefined): string | undefined {
  if (value === undefined || value.trim() === '') return undefined
  const time = toIsoTime(value)
  if (time !== undefined) return time
  throw new PayloadValidationError(
    `Timestamp: "${value.slice(0, 40)}" is not a valid time. Map Timestamp to ISO 8601 text, or to epoch seconds or milliseconds, of 2010 to 2100.`
  )
}
