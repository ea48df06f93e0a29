import { fieldsToJsonSchema } from '@segment/actions-core'
import type { DestinationDefinition, GlobalSetting, InputField } from '@segment/actions-core'
import omit from 'lodash/omit'
import { compile } from 'json-schema-to-typescript'
import type { JSONSchema4 } from 'json-schema'

type Fields = Record<string, InputField | GlobalSetting>

const BANNER = '// Generated file. DO NOT MODIFY IT BY HAND.'

/** The form Segment's own command line writes, so that its check finds nothing to change. */
const STYLE = { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 } as const

/** `generated-types.ts` of a destination and of each of its actions, by path below the destination's folder. */
export async function generatedTypes<Settings>(
  destination: DestinationDefinition<Settings>
): Promise<Map<string, string>> {
  const { audienceFields } = destination as { audienceFields?: Fields }
  const settings = await typesOf(destination.authentication?.fields ?? {}, 'Settings')
  const audience = audienceFields ? await typesOf(audienceFields, 'AudienceSettings') : ''
  const files = new Map([['generated-types.ts', settings + audience]])
  for (const [key, action] of Object.entries(destination.actions)) {
    let types = await typesOf(action.fields, 'Payload')
    for (const [name, hook] of Object.entries(action.hooks ?? {})) {
      if (hook.inputFields) types += await typesOf(hook.inputFields as Fields, `${name}Inputs`)
      if (hook.outputTypes) types += await typesOf(hook.outputTypes as unknown as Fields, `${name}Outputs`)
    }
    files.set(`${key}/generated-types.ts`, types)
  }
  return files
}

const typesOf = (fields: Fields, name: string): Promise<string> =>
  compile(withoutExtras(fieldsToJsonSchema(fields, { tsType: true })), name, {
    bannerComment: BANNER,
    style: STYLE
  })

function withoutExtras(full: JSONSchema4): JSONSchema4 {
  const schema: JSONSchema4 = omit(full, ['title', 'enum'])
  if (schema.type === 'object' && schema.properties) {
    const entries = Object.entries(schema.properties).map(([key, property]) => [key, withoutExtras(property)])
    return { ...schema, properties: Object.fromEntries(entries) as Record<string, JSONSchema4> }
  }
  if (schema.type === 'array' && schema.items && !Array.isArray(schema.items)) {
    return { ...schema, items: withoutExtras(schema.items) }
  }
  return schema
}
