import type { RequestClient } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import type { Region } from '../settings'
import { isSuccess, sendRequest } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { HEAP_PUBLIC_API_VERSION } from '../versioning-info'

/** Ingestion hosts (Heap's documentation). What is sent to the other region's host is lost. */
const HOSTS: Record<Region, string> = {
  US: 'https://heapanalytics.com',
  EU: 'https://c.eu.heap-api.com'
}

/** Token and deletion are served from here for both regions (Heap's documentation). */
const PUBLIC_API = `https://heapanalytics.com/api/public/${HEAP_PUBLIC_API_VERSION}`

export type HeapValue = string | number

/** One of `events[]` in `POST /api/track`: documented, values keep their type. Responses: 200 `{}`, 400 `{}` with no reason. */
export interface IdentifiedEvent {
  identity: string
  event: string
  timestamp?: string
  idempotency_key: string
  properties: Record<string, HeapValue>
}

/** One of `events[]` in `POST /api/integrations/track`, which Segment's own Heap destinations use: text values only. */
export interface AnonymousEvent {
  event: string
  user_identifier: { anonymous_id: string }
  custom_properties: Record<string, string>
  idempotency_key: string
  timestamp?: string
}

/** One of `users[]` in `POST /api/add_user_properties`; an unknown identity is created. */
export interface UserProperties {
  identity: string
  properties: Record<string, HeapValue>
}

/** Digits: the id of a Heap environment. */
export const isAppId = (text: string): boolean => /^\d+$/.test(text)

/** The environment that the Heap API Key belongs to. */
export const mainAppId = ({ heapMainAppId, heapAppId }: Settings): string =>
  (heapMainAppId?.trim() || heapAppId?.trim()) ?? ''

export type HeapApi = ReturnType<typeof heapApi>

/**
 * Heap's requests, for one environment. Ingestion has no secret: the environment's id in the body is all.
 *
 * @throws InvalidAuthenticationError when the Heap App ID is missing or is no number
 */
export function heapApi(request: RequestClient, settings: Settings) {
  const app_id = appId(settings)
  const host = HOSTS[settings.heapRegion === 'EU' ? 'EU' : 'US']
  const ingest = (path: string, json: Record<string, unknown>): Promise<VendorResponse> =>
    sendRequest(request, 'Heap', host + path, { method: 'POST', json: { app_id, ...json } })

  /**
   * `POST /auth_token`, Basic `<app id>:<API key>` of the main production environment. Responds with `{"access_token"}`, good
   * for five minutes, so it is fetched for each use and never kept.
   */
  const fetchToken = (): Promise<VendorResponse> =>
    sendRequest(request, 'Heap', `${PUBLIC_API}/auth_token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic(`${mainAppId(settings)}:${settings.heapApiKey ?? ''}`)}` }
    })

  /** `POST /user_deletion`, Bearer, `{"users":[{"identity"}]}`, at most 10,000. Responds 201 `{deletion_request_id,status}`. */
  const requestDeletion = (token: string, identity: string): Promise<VendorResponse> =>
    sendRequest(request, 'Heap', `${PUBLIC_API}/user_deletion`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      json: { users: [{ identity }] }
    })

  return {
    track: (events: IdentifiedEvent[]) => ingest('/api/track', { events }),
    trackAnonymous: (events: AnonymousEvent[]) => ingest('/api/integrations/track', { library: 'server', events }),
    addUserProperties: (users: UserProperties[]) => ingest('/api/add_user_properties', { users }),
    fetchToken,
    /** Asks Heap to delete a person for good, in all environments. Somebody Heap does not know (404) is already gone. */
    async deleteUser(identity: string): Promise<VendorResponse> {
      const response = await fetchToken()
      if (!isSuccess(response)) return response
      const token = (response.data as { access_token?: unknown } | undefined)?.access_token
      if (typeof token !== 'string') {
        return { status: 502, data: undefined, failure: 'Heap gave no token for the deletion' }
      }
      const deletion = await requestDeletion(token, identity)
      return deletion.status === 404 ? { ...deletion, status: 200 } : deletion
    }
  }
}

function appId({ heapAppId }: Settings): string {
  const id = heapAppId?.trim() ?? ''
  if (isAppId(id)) return id
  throw new InvalidAuthenticationError(
    `${settingLabel('heapAppId')}: enter the number of your Heap environment in the destination’s settings.`
  )
}

const basic = (credentials: string): string => Buffer.from(credentials).toString('base64')
