import { APPCUES_ORIGIN, isAppcuesEvent } from '../catalog'

/**
 * Says of an event that it came from Appcues: by its name, or by our source's mark under any name. The flag that Appcues'
 * own Segment integration sets does not name newer destinations, so the name has to tell.
 */
export const isFromAppcues = (name: string, origin?: string): boolean =>
  origin === APPCUES_ORIGIN || isAppcuesEvent(name)
