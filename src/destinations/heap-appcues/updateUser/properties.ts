import type { JSONObject } from '@segment/actions-core'
import { properties } from '../catalog'
import type { PropertyEntry } from '../catalog'
import { firstPresent } from '../shared/mapping'

export type UserPropertyName = 'appcuesUserID' | 'Appcues NPS Score' | 'Appcues NPS Date'

export interface UserPropertyRow extends Pick<PropertyEntry, 'description' | 'paths'> {
  type: 'text' | 'number' | 'time'
  /** Sent only in one update with this property: alone it would be taken for that of an earlier value. */
  needs?: UserPropertyName
}

/** The user properties that presets set in Heap, spelled as Heap shows them. */
export const userProperties: Record<UserPropertyName, UserPropertyRow> = {
  appcuesUserID: {
    type: 'text',
    description: 'The person’s user id in Appcues, so that Heap segments can find the same person there again.',
    paths: ['$.userId']
  },
  'Appcues NPS Score': {
    type: 'number',
    description: 'The last NPS score the person gave, a number: promoters and detractors become Heap segments.',
    paths: properties.nps_score.paths
  },
  'Appcues NPS Date': {
    type: 'time',
    description: 'When that score was given, ISO 8601.',
    paths: properties.timestamp.paths,
    needs: 'Appcues NPS Score'
  }
}

export const isUserPropertyName = (name: string): name is UserPropertyName =>
  Object.prototype.hasOwnProperty.call(userProperties, name)

/** Each property that needs another, and that other. */
export const dependencies = Object.entries(userProperties).flatMap(([name, { needs }]): [string, string][] =>
  needs === undefined ? [] : [[name, needs]]
)

/** Where these properties stand in a Segment event, as a mapping. */
export const userMappingOf = (names: readonly UserPropertyName[]): JSONObject =>
  Object.fromEntries(names.map((name) => [name, firstPresent(userProperties[name].paths)]))
