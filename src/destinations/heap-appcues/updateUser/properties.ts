import type { JSONObject } from '@segment/actions-core'
import { properties } from '../events'
import type { PropertyRow } from '../events'
import { firstOf } from '../mapping'

export type UserPropertyName = 'appcuesUserID' | 'Appcues NPS Score' | 'Appcues NPS Date'

export interface UserPropertyRow extends Pick<PropertyRow, 'meaning' | 'paths'> {
  type: 'text' | 'number' | 'time'
}

/** The user properties that presets set in Heap, spelled as Heap shows them. */
export const userProperties: Record<UserPropertyName, UserPropertyRow> = {
  appcuesUserID: {
    type: 'text',
    meaning: 'The person’s user id in Appcues, so that Heap segments can find the same person there again.',
    paths: ['$.userId']
  },
  'Appcues NPS Score': {
    type: 'number',
    meaning: 'The last NPS score the person gave, a number: promoters and detractors become Heap segments.',
    paths: properties.nps_score.paths
  },
  'Appcues NPS Date': {
    type: 'time',
    meaning: 'When that score was given, ISO 8601.',
    paths: properties.timestamp.paths
  }
}

export const isUserPropertyName = (name: string): name is UserPropertyName =>
  Object.prototype.hasOwnProperty.call(userProperties, name)

/** Where these properties stand in a Segment event, as a mapping. */
export const userMappingOf = (names: readonly UserPropertyName[]): JSONObject =>
  Object.fromEntries(names.map((name) => [name, firstOf(userProperties[name].paths)]))
