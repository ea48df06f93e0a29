import type { RequestClient } from '@segment/actions-core'
import { anonymous_id, identity } from '../common-fields'
import type { Settings } from '../generated-types'
import { heapApi } from '../heap/client'
import { toEventResponse } from '../heap/send'
import { bisect, latestValues, sendBatch } from '../shared/batch'
import { hostFilter } from '../shared/event-rules'
import type { EventResponse } from '../shared/multistatus'
import { RoundedIds } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { buildUpdate } from './build-update'
import type { Payload } from './generated-types'

/**
 * Sets user properties in Heap, one entry a person, and responds for each payload in its place.
 *
 * @param raw the framework's own input
 */
export async function sendUsers(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings,
  raw: RawInput
): Promise<EventResponse[]> {
  const api = heapApi(request, settings)
  const rounded = new RoundedIds(raw, { identity: identity.default, anonymous_id: anonymous_id.default })
  const skipOtherHost = hostFilter(settings)
  return sendBatch(
    payloads,
    (payload) => {
      const page = payload.context?.page as { url?: unknown } | undefined
      return skipOtherHost(page?.url) ?? buildUpdate(payload, settings, rounded)
    },
    async (updates) => {
      const users = latestValues(updates)
      const responses = await bisect('Heap', users, api.addUserProperties)
      const places = new Map(users.map((user, index) => [user.identity, index]))
      return updates.map((update) => {
        const index = places.get(update.identity) ?? 0
        return toEventResponse(responses[index], users[index], update.omitted)
      })
    }
  )
}
