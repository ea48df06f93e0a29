/** An id as trimmed text. Undefined when there is none, and for a number beyond 2^53: JSON has rounded that already. */
export function toId(value: unknown): string | undefined {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) return undefined
  const text = String(value).trim()
  return text === '' ? undefined : text
}
