import { appcuesUserId } from '../appcues/user-id'
import { toText } from '../shared/identity'
import type { Payload } from './generated-types'

/**
 * The member's user id in Appcues, with the id of the Reverse ETL row as the last resort. With an identity property the
 * row's id counts only for those who leave: a deleted row carries nothing else, while a row that joins without the
 * property would make a stranger a member.
 *
 * @throws PayloadValidationError when there is nobody, or the id cannot be sent
 */
export function memberId(payload: Payload, joins: boolean, identityProperty: unknown): string {
  const rowCounts = !joins || toText(identityProperty) === undefined
  return appcuesUserId(payload, identityProperty, rowCounts ? payload.record_id : undefined)
}
