import { PayloadValidationError } from '@segment/actions-core'
import { asRecord } from '../server/source-cores'
import { appcuesMessage } from '../../src/destinations/heap-appcues/appcues/response'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import type { AppcuesApi } from './client'

/** What Appcues says about one person. */
export type Profile =
  | { state: 'known'; properties: Record<string, unknown> }
  | { state: 'unknown' }
  | { state: 'unreadable'; reason: string }

/** `GET /users/{user}/profile`: the properties as flat JSON (M); 404 for someone Appcues does not know. */
export async function readProfile(api: AppcuesApi, userId: string): Promise<Profile> {
  const response = await ask(api, userId)
  if (typeof response === 'string') return { state: 'unreadable', reason: response }
  if (response.status === 404) return { state: 'unknown' }
  if (!isSuccess(response)) return { state: 'unreadable', reason: appcuesMessage(response) }
  return { state: 'known', properties: asRecord(response.data) }
}

/** @returns why the id cannot stand in a request, in a sentence */
async function ask(api: AppcuesApi, userId: string): Promise<VendorResponse | string> {
  try {
    return await api.getProfile(userId)
  } catch (error) {
    if (error instanceof PayloadValidationError) return error.message
    throw error
  }
}
