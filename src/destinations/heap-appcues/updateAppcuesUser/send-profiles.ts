import { PayloadValidationError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import isEmpty from 'lodash/isEmpty'
import { appcuesApi } from '../appcues/api'
import type { ProfileValue } from '../appcues/api'
import { appcuesUserId } from '../appcues/ids'
import { profileProperties, writeProfiles } from '../appcues/profiles'
import { appcuesResponse } from '../appcues/response'
import { ONE_BY_ONE } from '../common-fields'
import type { Settings } from '../generated-types'
import { latestValues, sendBatch } from '../shared/batch'
import type { TimedProperties } from '../shared/batch'
import { hostFilter } from '../shared/event-rules'
import { skipped } from '../shared/multistatus'
import type { EventResponse, SuccessResponse } from '../shared/multistatus'
import { RoundedIds } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { toIsoTime } from '../shared/time'
import { fields } from './fields'
import type { Payload } from './generated-types'

/** What one call says about one person. */
export interface ProfileChange extends TimedProperties<ProfileValue> {
  omitted: string[]
}

/**
 * @returns a skipped response for a call that has a value for none of the mapped properties, as most identify calls do
 * @throws PayloadValidationError when there is no person, or none of the values can be sent
 */
export function buildChange(
  payload: Payload,
  settings: Settings,
  rounded: RoundedIds
): ProfileChange | SuccessResponse {
  const identity = appcuesUserId(payload, settings, rounded)
  const { properties, omitted } = profileProperties(payload.properties ?? {})
  if (!isEmpty(properties)) return { identity, time: toIsoTime(payload.timestamp) ?? '', properties, omitted }
  if (omitted.length === 0) return skipped('None of the mapped properties has a value in this call.')
  throw new PayloadValidationError(
    `Properties: there is nothing to set. ${omitted.join(' ')} Map at least one property to a value.`
  )
}

/** Sets user properties in Appcues, each person once, and responds for each payload in its place. */
export async function sendProfiles(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings,
  raw: RawInput
): Promise<EventResponse[]> {
  const api = appcuesApi(request, settings)
  const rounded = new RoundedIds(raw, { user_id: fields.user_id.default })
  const skipOtherHost = hostFilter(settings)
  return sendBatch(
    payloads,
    (payload) => skipOtherHost(payload.page_url) ?? buildChange(payload, settings, rounded),
    async (changes) => {
      const people = latestValues(changes)
      const updates = people.map(({ identity, properties }) => ({ userId: identity, properties }))
      const { delivery } = payloads[payloads.length - 1]
      const responses = await writeProfiles(api, updates, delivery === ONE_BY_ONE)
      const places = new Map(people.map(({ identity }, index) => [identity, index]))
      return changes.map(({ identity, omitted }) => {
        const index = places.get(identity) ?? 0
        return appcuesResponse(responses[index], { user_id: identity, properties: updates[index].properties }, omitted)
      })
    }
  )
}
