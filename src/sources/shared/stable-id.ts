import { createHash } from './node-crypto'

/** Hexadecimal digits of the hash that are kept: 128 bits. */
const DIGITS = 32

/**
 * An id that the same content always has, whatever the order of its keys.
 *
 * @param content plain and not deep: what `plainCopy` returns, or smaller
 */
export function contentId(prefix: string, content: unknown): string {
  const hash = createHash('sha256').update(canonical(content)).digest('hex')
  return `${prefix}-${hash.slice(0, DIGITS)}`
}

const canonical = (content: unknown): string =>
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value
  )
