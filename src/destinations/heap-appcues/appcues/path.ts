import { PayloadValidationError } from '@segment/actions-core'

/** Half of a character that takes two: it cannot be written in UTF-8, so what arrives would be another id. */
const HALF_CHARACTER = /\p{Cs}/u

/**
 * One id as one part of a path. `.` and `..` are refused: every URL parser resolves them away, encoded or not, and the
 * request would reach another endpoint.
 *
 * @param label what the screen calls the id
 * @throws PayloadValidationError when the id cannot be addressed
 */
export function pathPart(label: string, id: string): string {
  if (id === '' || id === '.' || id === '..') {
    throw new PayloadValidationError(
      `${label}: "${id}" cannot stand in an address of Appcues’ API. Map ${label} to another id.`
    )
  }
  if (HALF_CHARACTER.test(id)) {
    throw new PayloadValidationError(
      `${label}: it holds half a character, which cannot be sent as it is. Mend the text where it is made.`
    )
  }
  return encodeURIComponent(id)
}
