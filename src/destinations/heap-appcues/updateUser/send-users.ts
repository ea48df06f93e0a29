import type { JSONLikeObject, RequestClient } from '@segment/actions-core'
import { bisect } from '../shared/batch'
import { skipped, tryBuild } from '../shared/multistatus'
import type { EventResponse } from '../shared/multistatus'
import type { Settings } from '../generated-types'
import { heapResponse } from '../heap/answer'
import { heapApi } from '../heap/api'
import { buildUpdate } from './build-update'
import type { UserUpdate } from './build-update'
import type { Payload } from './generated-types'
import { latestValues } from './latest-values'

/** Sets user properties in Heap, one entry a person, and answers for each payload in its place. */
export async function sendUsers(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings
): Promise<EventResponse[]> {
  const api = heapApi(request, settings)
  const prepared = payloads.map((payload) => prepare(payload, settings))
  const users = latestValues(prepared.filter(isUpdate))
  const entries = [...users.values()]
  const answers = await bisect('Heap', entries, api.addUserProperties)
  const answerOf = new Map(entries.map(({ identity }, index) => [identity, answers[index]]))
  return prepared.map((one) => {
    if (!isUpdate(one)) return one
    return heapResponse(answerOf.get(one.identity)!, users.get(one.identity) as unknown as JSONLikeObject, one.leftOut)
  })
}

const isUpdate = (one: UserUpdate | EventResponse): one is UserUpdate => 'identity' in one

function prepare(payload: Payload, settings: Settings): UserUpdate | EventResponse {
  const result = tryBuild(() => buildUpdate(payload, settings))
  if ('error' in result) return result.error
  const none = 'Heap keeps user properties only of people with an identity, and this visitor has none yet.'
  return result.built ?? skipped(none)
}
