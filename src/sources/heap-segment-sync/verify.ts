import { assertWithinTolerance } from '../shared/assert-timely'
import { hasValidHmac } from '../shared/is-signed'
import type { SettingValues } from '../shared/settings'
import { SourceError } from '../shared/errors'
import type { Log, SourceRequest } from '../shared/types'
import type { HeapHash } from './read-heap-hash'
import { readHeapHash } from './read-heap-hash'
import { heapWritings } from './signed-texts'
import type { settings } from './settings'

/** Heap's own example refuses a time more than one second ahead. */
const MOST_AHEAD = 1

/**
 * Refuses a webhook that does not prove that it comes from Heap. Nothing of the body is used before.
 *
 * @returns what the header says, signed or (without secrets in the settings) not
 */
export function verify(
  request: SourceRequest,
  { webhookSecrets, toleranceSeconds }: SettingValues<typeof settings>,
  now: number,
  note: Log
): HeapHash | undefined {
  const hash = readHeapHash(request.headers['heap-hash'])
  if (webhookSecrets.length === 0) {
    note('Webhook Secrets is empty: nothing proves that this webhook comes from Heap.')
    return hash
  }
  if (!hash) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      'The webhook carries no signature (header Heap-Hash). Heap signs every webhook; if this is a test of your own, clear Webhook Secrets.'
    )
  }
  assertWithinTolerance(hash.signedAt, now, { maxAge: toleranceSeconds, maxSkew: MOST_AHEAD })
  if (hasValidHmac(hash.hmac, webhookSecrets, signedTexts(hash.ts, request.body))) return hash
  throw new SourceError(
    'INVALID_SIGNATURE',
    'The webhook’s signature fits none of the Webhook Secrets: fill in the secret key that Heap shows for this webhook.'
  )
}

/** Heap signs the time and the body with nothing in between (Heap's specification). */
function* signedTexts(ts: string, body: string): Generator<string> {
  for (const writing of heapWritings(body)) yield ts + writing
}
