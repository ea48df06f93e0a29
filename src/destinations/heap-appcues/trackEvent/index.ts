import type { ActionDefinition } from '@segment/actions-core'
import type { AudienceSettings, Settings } from '../generated-types'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { RawInput } from '../shared/raw-input'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { sendEvents } from './send-events'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Track Event in Heap',
  description: 'Send an event to Heap: an Appcues event under its documented name, or any other.',
  defaultSubscription: 'type = "track" and event = "Flow Started (Appcues)"',
  fields,
  perform: async (request, data) =>
    toResult(await sendEvents(request, [data.payload], data.settings, data as RawInput)),
  performBatch: async (request, data) =>
    toMultiStatus(await sendEvents(request, data.payload, data.settings, data as RawInput))
}

export default action
