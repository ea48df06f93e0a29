import { isProfileKey } from '../../destinations/heap-appcues/shared/profile-filter'
import { sanitizeJson } from '../shared/plain-copy'
import type { CopyRules } from '../shared/plain-copy'
import { camelCase } from './camel-case'

const rules: CopyRules = {
  rename: (key, siblings) => {
    const name = camelCase(key)
    // Where both spellings stand side by side, the camelCase one counts.
    const isShadowed = name !== key && Object.prototype.hasOwnProperty.call(siblings, name)
    return isShadowed || isProfileKey(key) ? undefined : name
  }
}

/** An event's attributes as its properties: camelCase keys, at every depth without the person's profile. */
export const toProperties = (attributes: Record<string, unknown>): Record<string, unknown> =>
  sanitizeJson(attributes, rules)
