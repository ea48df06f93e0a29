import { PayloadValidationError } from '@segment/actions-core'
import type { AppcuesEvent } from '../appcues/api'
import { appcuesUserId } from '../appcues/ids'
import { flatValues } from '../appcues/profiles'
import { APPCUES_ORIGIN, isAppcuesEvent } from '../catalog'
import { eventName, eventTime } from '../shared/validation'
import type { Settings } from '../generated-types'
import { APPCUES_EVENT_NAME } from '../shared/limits'
import { toText } from '../shared/identity'
import type { RoundedIds } from '../shared/raw-input'
import type { Payload } from './generated-types'

/** One event on its way to one person in Appcues. */
export interface ForwardedEvent {
  /** Its place in the batch. */
  index: number
  userId: string
  event: AppcuesEvent
}

/**
 * @throws PayloadValidationError when the event is an audience event or came from Appcues, or its name, person or time is unusable
 */
export function buildEvent(payload: Payload, settings: Settings, index: number, rounded: RoundedIds): ForwardedEvent {
  assertForwardable(payload)
  const name = eventName(payload.event_name, 'Appcues', APPCUES_EVENT_NAME)
  const userId = appcuesUserId(payload, settings, rounded)
  const url = toText(payload.page_url)
  const event = {
    name,
    timestamp: eventTime(payload.timestamp),
    attributes: flatValues(payload.attributes ?? {}),
    group_id: toText(payload.group_id),
    context: url === undefined ? undefined : { url }
  }
  return { index, userId, event }
}

function assertForwardable({ event_name, origin, computation_class }: Payload): void {
  if (computation_class) {
    throw new PayloadValidationError(
      'Event Name: this is an audience event. Use the mapping Sync Audience for it, and exclude audience events from this trigger.'
    )
  }
  if (isFromAppcues(event_name.trim(), origin)) {
    throw new PayloadValidationError(
      `Event Name: "${event_name.trim()}" came from Appcues and is never sent back to it. If it is an event of your own, map Event Name to another name.`
    )
  }
}

/**
 * Whether an event came from Appcues: by its name, or by our source's mark under any name. The flag that Appcues' own Segment
 * integration sets does not name newer destinations, so the name has to tell.
 */
const isFromAppcues = (name: string, origin: string | undefined): boolean =>
  origin === APPCUES_ORIGIN || isAppcuesEvent(name)
