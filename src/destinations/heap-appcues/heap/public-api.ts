import type { RequestClient } from '@segment/actions-core'
import { sendRequest } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { HEAP_PUBLIC_API_VERSION } from '../versioning-info'

/** Token, deletion and its status are served from here for both regions (Heap's documentation). */
const PUBLIC_API = `https://heapanalytics.com/api/public/${HEAP_PUBLIC_API_VERSION}`

/**
 * `POST /auth_token`, Basic `<app id>:<API key>` of the main production environment. Answers `{"access_token"}`, good for
 * five minutes, so it is fetched for each use and never kept.
 */
export const fetchToken = (request: RequestClient, settings: Settings): Promise<VendorResponse> =>
  sendRequest(request, 'Heap', `${PUBLIC_API}/auth_token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic(`${mainAppId(settings)}:${settings.heapApiKey ?? ''}`)}` }
  })

/** `POST /user_deletion`, Bearer, `{"users":[{"identity"}]}`, at most 10,000. Answers 201 `{deletion_request_id,status}`. */
export const requestDeletion = (request: RequestClient, token: string, identity: string): Promise<VendorResponse> =>
  sendRequest(request, 'Heap', `${PUBLIC_API}/user_deletion`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    json: { users: [{ identity }] }
  })

/** The environment that the Heap API Key belongs to. */
export const mainAppId = (settings: Settings): string =>
  (settings.heapMainAppId?.trim() || settings.heapAppId?.trim()) ?? ''

const basic = (credentials: string): string => Buffer.from(credentials).toString('base64')
