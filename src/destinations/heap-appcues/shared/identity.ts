/**
 * The value of one property of a person, as text: letter for letter first, then ignoring case (a warehouse column is
 * lower-case). Undefined when there is none, it is blank, or it is no plain value.
 *
 * @param person traits, context traits and properties, merged by the mapping
 */
export function findTrait(person: Record<string, unknown> | undefined, name: string): string | undefined {
  const entries = Object.entries(person ?? {})
  const wanted = name.trim().toLowerCase()
  const exact = entries.filter(([key]) => key === name.trim())
  const alike = entries.filter(([key]) => key.toLowerCase() === wanted)
  return [...exact, ...alike].map(([, value]) => toText(value)).find((text) => text !== undefined)
}

/** Text and finite numbers, trimmed; undefined for blank and for everything else. */
export function toText(value: unknown): string | undefined {
  if (typeof value !== 'string' && !Number.isFinite(value)) return undefined
  const text = String(value).trim()
  return text === '' ? undefined : text
}

/** Ids that stand for nobody: everyone who carries one is merged into one person, in Heap for good (Heap's documentation). */
const PLACEHOLDER_IDS = new Set([
  '',
  'undefined',
  'null',
  'nan',
  'none',
  'user',
  'anonymous',
  '[object object]',
  '00000000-0000-0000-0000-000000000000'
])

/** `anon:null` stands for as many people as `null`. */
export const isPlaceholderId = (id: string): boolean =>
  PLACEHOLDER_IDS.has(
    id
      .trim()
      .toLowerCase()
      .replace(/^anon:\s*/, '')
  )

/** Appcues gives anonymous web visitors the id `anon:<local id>`. */
export const isAnonymousId = (id: string): boolean => id.trim().startsWith('anon:')
