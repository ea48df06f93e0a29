import { APIError } from '@segment/actions-core'
import type { AudienceDestinationDefinition } from '@segment/actions-core'
import { appcuesApi } from '../appcues/api'
import { appcuesError } from '../appcues/response'
import { propertyName, recurringLimit } from './admission'
import { buildReference, parseReference, syncsSegment, toAudienceKey } from './remembered'
import { SegmentRegistry } from './registry'
import { isSuccess } from '../shared/http'
import type { AudienceSettings, Settings } from '../generated-types'

type AudienceConfig = Extract<
  AudienceDestinationDefinition<Settings, AudienceSettings>['audienceConfig'],
  { createAudience: unknown }
>

/** How the platform connects an audience. Both calls get settings that were not validated, and may be repeated. */
export const audienceConfig: AudienceConfig = {
  mode: { type: 'synced', full_audience_sync: false },

  /** Finds the audience in Appcues by its key, or creates its segment, and returns the reference to both. */
  async createAudience(request, { settings, audienceSettings, audienceName, personas }) {
    const registry = new SegmentRegistry(appcuesApi(request, settings))
    const key = toAudienceKey(personas?.computation_id, personas?.namespace ?? personas?.space_id)
    const fill = syncsSegment(audienceSettings?.keep_segment)
    const name = (): string => propertyName(audienceName, audienceSettings?.property_name)
    const wanted = { key, sync: 'recurring', fill, propertyName: name } as const
    const { property, segment } = await registry.connect(wanted, recurringLimit(settings))
    return { externalId: buildReference({ property, segment, fill }) }
  },

  /** Reads only: says whether the segment of a reference is still there. */
  async getAudience(request, { settings, externalId }) {
    const api = appcuesApi(request, settings)
    const { segment, property } = parseReference(externalId)
    const response = await api.getSegment(segment)
    if (isSuccess(response)) return { externalId }
    if (response.status !== 404) throw appcuesError(response)
    throw new APIError(
      `The Appcues segment of the property "${property}" is gone. Connect the audience to the destination again to create it anew.`,
      response.status
    )
  }
}
