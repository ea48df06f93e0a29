import type { JSONLikeObject, RequestClient } from '@segment/actions-core'
import { sendRequest, isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { toText } from '../shared/identity'
import { APPCUES_PRIVACY_API_VERSION } from '../versioning-info'
import { appcuesApi, appcuesRegion, basicToken } from './api'
import { appcuesBody, appcuesError } from './answer'
import { pathPart } from './path'
import { withoutSecrets } from './without-secrets'

/** The privacy endpoint of version 1, which removes analytics too. Only this host is known: not for the EU. */
const PRIVACY_URL = `https://api.appcues.com/${APPCUES_PRIVACY_API_VERSION}/gdpr/delete`

/**
 * Removes a person: `DELETE /users/{user}/profile` (a job; someone unknown is as good as removed) and, with the legacy key
 * and in the US, the privacy endpoint. Both are tried before either failure is told; a repeat is harmless.
 *
 * @returns what Appcues said to each
 * @throws InvalidAuthenticationError or APIError; PayloadValidationError when the id cannot stand in a path
 */
export async function deleteUser(request: RequestClient, settings: Settings, userId: string): Promise<JSONLikeObject> {
  const api = appcuesApi(request, settings)
  const path = `/users/${pathPart('User ID', userId)}/profile`
  const [profile, privacy] = await Promise.all([api('DELETE', path), deleteAnalytics(request, settings, userId)])
  for (const answer of [profile, privacy]) {
    if (answer && !isSuccess(answer) && answer.status !== 404) throw appcuesError(answer)
  }
  return { profile: said(profile), ...(privacy ? { privacy: said(privacy) } : {}) }
}

const said = (answer: VendorResponse): JSONLikeObject => ({ status: answer.status, ...appcuesBody(answer) })

/** Basic with the legacy key as the user name and an empty password. */
async function deleteAnalytics(
  request: RequestClient,
  settings: Settings,
  userId: string
): Promise<VendorResponse | undefined> {
  const key = toText(settings.appcuesLegacyApiKey)
  if (key === undefined || appcuesRegion(settings) !== 'US') return undefined
  const token = basicToken(key, '')
  const headers = { Authorization: `Basic ${token}` }
  const answer = await sendRequest(request, 'Appcues', PRIVACY_URL, {
    method: 'POST',
    headers,
    json: { users: [userId] }
  })
  return withoutSecrets(answer, [token, key])
}
