import type { ActionDefinition } from '@segment/actions-core'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { AudienceSettings, Settings } from '../generated-types'
import { fields } from './fields'
import type { RawInput } from '../shared/raw-input'
import { sendEvents } from './send-events'
import type { Payload } from './generated-types'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Forward Event to Appcues',
  description:
    'Send an event to Appcues, so that flows can be targeted by it. Events that came from Appcues are rejected.',
  defaultSubscription: 'type = "track" and !contains(event, "(Appcues)")',
  fields,
  perform: async (request, data) =>
    toResult(await sendEvents(request, [data.payload], data.settings, data as RawInput)),
  performBatch: async (request, data) =>
    toMultiStatus(await sendEvents(request, data.payload, data.settings, data as RawInput))
}

export default action
