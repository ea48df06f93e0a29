import { plainCopy } from '../plain-copy'
import type { CopyRules } from '../plain-copy'
import { camelCase } from './camel-case'

/** Where Appcues puts a person's whole profile: `_identity` in webhooks, `identity` in exports, `user` in the browser. It never passes. */
const PROFILE = new Set(['_identity', 'identity', 'user'])

/** JSON in a text, such as an attribute that was encoded once more, that may hold the profile. */
const MAY_HOLD_PROFILE = /^\s*[[{][^]*"(user|_?identity)"\s*:/i

const isProfile = (key: string): boolean => key.split('.').some((part) => PROFILE.has(part.toLowerCase()))

const rules: CopyRules = {
  rename: (key, siblings) => {
    const name = camelCase(key)
    // Where both spellings stand side by side, the camelCase one counts.
    const isShadowed = name !== key && Object.prototype.hasOwnProperty.call(siblings, name)
    return isShadowed || isProfile(name) ? undefined : name
  },
  keeps: (text) => !MAY_HOLD_PROFILE.test(text)
}

/** An event's attributes as its properties: camelCase keys, at every depth without the person's profile. */
export const toProperties = (attributes: Record<string, unknown>): Record<string, unknown> =>
  plainCopy(attributes, rules)
