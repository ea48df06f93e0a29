import type { ActionDefinition } from '@segment/actions-core'
import type { AudienceSettings, Settings } from '../generated-types'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { RawInput } from '../shared/raw-input'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { sendUsers } from './send-users'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Update User in Heap',
  description: 'Set user properties in Heap, so that Heap segments can be made of what Appcues knows about a person.',
  defaultSubscription: 'type = "track" and event = "Flow Started (Appcues)"',
  fields,
  perform: async (request, data) => toResult(await sendUsers(request, [data.payload], data.settings, data as RawInput)),
  performBatch: async (request, data) =>
    toMultiStatus(await sendUsers(request, data.payload, data.settings, data as RawInput))
}

export default action
