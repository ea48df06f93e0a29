import { PayloadValidationError } from '@segment/actions-core'
import type { AppcuesEvent } from '../appcues/send-event'
import { appcuesUserId } from '../appcues/user-id'
import type { Settings } from '../generated-types'
import { APPCUES_EVENT_NAME } from '../limits'
import { plainText } from '../person'
import { toIsoTime } from '../time'
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
  const name = eventName(payload.event_name)
  const userId = appcuesUserId(payload, settings.identityProperty)
  const url = plainText(payload.page_url)
  const event = {
    name,
    timestamp: eventTime(payload.timestamp),
    attributes: flatAttributes(payload.attributes ?? {}),
    group_id: plainText(payload.group_id),
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

function eventName(text: string): string {
  const name = text.trim()
  if (name === '') throw new PayloadValidationError('Event Name: it is empty. Map Event Name to the name of the event.')
  if (name.length <= APPCUES_EVENT_NAME) return name
  throw new PayloadValidationError(
    `Event Name: ${name.length} characters are too many for Appcues, which takes ${APPCUES_EVENT_NAME}. Map Event Name to a shorter name.`
  )
}

function eventTime(value: Payload['timestamp']): string | undefined {
  if (value === undefined || value === '') return undefined
  const time = toIsoTime(value)
  if (time !== undefined) return time
  throw new PayloadValidationError(
    `Timestamp: "${String(value).slice(0, 40)}" is not a time. Map Timestamp to ISO 8601 text, or to epoch seconds or milliseconds.`
  )
}
