import { SourceRefusal } from './source-refusal'

/** How far a signed time may lie back and ahead, in seconds. */
export interface TimeWindow {
  back: number
  ahead: number
}

/**
 * Refuses a signed time outside the window: a delivery that someone recorded and sends again.
 *
 * @param signedAt epoch milliseconds
 * @param now epoch milliseconds
 */
export function assertTimely(signedAt: number, now: number, { back, ahead }: TimeWindow): void {
  const age = (now - signedAt) / 1000
  if (age > back) {
    throw new SourceRefusal(
      'INVALID_SIGNATURE',
      `The webhook was signed ${Math.round(age)} seconds ago; Tolerance in Seconds allows ${back}. If deliveries are late, raise it.`
    )
  }
  if (-age > ahead) {
    throw new SourceRefusal(
      'INVALID_SIGNATURE',
      `The webhook was signed ${Math.round(-age)} seconds in the future; ${ahead} are allowed. Check this machine’s clock.`
    )
  }
}
