/**
 * Where Appcues puts a person's whole profile among an event's properties: `user` in the browser, `_identity` in webhooks,
 * `identity` in exports. It is never sent, whatever a mapping says. Here as a part of a key or of a dotted or bracketed path.
 */
const PROFILE_KEY = /(?:^|[.[\]])\s*(?:user|_?identity)\s*(?:$|[.[\]])/i

/** A word of every profile key, or an escape that may hide a letter of it: most JSON texts are done with after a look for it. */
const PROFILE_WORD_IN_JSON = /user|identity|\\u/i

/** Says of a key, or of a path, that the profile stands under it. "user_count" and "identity_provider" are keys as any other. */
export const isProfileKey = (key: string): boolean => PROFILE_KEY.test(key)

const LOOKS_LIKE_JSON = /^\s*["[{]/
/** A key in JSON text, or, with backslashes, in JSON text that was encoded once more. */
const JSON_KEY = /"([^"\\]*)\\*"\s*:/g

/** Says of a text that it may be JSON with the profile in it: an attribute that was encoded once more. */
export const mayHoldProfile = (text: string): boolean =>
  LOOKS_LIKE_JSON.test(text) && [...text.matchAll(JSON_KEY)].some(([, key]) => isProfileKey(key))

/**
 * The same text; when it is JSON with a profile in it (a mapping can encode anything), that JSON without the profile.
 * Undefined when it shows a profile and cannot be taken apart: cut off, or nested beyond the stack.
 */
export function withoutProfile(text: string): string | undefined {
  if (!LOOKS_LIKE_JSON.test(text) || !PROFILE_WORD_IN_JSON.test(text)) return text
  let found = false
  const clean = (key: string, value: unknown): unknown => {
    const kept = isProfileKey(key) ? undefined : typeof value === 'string' ? withoutProfile(value) : value
    if (kept !== value) found = true
    return kept
  }
  try {
    const parsed: unknown = JSON.parse(text, clean)
    return found ? JSON.stringify(parsed) : text
  } catch {
    return mayHoldProfile(text) ? undefined : text
  }
}
