import { SourceError } from './errors'

/** How far a signed time may lie back and ahead, in seconds. */
export interface TimeWindow {
  maxAge: number
  maxSkew: number
}

/**
 * Refuses a signed time outside the window: a delivery that someone recorded and sends again.
 *
 * @param signedAt epoch milliseconds
 * @param now epoch milliseconds
 */
export function assertWithinTolerance(signedAt: number, now: number, { maxAge, maxSkew }: TimeWindow): void {
  const age = (now - signedAt) / 1000
  if (age > maxAge) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      `The webhook was signed ${Math.round(age)} seconds ago; Tolerance in Seconds allows ${maxAge}. If deliveries are late, raise it.`
    )
  }
  if (-age > maxSkew) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      `The webhook was signed ${Math.round(-age)} seconds in the future; ${maxSkew} are allowed. Check this machine’s clock.`
    )
  }
}
