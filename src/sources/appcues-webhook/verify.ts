import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { SourceError } from '../shared/errors'
import type { SettingValues } from '../shared/settings'
import { assertUrlToken, assertWithinTolerance, hasValidHmac, requiredProof } from '../shared/signature'
import type { Log, SourceRequest } from '../shared/types'
import type { settings } from './settings'

/** Unverified: header names, as third-party code reads them. */
const SIGNATURE_HEADER = 'x-apc-signature'
const TIMESTAMP_HEADER = 'x-apc-timestamp'

/**
 * Unverified: what Appcues signs is not documented, so a signature over any of these counts, in hexadecimal or base64. Those
 * that cover the time come first. A signature over the body alone can be sent again with a fresh time; what protects then
 * is the message id, which is the same.
 */
const SIGNATURE_FORMS: Readonly<Record<string, (timestamp: string, body: string) => string>> = {
  'timestamp.body': (timestamp, body) => `${timestamp}.${body}`,
  'timestamp + body': (timestamp, body) => timestamp + body,
  body: (_timestamp, body) => body
}

/** Unverified: how far Appcues' clock may run ahead of ours, in seconds. */
const MAX_SKEW = 60

type Values = SettingValues<typeof settings>

/** Rejects a webhook that does not prove that it comes from Appcues. Nothing of the body is used before. */
export function verify(request: SourceRequest, values: Values, now: number, log: Log): void {
  const proof = requiredProof(values)
  if (proof === 'url') assertUrlToken(request.url ?? '', values.urlToken)
  else if (proof === 'signature') verifySignature(request, values, now)
  else log('Webhook Secrets is empty, so this webhook was not verified.')
}

function verifySignature(request: SourceRequest, { webhookSecrets, toleranceSeconds }: Values, now: number): void {
  if (signatureForm(request, webhookSecrets) === undefined) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      signatureOf(request) === ''
        ? 'The webhook has no signature. Give your Appcues account a webhook secret, or clear Webhook Secrets.'
        : 'The signature matches none of the Webhook Secrets. In a deployed function, choose the Signature Mode "url".'
    )
  }
  const timestamp = timestampOf(request)
  if (timestamp !== '') assertWithinTolerance(signedAt(timestamp), now, { maxAge: toleranceSeconds, maxSkew: MAX_SKEW })
}

/**
 * The form of Appcues' signature that a webhook has, so that a host can say which of the possible ones is true; undefined
 * when it has none that matches.
 */
export function signatureForm(request: SourceRequest, secrets: readonly string[]): string | undefined {
  const timestamp = timestampOf(request)
  const forms = Object.entries(SIGNATURE_FORMS).filter(([form]) => timestamp !== '' || form === 'body')
  return forms.find(([, textOf]) => hasValidHmac(signatureOf(request), secrets, [textOf(timestamp, request.body)]))?.[0]
}

const signatureOf = ({ headers }: SourceRequest): string => (headers[SIGNATURE_HEADER] ?? '').trim()
const timestampOf = ({ headers }: SourceRequest): string => (headers[TIMESTAMP_HEADER] ?? '').trim()

/** Epoch milliseconds of the timestamp header, in whatever unit Appcues writes it. */
function signedAt(timestamp: string): number {
  const time = toIsoTime(timestamp)
  if (time !== undefined) return Date.parse(time)
  throw new SourceError('INVALID_SIGNATURE', `The header ${TIMESTAMP_HEADER} is not a valid time.`)
}
