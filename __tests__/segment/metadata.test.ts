import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { DestinationDefinition } from '@segment/actions-core'
import { metadataOf } from '../../scripts/export/metadata'
import destination from '../../src/destinations/heap-appcues'

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
