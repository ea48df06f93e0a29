import type { RequestClient } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import { sendRequest } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import type { Region } from '../settings'

/** Ingestion hosts (Heap's documentation). What is sent to the other region's host is lost. */
const HOSTS: Record<Region, string> = {
  US: 'https://heapanalytics.com',
  EU: 'https://c.eu.heap-api.com'
}

export type HeapValue = string | number

/** One of `events[]` in `POST /api/track`: documented, values keep their type. Answers: 200 `{}`, 400 `{}` with no reason. */
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
export const APP_ID = /^\d+$/

/**
 * The three ingestion calls of one Heap environment. Ingestion has no secret: the environment's id in the body is all.
 *
 * @throws InvalidAuthenticationError when the Heap App ID is missing or is no number
 */
export function heapApi(request: RequestClient, settings: Settings) {
  const app_id = (settings.heapAppId ?? '').trim()
  if (!APP_ID.test(app_id)) {
    throw new InvalidAuthenticationError(
      `${settingLabel('heapAppId')}: fill in the number of your Heap environment in the destination’s settings.`
    )
  }
  const host = HOSTS[settings.heapRegion === 'EU' ? 'EU' : 'US']
  const post = (path: string, json: Record<string, unknown>): Promise<VendorResponse> =>
    sendRequest(request, 'Heap', host + path, { method: 'POST', json })
  return {
    track: (events: IdentifiedEvent[]) => post('/api/track', { app_id, events }),
    trackAnonymous: (events: AnonymousEvent[]) =>
      post('/api/integrations/track', { app_id, library: 'server', events }),
    addUserProperties: (users: UserProperties[]) => post('/api/add_user_properties', { app_id, users })
  }
}
