import { PayloadValidationError } from '@segment/actions-core'
import type { AppcuesEvent } from '../appcues/send-event'
import { appcuesUserId } from '../appcues/user-id'
import { eventName, eventTime } from '../shared/validation'
import type { Settings } from '../generated-types'
import { APPCUES_EVENT_NAME } from '../shared/limits'
import { toText } from '../shared/identity'
import { flatAttributes } from './attributes'
import { isFromAppcues } from './echo'
import type { Payload } from './generated-types'

/** One event on its way to one person in Appcues. */
export interface ForwardedEvent {
  userId: string
  event: AppcuesEvent
}

/**
 * @throws PayloadValidationError when the event is an audience event or came from Appcues, or its name, person or time is unusable
 */
export function buildEvent(payload: Payload, settings: Settings): ForwardedEvent {
  refuseEcho(payload)
  const name = eventName(payload.event_name, 'Appcues', APPCUES_EVENT_NAME)
  const userId = appcuesUserId(payload, settings.identityProperty)
  const url = toText(payload.page_url)
  const event = {
    name,
    timestamp: eventTime(payload.timestamp),
    attributes: flatAttributes(payload.attributes ?? {}),
    group_id: toText(payload.group_id),
    context: url === undefined ? undefined : { url }
  }
  return { userId, event }
}

function refuseEcho({ event_name, origin, computation_class }: Payload): void {
  if (computation_class) {
    throw new PayloadValidationError(
      'Event Name: this is an audience event, which is a membership. Use the mapping Sync Audience for it, and leave audience events out of this trigger.'
    )
  }
  if (isFromAppcues(event_name.trim(), origin)) {
    throw new PayloadValidationError(
      `Event Name: "${event_name.trim()}" came from Appcues, and is never sent back to it. If it is an event of your own, map Event Name to another name.`
    )
  }
}
