import { transform } from '@segment/actions-core'
import type { ActionDefinition, JSONObject } from '@segment/actions-core'

type Fields = ActionDefinition<unknown>['fields']

/** An event with something at every place that mappings point to. */
const SAMPLE = { type: 'track', event: 'Sample', userId: 'u', messageId: 'm', properties: {}, context: {} } as const

/** What is wrong with a mapping, in a message; undefined when it can be used. */
export function mappingProblem(mapping: unknown, fields: Fields): string | undefined {
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    return 'Mapping: it must be an object with the keys of the action’s fields.'
  }
  const unknown = Object.keys(mapping).find((key) => !Object.keys(fields).includes(key) && !key.startsWith('__segment'))
  if (unknown !== undefined) return `Mapping: the action has no field "${unknown}". Take the key out.`
  try {
    transform(mapping as JSONObject, { ...SAMPLE })
    return undefined
  } catch (error) {
    return `Mapping: ${(error as Error).message}`
  }
}
