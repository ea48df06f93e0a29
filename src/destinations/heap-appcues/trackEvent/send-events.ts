import type { RequestClient } from '@segment/actions-core'
import { findEvent } from '../catalog'
import { anonymous_id, identity } from '../common-fields'
import type { Settings } from '../generated-types'
import { heapApi } from '../heap/client'
import { toEventResponse, trackAll } from '../heap/send'
import { SKIP_ANONYMOUS, settingLabel } from '../settings'
import { sendBatch } from '../shared/batch'
import { hostFilter } from '../shared/event-rules'
import type { HostFilter } from '../shared/event-rules'
import { skipped } from '../shared/multistatus'
import type { EventResponse, SuccessResponse } from '../shared/multistatus'
import { RoundedIds, isMapped, rawEvents } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { buildEvent } from './build-event'
import type { BuiltEvent } from './build-event'
import type { Payload } from './generated-types'

/**
 * Sends events to Heap, one request for each endpoint that a batch needs, and responds for each event in its place.
 *
 * @param raw the framework's own input
 */
export async function sendEvents(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings,
  raw: RawInput
): Promise<EventResponse[]> {
  const api = heapApi(request, settings)
  const hasTimestamp = isMapped(raw, 'properties.timestamp')
  const rounded = new RoundedIds(raw, { identity: identity.default, anonymous_id: anonymous_id.default })
  const skipOtherHost = hostFilter(settings)
  const eventOf = rawEvents(raw, payloads.length)
  return sendBatch(
    payloads,
    (payload, index) => {
      const rawEvent = (): unknown => eventOf(index, payload.message_id)
      return skip(payload, settings, skipOtherHost, () =>
        buildEvent(payload, settings, { rounded, hasTimestamp, rawEvent })
      )
    },
    async (built) => {
      const events = built.map(({ event }) => event)
      const responses = await trackAll(api, events)
      return responses.map((response, index) => toEventResponse(response, events[index], built[index].omitted))
    }
  )
}

/** What is built, unless the event is rightly not sent. */
function skip(
  payload: Payload,
  settings: Settings,
  skipOtherHost: HostFilter,
  build: () => BuiltEvent
): BuiltEvent | SuccessResponse {
  const page = payload.context?.page as { url?: unknown } | undefined
  const other = skipOtherHost(page?.url)
  if (other) return other
  if (payload.unlisted_only && findEvent(payload.event.trim())) {
    return skipped('This event has a preset of its own; turn that preset on to send it.')
  }
  const built = build()
  if ('user_identifier' in built.event && settings.anonymousEvents === SKIP_ANONYMOUS) {
    return skipped(`The setting ${settingLabel('anonymousEvents')} leaves anonymous events out.`)
  }
  return built
}
