import { APPCUES_ORIGIN } from '../../destinations/heap-appcues/catalog'
import { isAnonymousId } from '../../destinations/heap-appcues/shared/identity'
import { eventTime } from '../shared/event-time'
import { fitToSizeLimit } from '../shared/fit-call'
import { integrations } from '../shared/integrations'
import { personId } from '../shared/person-id'
import { toId } from '../shared/plain-id'
import { SourceError } from '../shared/errors'
import { contentId } from '../shared/stable-id'
import type { Log, SegmentCall } from '../shared/types'
import { withoutUndefined } from '../shared/without-undefined'
import { isSentByBrowser } from './is-sent-by-browser'
import type { Delivery } from './read-delivery'
import { clientName } from './client-name'
import { npsAnswers } from './nps-answers'
import { pageOf } from './page-of'
import { toProperties } from './to-properties'
import { NOT_THE_BROWSERS } from './settings'

/** Longest id of a delivery that is taken as it is: Segment's message ids have at most 100 characters, and suffixes must fit. */
const LONGEST_ID = 80

/**
 * The calls one event of Appcues becomes: itself under its client-side name and, for an answer to a newer survey, its score
 * and its words. None, with a note, for an event that is not Appcues' own or not to be delivered.
 *
 * @param deliver one of the choices of the setting Deliver
 */
export function toCalls(delivery: Delivery, deliver: string, note: Log): SegmentCall[] {
  const event = clientName(delivery.name)
  if (event === undefined) {
    note(`Ignored "${delivery.name}": it is none of Appcues’ own events.`)
    return []
  }
  if (deliver === NOT_THE_BROWSERS && isSentByBrowser(delivery)) {
    note(`Left "${event}" to Appcues’ browser integration, as the setting Deliver says.`)
    return []
  }
  const call = trackCall(event, delivery)
  return [call, ...npsAnswers(call, note)].map((each) => fitToSizeLimit(each, note))
}

function trackCall(event: string, delivery: Delivery): SegmentCall {
  const content = {
    event,
    ...person(delivery.userId),
    timestamp: eventTime({ timestamp: delivery.timestamp, 'attributes.timestamp': delivery.attributes.timestamp }),
    properties: toProperties(delivery.attributes),
    context: withoutUndefined({
      groupId: personId(delivery.groupId),
      page: pageOf(delivery.context),
      // The mark by which the destination knows what must never go back to Appcues.
      integration: { name: 'Appcues', source: APPCUES_ORIGIN }
    })
  }
  const messageId = deliveryId(delivery.id) ?? contentId('appcues', content)
  return withoutUndefined({ type: 'track', messageId, ...content, integrations: { ...integrations.notAppcues } })
}

function person(value: unknown): { userId: string } | { anonymousId: string } {
  const id = personId(value)
  if (id === undefined) {
    throw new SourceError(
      'INVALID_PAYLOAD',
      'The field "user_id" names nobody: there is no one to attach the event to. A number beyond 2^53 must be sent as text.'
    )
  }
  return isAnonymousId(id) ? { anonymousId: id } : { userId: id }
}

function deliveryId(value: unknown): string | undefined {
  const id = toId(value)
  return id !== undefined && id.length > LONGEST_ID ? contentId('appcues', id) : id
}
