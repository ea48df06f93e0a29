import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { DestinationDefinition } from '@segment/actions-core'
import ts from 'typescript'
import { metadataOf } from '../../scripts/export/metadata'
import { filesBelow, parse } from '../../scripts/export/source-files'
import destination from '../../src/destinations/heap-appcues'
import * as versions from '../../src/destinations/heap-appcues/versioning-info'

const FILE = path.join(__dirname, '../../src/destinations/heap-appcues/metadata.json')

describe('metadata.json', () => {
  it('is what the definition says, byte for byte as Segment’s command line writes it', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(`${JSON.stringify(metadataOf(destination), null, 2)}\n`)
  })

  const field = { label: 'Field', description: 'A field.', type: 'string' } as const
  const unsaid = {
    required: false,
    multiple: false,
    allowNull: false,
    dynamic: false,
    default: null,
    choices: null,
    placeholder: null,
    properties: null,
    category: null,
    depends_on: null,
    readOnly: null,
    hidden: null,
    minimum: null,
    maximum: null,
    defaultObjectUI: null,
    disabledInputMethods: null,
    displayMode: null,
    format: null,
    additionalProperties: false
  }
  const conditions = { conditions: [{ fieldKey: 'a', operator: 'is', value: 'b' }] } as const
  const small = (fields: object, action: object = {}): DestinationDefinition<object> =>
    ({
      name: 'Small',
      slug: 'actions-small',
      mode: 'cloud',
      actions: { act: { title: 'Act', description: 'Acts.', fields, perform: () => undefined, ...action } }
    }) as unknown as DestinationDefinition<object>

  it.each([
    ['nothing more', {}, {}],
    ['a requirement', { required: true }, { required: true }],
    ['a condition', { required: conditions }, { required: conditions }],
    ['plain choices', { choices: ['a'] }, { choices: [{ label: 'a', value: 'a' }] }],
    ['labelled choices', { choices: [{ label: 'A', value: 'a' }] }, { choices: [{ label: 'A', value: 'a' }] }],
    ['no choices', { choices: [] }, { choices: null }],
    ['a look-up of its own', { dynamic: () => undefined }, { dynamic: true }],
    ['a hidden mark', { unsafe_hidden: true }, { hidden: true }],
    ['sub-fields', { type: 'object', properties: { sub: field } }, { properties: { sub: { ...field, ...unsaid } } }],
    ['sub-fields of no object', { properties: { sub: field } }, {}]
  ])('describes a field with %s', (_what, said, written) => {
    const { actions } = metadataOf(small({ one: { ...field, ...said } })) as { actions: { act: { fields: unknown } } }
    const type = 'type' in said ? said.type : 'string'
    expect(actions.act.fields).toStrictEqual({ one: { ...field, ...unsaid, type, ...written } })
  })

  it('describes an action with all it can have, and no function', () => {
    const action = {
      performBatch: () => undefined,
      hidden: true,
      syncMode: { default: 'add', label: 'Mode', description: 'How.', choices: [{ label: 'Add', value: 'add' }] },
      dynamicFields: { one: () => undefined, two: { __keys__: () => undefined, inner: () => undefined } },
      hooks: { onMappingSave: { label: 'Save', inputFields: { in: field }, outputTypes: { out: field } } }
    }
    expect(metadataOf(small({}, action))).toStrictEqual({
      slug: 'actions-small',
      name: 'Small',
      mode: 'cloud',
      description: undefined,
      authentication: undefined,
      audienceConfig: null,
      actions: {
        act: {
          title: 'Act',
          description: 'Acts.',
          platform: 'cloud',
          defaultSubscription: null,
          hidden: true,
          hasPerformBatch: true,
          syncMode: action.syncMode,
          hooks: {
            onMappingSave: {
              label: 'Save',
              description: '',
              inputFields: { in: { ...field, ...unsaid } },
              outputFields: { out: { ...field, ...unsaid } }
            }
          },
          dynamicFields: { two: ['__keys__'] },
          fields: {}
        }
      },
      presets: []
    })
  })
})

const ROOT = path.join(__dirname, '../..')
const HOME = 'src/destinations/heap-appcues/versioning-info.ts'
const files = filesBelow(ROOT, 'src/destinations/heap-appcues').filter((file) => file.endsWith('.ts') && file !== HOME)

/** Texts of a file in which a version stands as a part of a path. */
function versionedPaths(file: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)
    if (isText && /\/v\d+(?:\/|$)/.test(node.text)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(file, text))
  return found
}

describe('versions of the vendors’ APIs', () => {
  it('are written as in a path', () => {
    expect(Object.values(versions).filter((version) => !/^v\d+$/.test(version))).toStrictEqual([])
  })

  it('stand in versioning-info.ts and in no other file, because Segment reviews them there', () => {
    const elsewhere = files.flatMap((file) =>
      versionedPaths(file, readFileSync(path.join(ROOT, file), 'utf8')).map((text) => `${file}: ${text}`)
    )
    expect(elsewhere).toStrictEqual([])
  })

  it.each([
    ['found', "const url = 'https://api.example.com/v1/users'", 1],
    ['found', 'const url = `${host}/v2/accounts/${account}`', 1],
    ['found', "const base = 'https://api.example.com/v0'", 1],
    ['no version', "const name = 'appcues:v2:step_seen'", 0],
    ['no version', "const url = 'https://api.example.com/vendors/1'", 0],
    ['a comment', '// GET /v2/accounts/{account}/tags', 0]
  ])('are %s in %s', (_what, text, count) => {
    expect(versionedPaths('look-alike.ts', text)).toHaveLength(count)
  })
})
