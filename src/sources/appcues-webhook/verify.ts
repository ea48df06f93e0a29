import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { assertWithinTolerance } from '../shared/assert-timely'
import { hasValidHmac } from '../shared/is-signed'
import type { SettingValues } from '../shared/settings'
import { constantTimeEqual } from '../shared/same-text'
import { SourceError } from '../shared/errors'
import type { Log, SourceRequest } from '../shared/types'
import type { settings } from './settings'
import { urlToken } from './url-token'

/** M: header names, as a third party's code reads them. */
const SIGNATURE_HEADER = 'x-apc-signature'
const TIMESTAMP_HEADER = 'x-apc-timestamp'

/** L: what Appcues signs is not known; a signature over any of these counts, in hexadecimal or base64. */
const signedTexts = (timestamp: string, body: string): string[] => [`${timestamp}.${body}`, timestamp + body, body]

/** L: how far Appcues' clock may run ahead of ours, in seconds. */
const MOST_AHEAD = 60

type Values = SettingValues<typeof settings>

/** Refuses a webhook that does not prove that it comes from Appcues. Nothing of the body is used before. */
export function verify(request: SourceRequest, values: Values, now: number, note: Log): void {
  if (values.signatureMode === 'url') return verifyUrl(request, values.urlToken)
  if (values.webhookSecrets.length > 0) return verifySignature(request, values, now)
  if (values.urlToken !== '') {
    throw misconfigured(
      'URL Token is filled in, but Signature Mode is "verify": choose "url", or fill in Webhook Secrets.'
    )
  }
  note('Webhook Secrets is empty: nothing proves that this webhook comes from Appcues.')
}

const misconfigured = (sentence: string): SourceError => new SourceError('MISCONFIGURED', sentence)

function verifyUrl(request: SourceRequest, expected: string): void {
  if (expected === '') {
    throw misconfigured(
      'Signature Mode is "url", but URL Token is empty: fill in the text behind ?token= in the address.'
    )
  }
  if (constantTimeEqual(urlToken(request.url ?? ''), expected)) return
  throw new SourceError(
    'INVALID_SIGNATURE',
    'The address was called without the right token: it must end with ?token= and the URL Token of the settings.'
  )
}

function verifySignature(request: SourceRequest, values: Values, now: number): void {
  const signature = request.headers[SIGNATURE_HEADER] ?? ''
  const timestamp = (request.headers[TIMESTAMP_HEADER] ?? '').trim()
  if (!hasValidHmac(signature, values.webhookSecrets, signedTexts(timestamp, request.body))) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      signature === ''
        ? 'The webhook carries no signature. Give your Appcues account a webhook secret, or clear Webhook Secrets.'
        : 'The webhook’s signature fits none of the Webhook Secrets. In a deployed function, choose the Signature Mode "url".'
    )
  }
  if (timestamp !== '')
    assertWithinTolerance(signedAt(timestamp), now, { maxAge: values.toleranceSeconds, maxSkew: MOST_AHEAD })
}

/** Epoch milliseconds of the timestamp header, in whatever unit Appcues writes it. */
function signedAt(timestamp: string): number {
  const time = toIsoTime(timestamp)
  if (time !== undefined) return Date.parse(time)
  throw new SourceError('INVALID_SIGNATURE', `The header ${TIMESTAMP_HEADER} holds no time.`)
}
