import { findEvent, ID_PREFIX } from '../../destinations/heap-appcues/catalog'
import type { Delivery } from './read-delivery'
import { NEWER_BUILDER } from './client-name'

/**
 * L: the newer builder's events that Appcues' browser integration sends on. It sends five (H), and completions and answers are
 * not among them; which five is not documented. What is in doubt is delivered: a double can be seen, a loss cannot.
 */
const NEWER_IN_BROWSER = new Set([
  'v2:experience_started',
  'v2:experience_skipped',
  'v2:experience_dismissed',
  'v2:experience_error'
])

/** What the ids of the classic builder begin with. The browser integration sends all of these. */
const CLASSIC = /^(flow|step|form|nps|checklist|experiment)_/

/** Mobile SDKs say so in `experienceType`; their events never pass a browser. */
const MOBILE = 'mobile'

/** Says whether Appcues' browser integration sends this event on by itself. */
export function isSentByBrowser({ name, attributes }: Delivery): boolean {
  const id = findEvent(name)?.id ?? (name.startsWith(ID_PREFIX) ? name.slice(ID_PREFIX.length) : name)
  if (!id.startsWith(NEWER_BUILDER)) return CLASSIC.test(id)
  const type = attributes.experienceType ?? attributes.experience_type
  return NEWER_IN_BROWSER.has(id) && type !== MOBILE
}
