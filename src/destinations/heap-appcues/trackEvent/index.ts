import type { ActionDefinition } from '@segment/actions-core'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { AudienceSettings, Settings } from '../generated-types'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { sendEvents } from './send-events'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Track Event in Heap',
  description: 'Send an event to Heap: an Appcues event under its documented name, or any other.',
  defaultSubscription: 'type = "track" and event = "Flow Started (Appcues)"',
  fields,
  perform: async (request, { payload, settings }) => toResult(await sendEvents(request, [payload], settings)),
  performBatch: async (request, { payload, settings }) => toMultiStatus(await sendEvents(request, payload, settings))
}

export default action
