import { createHash, timingSafeEqual } from './node-crypto'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares two texts in a time that tells nothing of the secret one, not even its length. */
export const constantTimeEqual = (given: string, secret: string): boolean =>
  timingSafeEqual(digest(given), digest(secret))
