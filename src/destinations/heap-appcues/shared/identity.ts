/** What a mapping says about one person: the sets of values in which a property of theirs may stand, the first one first. */
export type TraitSets = readonly (Record<string, unknown> | null | undefined)[]

/**
 * The value of one property of a person, as text. The first set that has it counts, in any spelling: within a set letter
 * for letter first, then ignoring case (a warehouse column is lower-case). Undefined when there is none, it is blank, or
 * it is no plain value.
 */
export function findTrait(sets: TraitSets, name: string): string | undefined {
  const wanted = name.trim()
  const lowerCase = wanted.toLowerCase()
  for (const set of sets) {
    const entries = Object.entries(set ?? {})
    const exact = entries.filter(([key]) => key === wanted)
    const alike = entries.filter(([key]) => key.toLowerCase() === lowerCase)
    const text = [...exact, ...alike].map(([, value]) => toText(value)).find((each) => each !== undefined)
    if (text !== undefined) return text
  }
  return undefined
}

/**
 * Text and numbers, trimmed; undefined for blank and for everything else. A number beyond 2^53 is nothing: JSON has
 * rounded it, and as an id it may name someone else. As text the same digits are an id.
 */
export function toText(value: unknown): string | undefined {
  if (typeof value !== 'string' && !isExactNumber(value)) return undefined
  const text = String(value).trim()
  return text === '' ? undefined : text
}

const isExactNumber = (value: unknown): boolean =>
  typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER

/**
 * What customers and databases write where there is no user. Everyone who carries one is merged into one person, in Heap
 * for good (Heap's documentation); Segment's own Heap destination leaves out `0` for the same reason.
 */
export const PLACEHOLDER_IDS: ReadonlySet<string> = new Set([
  '',
  'undefined',
  'null',
  '(null)',
  '\\n', // `\N` in lower case: null in MySQL and Hive exports
  'none',
  'n/a',
  '#n/a',
  '(not set)',
  'unknown',
  'user',
  'guest',
  'anonymous',
  'anonymousid',
  'true',
  'false',
  '0',
  '-1',
  '[object object]',
  '00000000-0000-0000-0000-000000000000'
])

/** What no screen shows: control characters, zero-width blanks. An id of nothing else is a blank one. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu

/** Ignores case but for `NaN`: `Nan` and `nan` are names. `anon:null` stands for as many people as `null`. */
export function isPlaceholderId(id: string): boolean {
  const bare = id
    .replace(INVISIBLE, '')
    .trim()
    .replace(/^anon:\s*/i, '')
  return bare === 'NaN' || PLACEHOLDER_IDS.has(bare.toLowerCase())
}

/** Appcues gives anonymous web visitors the id `anon:<local id>`. */
export const isAnonymousId = (id: string): boolean => id.trim().startsWith('anon:')

/** Between the parts of a path: "a.b", "a[b]", "a['b']", "a/b", "a:b". */
const SEPARATOR = String.raw`[.[\]/:'"]`

/** A key that begins with "_" is Appcues' own, at any depth: `_identity` holds a person's whole profile, `_device` a push token. `__proto__` is a key as any other. */
const PRIVATE_KEY = String.raw`(?:^|${SEPARATOR})\s*_(?!_proto__)`

/** The same where an export joins the parts of a path with "_". Elsewhere "__" may be the customer's (`Plan__c`). */
const FLATTENED_KEY = '(?:attributes|properties|context)__|__(?:identity|device)(?:_|$)'

/** The profile itself under the names that it has in the browser and in exports, as a whole part of a path. */
const PROFILE_KEY = String.raw`(?:^|${SEPARATOR})\s*(?:user|identity)\s*(?:$|${SEPARATOR})`

const PRIVATE_PATH = new RegExp(`${PRIVATE_KEY}|${FLATTENED_KEY}|${PROFILE_KEY}`, 'i')

/**
 * Says of a key, or of a path, that it belongs to a person's profile, which is never passed on whatever an event holds.
 * "user_count", "userRole" and "identity_provider" do not.
 */
export const isProfileKey = (path: string): boolean => PRIVATE_PATH.test(path)
