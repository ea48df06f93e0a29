import { fieldsToJsonSchema } from '@segment/actions-core'
import type { GlobalSetting, InputField } from '@segment/actions-core'
import Ajv from 'ajv'
import standaloneCode from 'ajv/dist/standalone'
import type { JSONSchema4 } from 'json-schema'
import mapValues from 'lodash/mapValues'
import omit from 'lodash/omit'
import destination from '../../src/destinations/heap-appcues'

type Fields = Record<string, InputField | GlobalSetting>

/** As the framework makes its own, in `schema-validation.ts`; what differs would show in the test that compares both. */
const OPTIONS = {
  coerceTypes: 'array',
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
  removeAdditional: true,
  code: { source: true, esm: true, lines: true }
} as const

/** Formats of the framework that take any text; `date-like` has rules of its own, and no field of ours is a datetime. */
const ANY_TEXT = ['text', 'password']

const BANNER = `// Generated file. DO NOT MODIFY IT BY HAND: npm run generate.
// Ajv's validators of the settings and of each action's fields, as code: some hosts forbid making code at run time.
// @ts-${'nocheck'}
`

/** Read by the host, constant in every mapping, and of no interest to an action. */
const OF_THE_HOST = ['enable_batching', 'batch_size', 'batch_keys']

/** The file of validators: one function for the settings and one for each action, and their schemas. */
export function validatorsFile(): string {
  const ajv = new Ajv(OPTIONS)
  ANY_TEXT.forEach((format) => ajv.addFormat(format, true))
  const actions = Object.entries(destination.actions).map(([key, { fields }]): [string, Fields] => [key, fields])
  const tables: [string, Fields][] = [['settings', destination.authentication?.fields ?? {}], ...actions]
  const keys = tables.map(([key]) => key)
  tables.forEach(([key, fields]) => ajv.addSchema(checkedOnly(fieldsToJsonSchema(omit(fields, OF_THE_HOST))), key))
  const code = standaloneCode(ajv, Object.fromEntries(keys.map((key) => [key, key])))
  return (
    BANNER +
    shorter(code.replace(EXPORT, '')) +
    table('validators', code, EXPORT) +
    table('schemas', code, SCHEMA, keys)
  )
}

const EXPORT = /^export const (\w+) = (validate\d+);\n/gm
/** In the order of the validators. */
const SCHEMA = /^const (schema\d+) = \{/gm

/** Without those parts of an error that Segment's sentences about it do not read. */
const shorter = (code: string): string =>
  code
    .replace(/schemaPath:"(?:[^"\\]|\\.)*",/g, '')
    .replace(/(keyword:"(?:type|enum|required)",params:\{[^}]*\}),message:(?:"[^"]*"\+?)+(?=[,}])/g, '$1')
    .replace(/,schema:[\w.[\]"]+(?=,parentSchema:)/g, '')

function table(name: string, code: string, pattern: RegExp, keys: readonly string[] = []): string {
  const found = [...code.matchAll(pattern)].map((match, index) => [keys[index] ?? match[1], match[match.length - 1]])
  return `\nexport const ${name} = { ${found.map(([key, value]) => `${key}: ${value}`).join(', ')} }\n`
}

/** The schema without what no check and no message reads: descriptions and defaults are most of its text. */
function checkedOnly(schema: JSONSchema4): JSONSchema4 {
  const checked = omit(schema, ['description', 'default', '$schema']) as JSONSchema4
  const { properties, items } = checked
  if (properties) checked.properties = mapValues(properties, checkedOnly)
  if (items && !Array.isArray(items)) checked.items = checkedOnly(items)
  return checked
}
