import type { ActionDefinition } from '@segment/actions-core'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { AudienceSettings, Settings } from '../generated-types'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { sendUsers } from './send-users'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Update User in Heap',
  description: 'Set user properties in Heap, so that Heap segments can be made of what Appcues knows about a person.',
  defaultSubscription: 'type = "track" and event = "Flow Started (Appcues)"',
  fields,
  perform: async (request, { payload, settings }) => toResult(await sendUsers(request, [payload], settings)),
  performBatch: async (request, { payload, settings }) => toMultiStatus(await sendUsers(request, payload, settings))
}

export default action
