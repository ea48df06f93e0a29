import type { JSONObject } from '@segment/actions-core'

/** A mapping that takes the first of the paths that is there: a bare path does not fall back to another. */
export function firstPresent([path, ...rest]: readonly string[]): JSONObject {
  if (rest.length === 0) return { '@path': path }
  return { '@if': { exists: { '@path': path }, then: { '@path': path }, else: firstPresent(rest) } }
}
