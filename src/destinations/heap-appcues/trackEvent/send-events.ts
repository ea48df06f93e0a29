import type { JSONLikeObject, RequestClient } from '@segment/actions-core'
import { skipped, tryBuild } from '../shared/multistatus'
import type { EventResponse } from '../shared/multistatus'
import { findEvent } from '../catalog'
import { isTrue } from '../common-fields'
import type { Settings } from '../generated-types'
import { heapResponse } from '../heap/answer'
import { heapApi } from '../heap/api'
import type { AnonymousEvent, IdentifiedEvent } from '../heap/api'
import { trackAll, wireEvent } from '../heap/track'
import { buildEvent } from './build-event'
import type { Payload } from './generated-types'

/** A payload that will be sent, on its way from mapping to answer. */
interface Outgoing {
  wire: IdentifiedEvent | AnonymousEvent
  leftOut: readonly string[]
}

/** Sends events to Heap, one request for each endpoint that a batch needs, and answers for each event in its place. */
export async function sendEvents(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings
): Promise<EventResponse[]> {
  const api = heapApi(request, settings)
  const prepared = payloads.map((payload) => prepare(payload, settings))
  const outgoing = prepared.filter(isOutgoing)
  const answers = await trackAll(
    api,
    outgoing.map(({ wire }) => wire)
  )
  let next = 0
  return prepared.map((one) =>
    isOutgoing(one) ? heapResponse(answers[next++], one.wire as unknown as JSONLikeObject, one.leftOut) : one
  )
}

const isOutgoing = (one: Outgoing | EventResponse): one is Outgoing => 'wire' in one

function prepare(payload: Payload, settings: Settings): Outgoing | EventResponse {
  if (isTrue(payload.unlisted_only) && findEvent(payload.event.trim())) {
    return skipped('This event has a preset of its own; switch that one on to send it.')
  }
  const result = tryBuild(() => buildEvent(payload, settings))
  if ('error' in result) return result.error
  const { event, leftOut } = result.built
  if ('anonymousId' in event.person && settings.anonymousEvents === 'Leave out') {
    return skipped('Anonymous events are left out, as the setting Anonymous Events says.')
  }
  return { wire: wireEvent(event), leftOut }
}
