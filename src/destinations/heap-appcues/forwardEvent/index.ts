import type { ActionDefinition } from '@segment/actions-core'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { AudienceSettings, Settings } from '../generated-types'
import { fields } from './fields'
import { sendEvents } from './send-events'
import type { Payload } from './generated-types'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Forward Event to Appcues',
  description:
    'Send an event to Appcues, so that flows can be targeted by it. Events that came from Appcues are refused.',
  defaultSubscription: 'type = "track" and !contains(event, "(Appcues)")',
  fields,
  perform: async (request, { payload, settings }) => toResult(await sendEvents(request, [payload], settings)),
  performBatch: async (request, { payload, settings }) => toMultiStatus(await sendEvents(request, payload, settings))
}

export default action
