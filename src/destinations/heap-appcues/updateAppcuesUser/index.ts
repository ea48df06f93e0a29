import type { ActionDefinition } from '@segment/actions-core'
import type { AudienceSettings, Settings } from '../generated-types'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { RawInput } from '../shared/raw-input'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { sendProfiles } from './send-profiles'

const action: ActionDefinition<Settings, Payload, AudienceSettings> = {
  title: 'Update User in Appcues',
  description:
    'Set user properties in Appcues, so that flows can be targeted by what Heap or Segment knows of a person.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: async (request, data) =>
    toResult(await sendProfiles(request, [data.payload], data.settings, data as RawInput)),
  performBatch: async (request, data) =>
    toMultiStatus(await sendProfiles(request, data.payload, data.settings, data as RawInput))
}

export default action
