import { APIError } from '@segment/actions-core'
import type { AudienceDestinationDefinition } from '@segment/actions-core'
import { appcuesError } from '../appcues/answer'
import { appcuesApi } from '../appcues/api'
import { getSegment } from '../appcues/segments'
import { syncsSegment } from './fill'
import { recurringLimit } from './admission'
import { audienceMarker } from './segment-description'
import { propertyName } from './property-name'
import { buildReference, parseReference } from './reference'
import { SegmentRegistry } from './registry'
import { isSuccess } from '../shared/http'
import type { AudienceSettings, Settings } from '../generated-types'

/** As a setting and as a field of an action alike. */
interface AudienceField {
  label: string
  description: string
  type: 'string' | 'boolean'
  default?: boolean
  allowNull?: boolean
}

/** What is asked for each audience where it is connected. The action has fields of the same names for its events. */
export const audienceFields: Record<'property_name' | 'keep_segment', AudienceField> = {
  property_name: {
    label: 'Property Name',
    description:
      'The whole name of the user property and of the segment in Appcues, instead of "[Heap] " and the name of the audience. Read when the audience is connected for the first time; changing it later changes nothing.',
    type: 'string'
  },
  keep_segment: {
    label: 'Keep Segment',
    description:
      'Fill the segment in Appcues with the members. The segment is made either way; when it is not filled, its description says to use the user property.',
    type: 'boolean',
    default: true,
    /** Null says nothing, and the default counts; the framework would make "off" of it. */
    allowNull: true
  }
}

type AudienceConfig = Extract<
  AudienceDestinationDefinition<Settings, AudienceSettings>['audienceConfig'],
  { createAudience: unknown }
>

/** How the platform connects an audience. Both calls get settings that nobody validated, and may be repeated. */
export const audienceConfig: AudienceConfig = {
  mode: { type: 'synced', full_audience_sync: false },

  /** Finds the audience in Appcues by its marker, or makes its segment, and answers with the reference to both. */
  async createAudience(request, { settings, audienceSettings, audienceName, personas }) {
    const register = new SegmentRegistry(appcuesApi(request, settings))
    const marker = audienceMarker(personas?.computation_id, personas?.namespace ?? personas?.space_id)
    const fill = syncsSegment(audienceSettings?.keep_segment)
    const name = (): string => propertyName(audienceName, audienceSettings?.property_name)
    const wanted = { marker, sync: 'recurring', fill, propertyName: name } as const
    const connected = await register.connect(wanted, recurringLimit(settings))
    return { externalId: buildReference({ ...connected, fill }) }
  },

  /** Reads only: says whether the segment of a reference is still there. */
  async getAudience(request, { settings, externalId }) {
    const api = appcuesApi(request, settings)
    const { segment, property } = parseReference(externalId)
    const answer = await getSegment(api, segment)
    if (isSuccess(answer)) return { externalId }
    if (answer.status !== 404) throw appcuesError(answer)
    throw new APIError(
      `The Appcues segment of the property "${property}" is gone. Connect the audience to the destination again to make it anew.`,
      answer.status
    )
  }
}
