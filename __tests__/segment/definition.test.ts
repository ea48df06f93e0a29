import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { GlobalSetting, InputField } from '@segment/actions-core'
import destination from '../../src/destinations/heap-appcues'

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
