import { SourceError } from '../shared/errors'
import type { SettingValues } from '../shared/settings'
import { assertUrlToken, assertWithinTolerance, hasValidHmac, requiredProof } from '../shared/signature'
import type { Log, SourceRequest } from '../shared/types'
import type { settings } from './settings'
import { rewrittenBodies } from './signed-texts'

/** Heap's own example rejects a time more than one second ahead. */
const MAX_SKEW = 1

type Values = SettingValues<typeof settings>

/**
 * Rejects a webhook that does not prove that it comes from Heap. Nothing of the body is used before.
 *
 * @returns when Heap says that it signed the page, in epoch milliseconds; undefined when it says nothing
 */
export function verify(request: SourceRequest, values: Values, now: number, log: Log): number | undefined {
  const proof = requiredProof(values)
  const hash = readHeapHash(request.headers['heap-hash'] ?? '')
  if (proof === 'signature') verifySignature(request, hash, values, now)
  else if (proof === 'url') assertUrlToken(request.url ?? '', values.urlToken)
  else log('Webhook Secrets is empty, so this webhook was not verified.')
  return hash && Number(hash.ts)
}

/** Heap's signature of one webhook: the time in epoch milliseconds, as it stands in the header, and the HMAC. */
interface HeapHash {
  ts: string
  hmac: string
}

/** Reads the header `Heap-Hash: ts:<epoch ms>,hmac:<base64>`; undefined when there is none that can be read. */
function readHeapHash(header: string): HeapHash | undefined {
  const [, ts = ''] = /(?:^|,)\s*ts:(\d{1,16})\s*(?:,|$)/.exec(header) ?? []
  const [, hmac = ''] = /(?:^|,)\s*hmac:([^,\s]+)\s*(?:,|$)/.exec(header) ?? []
  return ts === '' || hmac === '' ? undefined : { ts, hmac }
}

function verifySignature(request: SourceRequest, hash: HeapHash | undefined, values: Values, now: number): void {
  if (!hash) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      'The webhook has no signature: the header Heap-Hash is missing, or is not ts:<milliseconds>,hmac:<signature>. Heap signs every webhook; to try your own, clear Webhook Secrets.'
    )
  }
  assertWithinTolerance(Number(hash.ts), now, { maxAge: values.toleranceSeconds, maxSkew: MAX_SKEW })
  if (hasValidHmac(hash.hmac, values.webhookSecrets, signedTexts(hash.ts, request.body))) return
  throw new SourceError(
    'INVALID_SIGNATURE',
    'The signature matches none of the Webhook Secrets. Enter the secret key that Heap shows for this webhook; if it is right, choose the Signature Mode "url".'
  )
}

/** Heap signs the time and the body with nothing in between (Heap's specification). */
function* signedTexts(ts: string, body: string): Generator<string> {
  for (const written of rewrittenBodies(body)) yield ts + written
}
