import { PayloadValidationError } from '@segment/actions-core'
import type { AudienceSegment } from './registry'
import type { Settings } from '../generated-types'
import { toText } from '../shared/identity'
import { RECURRING_SYNC_LIMIT, settingLabel } from '../settings'

const MOST_NAMES = 10

/** How many audiences may be connected; 0 is no limit. Audience calls get settings that nobody validated. */
export function recurringLimit(settings: Settings): number {
  const limit = Number(toText(settings.recurringSyncLimit) ?? NaN)
  return limit >= 0 ? limit : RECURRING_SYNC_LIMIT
}

/**
 * The refusal of one more recurring sync when as many as allowed are connected, with their names; undefined when there is a
 * place. The kept segments are the register: an audience whose segment was deleted in Appcues has no place in it, and two
 * segments of one audience have one.
 */
export function assertWithinLimit(
  segments: readonly AudienceSegment[],
  limit: number
): PayloadValidationError | undefined {
  const names = new Map<string, string>()
  for (const { name, kept } of segments) {
    if (kept?.sync === 'recurring' && !names.has(kept.marker)) names.set(kept.marker, name)
  }
  if (limit === 0 || names.size < limit) return undefined
  const connected = [...names.values()].slice(0, MOST_NAMES).map((name) => `"${name}"`)
  const more = names.size > MOST_NAMES ? ` and ${names.size - MOST_NAMES} more` : ''
  return new PayloadValidationError(
    `${settingLabel('recurringSyncLimit')}: ${names.size} recurring syncs are connected and ${limit} are allowed: ${connected.join(', ')}${more}. Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.`
  )
}
