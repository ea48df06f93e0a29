import type { RequestClient } from '@segment/actions-core'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { fetchToken, requestDeletion } from './public-api'

/** Asks Heap to delete a person for good, in all environments. Somebody Heap does not know (404) is already gone. */
export async function deleteHeapUser(
  request: RequestClient,
  settings: Settings,
  identity: string
): Promise<VendorResponse> {
  const token = await fetchToken(request, settings)
  if (!isSuccess(token)) return token
  const { access_token } = (token.data ?? {}) as { access_token?: unknown }
  if (typeof access_token !== 'string') {
    return { status: 502, data: undefined, failure: 'Heap gave no token for the deletion' }
  }
  const answer = await requestDeletion(request, access_token, identity)
  return answer.status === 404 ? { ...answer, status: 200 } : answer
}
