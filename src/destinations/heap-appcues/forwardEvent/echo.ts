import { APPCUES_ORIGIN, CLIENT_SUFFIX, ID_PREFIX, findEvent } from '../events'

/**
 * Says of an event that it came from Appcues: by any spelling of the catalog, by the ending or the prefix that Appcues
 * gives to events the catalog does not list, or by our source's mark. The flag that Appcues' own Segment integration sets
 * does not name newer destinations, so the name has to tell.
 */
export const isFromAppcues = (name: string, origin?: string): boolean =>
  origin === APPCUES_ORIGIN ||
  name.startsWith(ID_PREFIX) ||
  name.endsWith(CLIENT_SUFFIX.trim()) ||
  findEvent(name) !== undefined
