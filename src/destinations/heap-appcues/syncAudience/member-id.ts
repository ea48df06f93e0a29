import { PayloadValidationError } from '@segment/actions-core'
import { pathPart } from '../appcues/path'
import { isNobody, personProperty, plainText } from '../person'
import { settingLabel } from '../settings'
import type { Payload } from './generated-types'

const USER_ID = 'User ID'

/**
 * The person's user id in Appcues: the identity property of the settings, else User ID, else the id of the Reverse ETL row.
 * With an identity property the row's id counts only for those who leave: a deleted row carries nothing else, while a row
 * that joins without the property would make a stranger a member. Ids of anonymous visitors (`anon:…`) are ids.
 *
 * @throws PayloadValidationError when there is nobody, or the id cannot be sent
 */
export function memberId(payload: Payload, joins: boolean, identityProperty: unknown): string {
  const property = plainText(identityProperty)
  const id = property === undefined ? userId(payload) : propertyId(payload, joins, property)
  if (isNobody(id)) {
    throw new PayloadValidationError(`${USER_ID}: "${id}" stands for nobody. Map ${USER_ID} to a real id.`)
  }
  pathPart(USER_ID, id)
  return id
}

function userId({ user_id, record_id }: Payload): string {
  const id = plainText(user_id) ?? plainText(record_id)
  if (id !== undefined) return id
  throw new PayloadValidationError(
    `${USER_ID}: there is nobody to put into the audience. Map ${USER_ID} to the person’s id in Appcues.`
  )
}

function propertyId({ person, record_id }: Payload, joins: boolean, property: string): string {
  const id = personProperty(person, property) ?? (joins ? undefined : plainText(record_id))
  if (id !== undefined) return id
  throw new PayloadValidationError(
    `${USER_ID}: the property "${property}" (setting ${settingLabel('identityProperty')}) is not among this person’s traits. Send it with the audience, or clear the setting.`
  )
}
