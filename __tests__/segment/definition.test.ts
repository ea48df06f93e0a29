import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { DestinationDefinition, GlobalSetting, InputField } from '@segment/actions-core'
import destination from '../../src/destinations/heap-appcues'
import ts from 'typescript'
import { metadataOf } from '../../scripts/export/metadata'
import { filesBelow, parse } from '../../scripts/export/source-files'
import * as versions from '../../src/destinations/heap-appcues/versioning-info'
import { parseFql } from '@segment/destination-subscriptions'
import { triggerText } from './support/trigger-text'

const FOLDER = path.join(__dirname, '../../src/destinations/heap-appcues')

type AnyField = Pick<InputField | GlobalSetting, 'label' | 'description' | 'type'> & {
  default?: unknown
  choices?: unknown
  properties?: unknown
}

interface Row {
  at: string
  key: string
  field: AnyField
}

/** Fields with their sub-fields, each with the place where it stands. */
const rowsOf = (place: string, fields: object | undefined): Row[] =>
  Object.entries((fields ?? {}) as Record<string, AnyField>).flatMap(([key, field]) => [
    { at: `${place}.${key}`, key, field },
    ...rowsOf(`${place}.${key}`, field.properties as object | undefined)
  ])

const settings = rowsOf('settings', destination.authentication?.fields)
const audienceSettings = rowsOf('audience', (destination as { audienceFields?: object }).audienceFields)
const actions = Object.entries(destination.actions)
const actionFields = actions.flatMap(([name, { fields }]) => rowsOf(name, fields))
const hookFields = actions.flatMap(([name, { hooks }]) =>
  Object.entries(hooks ?? {}).flatMap(([hook, { inputFields, outputTypes }]) => [
    ...rowsOf(`${name}.${hook}.in`, inputFields),
    ...rowsOf(`${name}.${hook}.out`, outputTypes)
  ])
)
const everything = [...settings, ...audienceSettings, ...actionFields, ...hookFields]

/** A default that is a value, and no mapping that is looked up in an event. */
const plainDefaults = everything.filter(({ field }) => ['string', 'number', 'boolean'].includes(typeof field.default))

const TYPES: Record<string, string> = {
  boolean: 'boolean',
  number: 'number',
  integer: 'number',
  string: 'string',
  text: 'string',
  password: 'string',
  datetime: 'string'
}

describe('the definition', () => {
  it.each(everything)('says what $at is', ({ field }) => {
    expect(field).toMatchObject({
      label: expect.stringMatching(/\S/) as string,
      description: expect.stringMatching(/\S/) as string
    })
  })

  it.each(actions)('says what %s does', (_key, action) => {
    expect(action.description).toMatch(/\S/)
    expect(action.title).toMatch(/\S/)
  })

  it('gives each action a title of its own, because validation is cached by it', () => {
    const titles = actions.map(([, { title }]) => title)
    expect(titles).toStrictEqual([...new Set(titles)])
  })

  it('calls each action as its folder, where its types are written', () => {
    const folders = readdirSync(FOLDER).filter((name) => existsSync(path.join(FOLDER, name, 'generated-types.ts')))
    expect(folders.sort()).toStrictEqual(actions.map(([key]) => key).sort())
    expect(path.basename(FOLDER)).toBe(destination.slug?.replace(/^actions-/, ''))
  })

  it.each(plainDefaults)('gives $at a default of its own type', ({ field }) => {
    expect(typeof field.default).toBe(TYPES[field.type])
  })

  it.each(plainDefaults.filter(({ field }) => Array.isArray(field.choices)))(
    'gives $at a default that is one of its choices',
    ({ field }) => {
      const values = (field.choices as (string | { value: unknown })[]).map((choice) =>
        typeof choice === 'string' ? choice : choice.value
      )
      expect(values).toContain(field.default)
    }
  )

  it.each(actions.filter(([, { fields }]) => 'batch_keys' in fields))(
    'batches %s by at most three of its own fields',
    (_key, { fields }) => {
      const keys = fields.batch_keys?.default as string[]
      expect(keys.length).toBeLessThanOrEqual(3)
      expect(Object.keys(fields)).toStrictEqual(expect.arrayContaining(keys))
      expect(keys).not.toContain('batch_keys')
    }
  )

  it.each(actions)('batches %s unless someone switches it off', (_key, { fields, performBatch }) => {
    expect(performBatch).toBeInstanceOf(Function)
    expect(fields.enable_batching).toMatchObject({ type: 'boolean', default: true })
    expect(fields.batch_size.default).toBeLessThanOrEqual(1000)
  })

  it('hides settings that look like a secret', () => {
    const secret = /key|token|secret|password|credential/i
    const shown = settings.filter(({ key, field }) => secret.test(key) && field.type !== 'password')
    expect(shown.map(({ at }) => at)).toStrictEqual([])
    expect(settings.filter(({ field }) => field.type === 'password').length).toBeGreaterThan(2)
  })

  it('requires of an event nothing but its name: everything else is rejected with a message of our own', () => {
    const required = actions.flatMap(([, { fields }]) => Object.keys(fields).filter((key) => fields[key].required))
    expect(required.filter((key) => !/^event(_name)?$/.test(key))).toStrictEqual([])
    expect(settings.filter(({ field }) => 'required' in field && field.required)).toStrictEqual([])
  })

  it('shares no name between settings and fields, which another host merges into one object', () => {
    const names = new Set(settings.map(({ key }) => key))
    const shared = actions.flatMap(([, { fields }]) => Object.keys(fields).filter((key) => names.has(key)))
    expect(shared).toStrictEqual([])
    expect(settings.filter(({ key }) => !/^[a-z][A-Za-z]*$/.test(key))).toStrictEqual([])
    expect(
      actions.flatMap(([, { fields }]) => Object.keys(fields)).filter((key) => !/^[a-z_]+$/.test(key))
    ).toStrictEqual([])
  })

  it('leaves credentials to the clients of the vendors: a request extension would send one vendor’s key to the other', () => {
    expect(destination.extendRequest).toBeUndefined()
  })
})

