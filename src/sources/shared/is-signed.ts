import { createHmac, timingSafeEqual } from './node-crypto'

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
  const text = signature.trim().replace(/^sha256=/i, '')
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return undefined
}
