import { PayloadValidationError } from '@segment/actions-core'
import { isPlaceholderId, findTrait, toText } from '../shared/identity'
import { settingLabel } from '../settings'
import { pathPart } from './path'

const USER_ID = 'User ID'

export interface UserIdFields {
  user_id?: string
  person?: Record<string, unknown>
}

/**
 * A person's user id in Appcues: the identity property of the settings, else User ID, else the last resort. Ids of
 * anonymous visitors (`anon:…`) are ids.
 *
 * @param identityProperty the setting Appcues Identity Property; when set it takes the place of the field
 * @throws PayloadValidationError when there is nobody, or the id cannot be sent
 */
export function appcuesUserId(fields: UserIdFields, identityProperty: unknown, lastResort?: unknown): string {
  const property = toText(identityProperty)
  const own = property === undefined ? toText(fields.user_id) : findTrait([fields.person], property)
  const id = own ?? toText(lastResort)
  if (id === undefined) throw new PayloadValidationError(missing(property))
  if (isPlaceholderId(id)) {
    throw new PayloadValidationError(`${USER_ID}: "${id}" stands for nobody. Map ${USER_ID} to a real id.`)
  }
  pathPart(USER_ID, id)
  return id
}

const missing = (property: string | undefined): string =>
  property === undefined
    ? `${USER_ID}: there is nobody to attach this to. Map ${USER_ID} to the person’s id in Appcues.`
    : `${USER_ID}: the property "${property}" (setting ${settingLabel('identityProperty')}) is not among this person’s traits. Send it along, or clear the setting.`
