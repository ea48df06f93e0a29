import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import { sendRequest } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { toText } from '../shared/identity'
import { settingLabel } from '../settings'
import type { Region } from '../settings'
import { APPCUES_API_VERSION } from '../versioning-info'
import { withoutSecrets } from './without-secrets'

/** Hosts of the public API (Appcues' documentation). A key belongs to one region. */
const HOSTS: Record<Region, string> = {
  US: 'https://api.appcues.com',
  EU: 'https://api.eu.appcues.com'
}

const NEEDED = ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret'] as const

/** One request under `/v2/accounts/{account}`; never throws for what the vendor or the network does. */
export type AppcuesApi = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: { json: unknown } | { csv: string }
) => Promise<VendorResponse>

export const appcuesRegion = (settings: Settings): Region => (settings.appcuesRegion === 'EU' ? 'EU' : 'US')

/**
 * Whether anything of Appcues is filled in: half of it is a mistake to be told, nothing of it is a choice. The legacy key is
 * a half too: a deletion that it was filled in for must not pass as done.
 */
export const isAppcuesFilledIn = (settings: Settings): boolean =>
  [...NEEDED, 'appcuesLegacyApiKey' as const].some((key) => toText(settings[key]) !== undefined)

/**
 * The public API, version 2, of one Appcues account. The header is set here and nowhere else, so that the key travels to
 * Appcues alone.
 *
 * @throws InvalidAuthenticationError when account, key or secret is missing, or the account is no number
 */
export function appcuesApi(request: RequestClient, settings: Settings): AppcuesApi {
  const { account, key, secret } = credentials(settings)
  const base = `${HOSTS[appcuesRegion(settings)]}/${APPCUES_API_VERSION}/accounts/${account}`
  const token = basicToken(key, secret)
  return async (method, path, body) => {
    const answer = await sendRequest(request, 'Appcues', base + path, { method, ...contentOf(body, `Basic ${token}`) })
    return withoutSecrets(answer, [token, key, secret])
  }
}

const contentOf = (body: { json: unknown } | { csv: string } | undefined, Authorization: string): RequestOptions =>
  body && 'csv' in body
    ? { headers: { Authorization, 'Content-Type': 'text/csv' }, body: body.csv }
    : { headers: { Authorization }, ...body }

/** HTTP Basic: for version 2 the API key is the user name and its secret the password (Appcues' documentation). */
export const basicToken = (user: string, password: string): string =>
  Buffer.from(`${user}:${password}`).toString('base64')

/** Audience calls get settings that nobody validated: a number may stand where text is meant, and blanks around it. */
function credentials(settings: Settings): { account: string; key: string; secret: string } {
  const [account, key, secret] = NEEDED.map((name) => toText(settings[name]))
  if (account === undefined || key === undefined || secret === undefined) {
    const missing = NEEDED.filter((name) => toText(settings[name]) === undefined).map(settingLabel)
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
