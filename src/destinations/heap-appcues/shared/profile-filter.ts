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
