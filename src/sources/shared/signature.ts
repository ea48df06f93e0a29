import { SourceError } from './errors'
import { createHash, createHmac, timingSafeEqual } from './node-crypto'

/** How a webhook proves its sender: by a signature over its body, or by a token in the address it was sent to. */
export const SIGNATURE_MODES = ['verify', 'url'] as const

interface ProofSettings {
  signatureMode: (typeof SIGNATURE_MODES)[number]
  webhookSecrets: readonly string[]
  urlToken: string
}

/** The proof that the settings ask for. Settings that contradict each other are rejected. */
export function requiredProof({
  signatureMode,
  webhookSecrets,
  urlToken
}: ProofSettings): 'url' | 'signature' | 'none' {
  if (signatureMode === 'url') {
    if (urlToken !== '') return 'url'
    throw misconfigured('Signature Mode is "url", but URL Token is empty: enter the text after ?token= in the address.')
  }
  if (webhookSecrets.length > 0) return 'signature'
  if (urlToken === '') return 'none'
  throw misconfigured('URL Token is filled in, but Signature Mode is "verify": choose "url", or enter Webhook Secrets.')
}

const misconfigured = (message: string): SourceError => new SourceError('MISCONFIGURED', message)

/** Rejects a request to an address without the right `?token=`. */
export function assertUrlToken(url: string, expected: string): void {
  if (constantTimeEqual(tokenIn(url), expected)) return
  throw new SourceError(
    'INVALID_SIGNATURE',
    'The address has no ?token=, or another than the URL Token of the settings. Enter the address with its token as the webhook’s URL.'
  )
}

/** The value of `token` in an address's query, or nothing. A deployed function has no `URL` to take it apart with. */
function tokenIn(url: string): string {
  const [address] = url.split('#', 1)
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : ''
  const value =
    query
      .split('&')
      .find((pair) => pair.startsWith('token='))
      ?.slice('token='.length) ?? ''
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Compares two texts in a time that tells nothing of the secret one, not even its length. */
export const constantTimeEqual = (given: string, secret: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(secret))

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Says whether a signature is the HMAC-SHA256 of one of the texts with one of the secrets, compared in constant time.
 *
 * @param signature hexadecimal, base64 or base64url, with or without a leading `sha256=`
 * @param texts tried in order, and made only as far as needed
 */
export function hasValidHmac(signature: string, secrets: readonly string[], texts: Iterable<string>): boolean {
  const given = digestBytes(signature)
  if (!given) return false
  for (const text of texts) {
    const signs = (secret: string): boolean =>
      timingSafeEqual(createHmac('sha256', secret).update(text).digest(), given)
    if (secrets.some(signs)) return true
  }
  return false
}

/** The 32 bytes a signature stands for; undefined when it cannot be a SHA-256. */
function digestBytes(signature: string): Buffer | undefined {
  const text = signature.replace(/^sha256=/i, '')
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return undefined
}

/** How far a signed time may lie back and ahead, in seconds. */
interface Tolerance {
  maxAge: number
  maxSkew: number
}

/**
 * Rejects a signed time outside the window: a delivery that someone recorded and sends again.
 *
 * @param signedAt epoch milliseconds
 * @param now epoch milliseconds
 */
export function assertWithinTolerance(signedAt: number, now: number, { maxAge, maxSkew }: Tolerance): void {
  const age = (now - signedAt) / 1000
  if (age > maxAge) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      `The webhook was signed ${Math.round(age)} seconds ago; Tolerance in Seconds allows ${maxAge}. If deliveries are late, raise it.`
    )
  }
  if (-age > maxSkew) {
    throw new SourceError(
      'INVALID_SIGNATURE',
      `The webhook was signed ${Math.round(-age)} seconds in the future; at most ${maxSkew} are allowed. Check this machine’s clock.`
    )
  }
}
