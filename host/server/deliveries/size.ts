/** What a string, an object and a member of it take in memory besides their content, in bytes, roughly. */
const OVERHEAD = 24

/** About how many bytes a JSON value takes in memory. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return OVERHEAD + value.length * 2
  if (typeof value !== 'object' || value === null) return 8
  let size = OVERHEAD
  for (const [key, member] of Object.entries(value)) size += key.length + sizeOf(member)
  return size
}

/** The beginning of a text, as a text of its own: a slice would keep all of the text in memory. */
export const beginningOf = (text: string, most: number): string =>
  text.length <= most ? text : Buffer.from(text.slice(0, most), 'utf8').toString('utf8')

/** So much of a webhook, or of a row, is kept for reading. */
export const RECEIVED_KEPT = 16_384
