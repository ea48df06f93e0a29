/**
 * Where Appcues puts a person's whole profile among an event's properties: `user` in the browser, `_identity` in webhooks,
 * `identity` in exports. It is never sent, whatever a mapping says.
 */
const PROFILE_KEYS = new Set(['user', '_identity', 'identity'])

/** Says of a key, or of a dotted path, that the profile stands under it. "user_count" and "identity_provider" are keys as any other. */
export const isProfileKey = (key: string): boolean =>
  key.split('.').some((part) => PROFILE_KEYS.has(part.toLowerCase()))

/** Says of a text that it may be JSON with the profile in it: an attribute that was encoded once more. */
export const mayHoldProfile = (text: string): boolean => /^\s*[[{][^]*"(user|_?identity)"\s*:/i.test(text)

/** The same text; when it is JSON with a profile in it (a mapping can encode anything), without the profile. */
export function withoutProfile(text: string): string {
  if (!mayHoldProfile(text)) return text
  try {
    return JSON.stringify(JSON.parse(text, (key, value: unknown) => (isProfileKey(key) ? undefined : value)))
  } catch {
    return text
  }
}