describe('metadata', () => {
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
  const files = filesBelow(ROOT, 'src/destinations/heap-appcues').filter(
    (file) => file.endsWith('.ts') && file !== HOME
  )

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
})

describe('presets', () => {
  const presets = destination.presets ?? []
  const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
  const specific = presets.flatMap((preset) => (preset.type === 'specificEvent' ? [preset] : []))

  /** What Engage sends, as Segment's documentation lists it. */
  const ENGAGE_EVENTS = [
    'warehouse_audience_membership_changed_identify',
    'warehouse_audience_entered_track',
    'warehouse_audience_exited_track',
    'warehouse_entity_added_track',
    'warehouse_entity_removed_track',
    'journeys_step_entered_track'
  ]

  describe('presets', () => {
    it('are fewer than the 50 mappings a destination may have', () => {
      expect(presets.length).toBeLessThan(50)
    })

    it('have names of their own', () => {
      const names = presets.map(({ name }) => name)
      expect(names).toStrictEqual([...new Set(names)])
    })

    it.each(presets)('map only fields that the action of "$name" has', ({ partnerAction, mapping }) => {
      const action = destination.actions[partnerAction]
      expect(action).toBeDefined()
      expect(Object.keys(action.fields)).toStrictEqual(expect.arrayContaining(Object.keys(mapping ?? {})))
    })

    it.each(presets)('map every required field of the action of "$name"', ({ partnerAction, mapping }) => {
      const { fields } = destination.actions[partnerAction]
      const required = Object.keys(fields).filter((key) => fields[key].required === true)
      expect(Object.keys(mapping ?? {})).toStrictEqual(expect.arrayContaining(required))
    })

    it.each(specific)('of Engage name an event that Engage sends: "$name"', ({ eventSlug }) => {
      expect(ENGAGE_EVENTS).toContain(eventSlug)
    })
  })

  /** Parsing alone proves little: `type = ` gives no error, and conditions that are not understood vanish without a word. */
  describe('triggers', () => {
    const triggers = [
      ...automatic.map(({ name, subscribe }) => ({ name, subscribe })),
      ...Object.entries(destination.actions).map(([name, { defaultSubscription }]) => ({
        name: `the action ${name}`,
        subscribe: defaultSubscription ?? ''
      }))
    ]

    it.each(triggers)('of "$name" are understood as they are written', ({ subscribe }) => {
      expect(triggerText(parseFql(subscribe))).toBe(subscribe)
    })

    it.each(triggers)('of "$name" have at most the two conditions that every plan allows', ({ subscribe }) => {
      expect(subscribe.split(/ (?:and|or) /).length).toBeLessThanOrEqual(2)
    })

    it.each([
      ['an empty condition', 'type = '],
      ['a condition that vanishes', 'type = "track" and messageId = "x"'],
      ['an upper-case word that turns into another', 'type = "track" OR event = "x"'],
      ['a negation of a group, which is ignored', '!(type = "track" or type = "page")'],
      ['a nested group, which is an error', 'type = "track" and (event = "a" or (event = "b" and event = "c"))']
    ])('do not pass with %s', (_what, subscribe) => {
      expect(triggerText(parseFql(subscribe))).not.toBe(subscribe)
    })
  })
})
