import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import escapeRegExp from 'lodash/escapeRegExp'
import { isCredentialError, isSuccess, sendRequest } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { toText } from '../shared/identity'
import { settingLabel } from '../settings'
import type { Region } from '../settings'
import { APPCUES_API_VERSION, APPCUES_PRIVACY_API_VERSION } from '../versioning-info'

/** Hosts of the public API (Appcues' documentation). A key belongs to one region. */
const HOSTS: Record<Region, string> = {
  US: 'https://api.appcues.com',
  EU: 'https://api.eu.appcues.com'
}

/** The privacy endpoint of version 1, which removes analytics too. Known for the US only. */
const PRIVACY_URL = `${HOSTS.US}/${APPCUES_PRIVACY_API_VERSION}/gdpr/delete`

const REQUIRED = ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret'] as const

/** One request under `/v2/accounts/{account}`; never throws for what the vendor or the network does. */
export type AppcuesRequest = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: { json: unknown } | { csv: string }
) => Promise<VendorResponse>

export const appcuesRegion = (settings: Settings): Region => (settings.appcuesRegion === 'EU' ? 'EU' : 'US')

/**
 * Whether anything of Appcues is filled in: half of it is a mistake to report, nothing of it is a choice. The legacy key is
 * a half too: a deletion that it was filled in for must not pass as done.
 */
export const isAppcuesFilledIn = (settings: Settings): boolean =>
  [...REQUIRED, 'appcuesLegacyApiKey' as const].some((key) => toText(settings[key]) !== undefined)

/**
 * Requests to the public API, version 2, of one Appcues account. The header is set here and nowhere else, so that the key
 * travels to Appcues alone.
 *
 * @throws InvalidAuthenticationError when account, key or secret is missing, or the account is no number
 */
export function appcuesClient(request: RequestClient, settings: Settings): AppcuesRequest {
  const { account, key, secret } = credentials(settings)
  const base = `${HOSTS[appcuesRegion(settings)]}/${APPCUES_API_VERSION}/accounts/${account}`
  const token = basicToken(key, secret)
  return async (method, path, body) => {
    const response = await sendRequest(request, 'Appcues', base + path, {
      method,
      ...contentOf(body, `Basic ${token}`)
    })
    return withoutSecrets(response, [token, key, secret])
  }
}

const contentOf = (body: { json: unknown } | { csv: string } | undefined, Authorization: string): RequestOptions =>
  body && 'csv' in body
    ? { headers: { Authorization, 'Content-Type': 'text/csv' }, body: body.csv }
    : { headers: { Authorization }, ...body }

/** HTTP Basic: for version 2 the API key is the user name and its secret the password (Appcues' documentation). */
const basicToken = (user: string, password: string): string => Buffer.from(`${user}:${password}`).toString('base64')

/**
 * `POST /v1/gdpr/delete`: removes a person's analytics too. Basic with the legacy key as the user name and an empty password.
 *
 * @returns undefined without a legacy key, and outside the US
 */
export async function deleteAnalytics(
  request: RequestClient,
  settings: Settings,
  userId: string
): Promise<VendorResponse | undefined> {
  const key = toText(settings.appcuesLegacyApiKey)
  if (key === undefined || appcuesRegion(settings) !== 'US') return undefined
  const token = basicToken(key, '')
  const response = await sendRequest(request, 'Appcues', PRIVACY_URL, {
    method: 'POST',
    headers: { Authorization: `Basic ${token}` },
    json: { users: [userId] }
  })
  if (!isCredentialError(response.status)) return withoutSecrets(response, [token, key])
  const failure = `Appcues rejected the ${settingLabel('appcuesLegacyApiKey')} (${response.status}): copy it again from Appcues Studio`
  return { status: response.status, data: undefined, failure }
}

/** Audience calls get settings that were not validated: a number may stand where text is meant, and blanks around it. */
function credentials(settings: Settings): { account: string; key: string; secret: string } {
  const [account, key, secret] = REQUIRED.map((name) => toText(settings[name]))
  if (account === undefined || key === undefined || secret === undefined) {
    const missing = REQUIRED.filter((name) => toText(settings[name]) === undefined).map(settingLabel)
    throw new InvalidAuthenticationError(
      `Appcues is not configured: fill in ${missing.join(', ')} in the destination’s settings.`
    )
  }
  if (!/^\d+$/.test(account)) {
    throw new InvalidAuthenticationError(
      `${settingLabel('appcuesAccountId')}: fill in the number of your Appcues account, digits only.`
    )
  }
  return { account, key, secret }
}

const HIDDEN = '[hidden]'

/**
 * A failure without the credentials of its request, plain or percent-encoded: an error may quote what it was sent, and its
 * words are passed on. Only plain texts are read (Appcues' errors have one level); successes stay as they are.
 */
function withoutSecrets(response: VendorResponse, secrets: readonly string[]): VendorResponse {
  if (isSuccess(response) || typeof response.data !== 'object' || response.data === null) return response
  const hidden = new RegExp(secrets.map(anyWriting).join('|'), 'gi')
  const entries = Object.entries(response.data).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? value.replace(hidden, HIDDEN) : value
  ])
  return { ...response, data: Object.fromEntries(entries) as unknown }
}

/** A pattern for a text of which any characters may be percent-encoded. */
const anyWriting = (text: string): string =>
  [...text].map((character) => `(?:${escapeRegExp(character)}|${percentEncoded(character)})`).join('')

const percentEncoded = (character: string): string =>
  Buffer.from(character)
    .toString('hex')
    .replace(/../g, (byte) => `%${byte}`)
