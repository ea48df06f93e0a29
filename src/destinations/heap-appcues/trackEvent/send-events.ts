import type { RequestClient } from '@segment/actions-core'
import { findEvent } from '../catalog'
import { anonymous_id, identity } from '../common-fields'
import type { Settings } from '../generated-types'
import { heapApi } from '../heap/client'
import { toEventResponse, trackAll } from '../heap/send'
import { NATIVE_NAMES, SKIP_ANONYMOUS, settingLabel } from '../settings'
import { sendBatch } from '../shared/batch'
import { hostFilter } from '../shared/event-rules'
import { skipped } from '../shared/multistatus'
import type { EventResponse, SuccessResponse } from '../shared/multistatus'
import { RoundedIds, isMapped, rawEvents } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { buildEvent } from './build-event'
import type { Batch, BuiltEvent } from './build-event'
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
  const batch: Batch = {
    settings,
    hasNativeNames: settings.heapNames === NATIVE_NAMES,
    rounded: new RoundedIds(raw, { identity: identity.default, anonymous_id: anonymous_id.default }),
    hasTimestamp: isMapped(raw, 'properties.timestamp'),
    rawEvent: rawEvents(raw, payloads.length)
  }
  const skipOtherHost = hostFilter(settings)
  return sendBatch(
    payloads,
    (payload, index) => {
      const { url } = (payload.context?.page ?? {}) as { url?: unknown }
      return skipOtherHost(url) ?? skipListed(payload) ?? skipAnonymous(buildEvent(payload, index, batch), settings)
    },
    async (built) => {
      const events = built.map(({ event }) => event)
      const responses = await trackAll(api, events)
      return responses.map((response, index) => toEventResponse(response, events[index], built[index].omitted))
    }
  )
}

/** The response for an event that another preset sends; undefined for all others. */
function skipListed({ unlisted_only, event }: Payload): SuccessResponse | undefined {
  if (!unlisted_only || !findEvent(event.trim())) return undefined
  return skipped('This event has a preset of its own; turn that preset on to send it.')
}

/** What is built, unless it is of a visitor whose events the settings leave out. */
function skipAnonymous(built: BuiltEvent, { anonymousEvents }: Settings): BuiltEvent | SuccessResponse {
  if (anonymousEvents !== SKIP_ANONYMOUS || 'identity' in built.event) return built
  return skipped(`The setting ${settingLabel('anonymousEvents')} leaves anonymous events out.`)
}
