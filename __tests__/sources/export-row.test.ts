import fc from '../support/fast-check'
import { findPath, pathOf } from '../../src/sources/appcues-webhook/export-columns'
import { fromExportRow, toEnvelope } from '../../src/sources/appcues-webhook/from-export-row'
import { depthOf, NOW, rejection } from './support/run'

describe('a row of an export', () => {
  it('has nothing where a cell holds nothing', () => {
    expect(toEnvelope({ id: '', name: null, user_id: undefined, attributes_flowId: undefined })).toStrictEqual({})
  })

  it('of a CSV becomes the envelope of a webhook', () => {
    const row = {
      id: 'd1',
      name: 'appcues:form_submitted',
      user_id: 'u1',
      group_id: '',
      timestamp: '1773181316123',
      attributes_flowId: 'f1',
      attributes_stepChildId: '',
      'attributes.interaction.category': 'form',
      'attributes.interaction.response.1.value': 'b',
      'attributes.interaction.response.0.value': 'a',
      'attributes.interaction.response.0.label': '[1]',
      'attributes_interaction.formId': 'form-1',
      context_url: 'https://a.example',
      'context.page.title': 'A',
      attributesX: 'unknown'
    }
    expect(toEnvelope(row)).toStrictEqual({
      id: 'd1',
      name: 'appcues:form_submitted',
      user_id: 'u1',
      timestamp: '1773181316123',
      attributes: {
        flowId: 'f1',
        interaction: {
          category: 'form',
          response: [{ value: 'a', label: '[1]' }, { value: 'b' }],
          formId: 'form-1'
        }
      },
      context: { url: 'https://a.example', page: { title: 'A' } }
    })
  })

  it('of a JSON export stays as it is', () => {
    const row = { id: 'd1', name: 'n', attributes: { a: { b: [1] } }, context: {}, identity: { email: 'x' } }
    expect(toEnvelope(row)).toStrictEqual(row)
    const list = { attributes: ['{"a":1}'] }
    expect(toEnvelope(list)).toStrictEqual(list)
  })

  it('has nothing where a cell is empty, so that another column can say it', () => {
    const row = {
      attributes: '',
      attributes_a: null,
      'attributes.a': 1,
      context: undefined,
      context_url: 'u',
      id: null
    }
    expect(toEnvelope(row)).toStrictEqual({ attributes: { a: 1 }, context: { url: 'u' } })
  })

  it('may hold its objects as JSON in a cell', () => {
    const row = {
      attributes: '{"flowId":"f1","interaction":{"category":"form"}}',
      attributes_response: ' [{"value":"a"}]',
      attributes_list: '[1,2]',
      attributes_mixed: '[{"value":"a"},2]',
      attributes_half: '{"a":',
      'attributes.interaction.formId': 'form-1',
      context: '{"url":"https://a.example"}',
      user_id: '{"id":1}'
    }
    expect(toEnvelope(row)).toStrictEqual({
      attributes: {
        flowId: 'f1',
        response: [{ value: 'a' }],
        list: '[1,2]',
        mixed: '[{"value":"a"},2]',
        half: '{"a":',
        interaction: { category: 'form', formId: 'form-1' }
      },
      context: { url: 'https://a.example' },
      user_id: '{"id":1}'
    })
  })

  it.each([
    ['columns first', { attributes_a: 1, 'attributes.b.c': 2, attributes: { b: { d: 3 }, e: 4, a: 9 } }],
    ['the object first', { attributes: { a: 1, b: { d: 3 }, e: 4 }, attributes_a: 9, 'attributes.b.c': 2 }]
  ])('merges an object with columns, %s', (_case, row) => {
    const { attributes } = toEnvelope(row) as { attributes: Record<string, unknown> }
    expect(attributes.a).toBe(1)
    expect(attributes.e).toBe(4)
    expect(attributes.b).toMatchObject({ c: 2 })
  })

  it('keeps the first of two columns that contradict each other', () => {
    expect(toEnvelope({ 'attributes.a': 'x', 'attributes.a.b': 'y', attributes_a: 'z' })).toStrictEqual({
      attributes: { a: 'x' }
    })
    expect(toEnvelope({ 'attributes.a.b': 'y', 'attributes.a': 'x' })).toStrictEqual({
      attributes: { a: { b: 'y' } }
    })
  })

  it('keeps null in an object, whatever column leads into it', () => {
    expect(toEnvelope({ attributes: { a: null }, 'attributes.a.b': 1 })).toStrictEqual({ attributes: { a: null } })
  })

  it.each([
    ['0', 'b'],
    ['0', '1b'],
    ['b1', '0']
  ])('makes no list of columns that are not all numbered: %s and %s', (one, other) => {
    expect(toEnvelope({ [`attributes.a.${one}`]: 'x', [`attributes.a.${other}`]: 'y' })).toStrictEqual({
      attributes: { a: { [one]: 'x', [other]: 'y' } }
    })
  })

  it('merges a list with a numbered column', () => {
    expect(toEnvelope({ attributes: { a: [{ v: 1 }] }, 'attributes.a.1.v': 2 })).toStrictEqual({
      attributes: { a: [{ v: 1 }, { v: 2 }] }
    })
  })

  it('makes no list of a column with a huge number', () => {
    expect(toEnvelope({ 'attributes.a.4000000000': 'x' })).toStrictEqual({ attributes: { a: ['x'] } })
  })

  it('leaves a column out that leads deeper than 32 steps', () => {
    const path = (steps: number): string => `attributes_${Array<string>(steps).fill('a').join('.')}`
    expect(depthOf(toEnvelope({ [path(31)]: 1 }))).toBe(32)
    expect(toEnvelope({ [path(32)]: 1, [path(10_000)]: 1 })).toStrictEqual({})
  })

  it('treats hostile columns as columns like any other', () => {
    const row = JSON.parse('{"attributes.__proto__.polluted":1,"__proto__":2,"attributes_constructor":3}') as Record<
      string,
      unknown
    >
    const envelope = toEnvelope(row)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(envelope)).toStrictEqual(['attributes'])
    expect(Object.keys(envelope.attributes as object)).toStrictEqual(['__proto__', 'constructor'])
  })

  it('never throws, and never grows deep, whatever the columns are called', () => {
    const column = fc.array(fc.constantFrom('attributes', 'context', '.', '_', '0', '1', '__proto__', 'a'), {
      maxLength: 60
    })
    const row = fc.array(
      fc.tuple(
        column.map((parts) => parts.join('')),
        fc.jsonValue()
      ),
      { maxLength: 20 }
    )
    fc.assert(
      fc.property(row, (cells) => {
        const envelope = toEnvelope(Object.fromEntries(cells))
        expect(JSON.stringify(envelope).length).toBeLessThan(1_000_000)
        expect(Object.getPrototypeOf(envelope)).toBe(Object.prototype)
      })
    )
  })
})

/** What the calls of a row hold, and what its columns are not used for. */
function read(row: Record<string, unknown>, options: Partial<Parameters<typeof fromExportRow>[1]> = {}) {
  const messages: string[] = []
  const { calls, unusedColumns } = fromExportRow(row, { now: NOW, ...options }, (message) => messages.push(message))
  return { calls, unusedColumns, messages }
}
const ENVELOPE = { id: 'd1', name: 'appcues:flow_started', user_id: 'u1', timestamp: '2026-03-10T22:21:56Z' }
const propertiesOf = (row: Record<string, unknown>): unknown => read({ ...ENVELOPE, ...row }).calls[0].properties

describe('the columns of a row', () => {
  it.each([
    [{ NAME: 'appcues:flow_started', TIMESTAMP: '2026-03-10T22:21:56Z', USER_ID: 'u1', ATTRIBUTES_FLOWID: 'f1' }],
    [{ ' Name ': 'appcues:flow_started', ' Timestamp ': 1773181316, ' User ID ': 'u1', 'Attributes Flow ID': 'f1' }],
    [{ event: 'appcues:flow_started', timestamp: 1773181316, userId: 'u1', flow_id: 'f1' }],
    [{ 'Event Name': 'appcues:flow_started', timestamp: 1773181316, 'user-id': 'u1', FLOW_ID: 'f1' }],
    [{ event: 'x', name: 'appcues:flow_started', timestamp: 1773181316, user_id: 'u1', 'attributes[flowId]': 'f1' }]
  ])('are read in any case, with blanks, and by their other words: %j', (row) => {
    expect(read(row)).toMatchObject({
      calls: [
        {
          event: 'Flow Started (Appcues)',
          userId: 'u1',
          timestamp: '2026-03-10T22:21:56.000Z',
          properties: { flowId: 'f1' }
        }
      ],
      unusedColumns: [],
      messages: []
    })
  })

  it('beside the envelope are attributes, where Appcues has such', () => {
    const row = { score: 9, feedback: 'Good', Flow_Version: 5, checklistId: 'c', INTERACTION: '{"category":"form"}' }
    expect(propertiesOf(row)).toStrictEqual({
      score: 9,
      feedback: 'Good',
      flowVersion: 5,
      checklistId: 'c',
      interaction: { category: 'form' }
    })
  })

  it('name the page of an event', () => {
    expect(read({ ...ENVELOPE, page_url: 'https://a.example', 'Page Title': 'A' }).calls[0].context).toMatchObject({
      page: { url: 'https://a.example', title: 'A' }
    })
  })

  it('that are used for nothing are named, where they hold something', () => {
    const row = { source: 'web', email: 'a@example.com', context_locale: 'en', empty: '', nothing: null, mark: '\\N' }
    expect(read({ ...ENVELOPE, ...row })).toMatchObject({
      calls: [{ properties: {} }],
      unusedColumns: ['source', 'email', 'context_locale']
    })
  })

  it('keep what Appcues may add to its attributes', () => {
    expect(propertiesOf({ attributes_bannerId: 'b', 'attributes.some_new.thing': 1 })).toStrictEqual({
      bannerId: 'b',
      someNew: { thing: 1 }
    })
  })

  it('are empty where a database wrote its mark for null', () => {
    expect(
      propertiesOf({ attributes_flowId: 'f-1', attributes_flowName: '\\N', attributes_label: 'C:\\New' })
    ).toStrictEqual({
      flowId: 'f-1',
      label: 'C:\\New'
    })
    expect(() => read({ ...ENVELOPE, user_id: '\\N' })).toThrow(
      rejection('INVALID_PAYLOAD', /^The field "user_id" is missing, or holds a placeholder/)
    )
  })
})

describe('a column that begins with "_"', () => {
  it.each([
    { _id: 'x' },
    { _name: 'x' },
    { _timestamp: 'x' },
    { _score: 9 },
    { attributes__score: 9 },
    { attributes__sessionId: 's' },
    { ATTRIBUTES__SESSIONID: 's' },
    { 'attributes._device._pushToken': 'p' },
    { attributes__device_pushToken: 'p' },
    { _device: { _pushToken: 'p' } },
    { _fivetran_synced: true }
  ])('is none of the customer’s, and goes nowhere: %j', (column) => {
    const [call] = read({ ...ENVELOPE, id: undefined, ...column, flow_id: 'f1' }).calls
    expect(call).toMatchObject({ event: 'Flow Started (Appcues)', timestamp: '2026-03-10T22:21:56.000Z' })
    expect(call.messageId).toMatch(/^appcues-/)
    expect(call.properties).toStrictEqual({ flowId: 'f1' })
  })
})

describe('the page of an NPS row', () => {
  it.each(['attributes__identity__currentPageUrl', 'ATTRIBUTES__IDENTITY__CURRENTPAGEURL', 'identity._currentPageUrl'])(
    'is read from %s',
    (column) => {
      const row = { ...ENVELOPE, name: 'appcues:nps_score', score: 9, [column]: 'https://a.example' }
      expect(read(row).calls[0].context?.page).toStrictEqual({ url: 'https://a.example' })
    }
  )
})

describe('the profile in a row', () => {
  const profiles: Record<string, unknown>[] = [
    { identity: { email: 'pat@example.com' } },
    { identity: '{"email":"pat@example.com"}' },
    { user: '{"email":"pat@example.com"}' },
    { _identity: '{"email":"pat@example.com"}' },
    { 'identity.email': 'pat@example.com' },
    { identity_email: 'pat@example.com' },
    { IDENTITY_EMAIL: 'pat@example.com' },
    { _identity_email: 'pat@example.com' },
    { 'identity[email]': 'pat@example.com' },
    { 'user.email': 'pat@example.com' },
    { attributes__identity: '{"email":"pat@example.com"}' },
    { attributes__identity_email: 'pat@example.com' },
    { ATTRIBUTES__IDENTITY_EMAIL: 'pat@example.com' },
    { 'attributes._identity.email': 'pat@example.com' },
    { 'attributes__identity.email': 'pat@example.com' },
    { 'attributes.user.email': 'pat@example.com' },
    { 'attributes[identity][email]': 'pat@example.com' },
    { attributes: { _identity: { email: 'pat@example.com' } } },
    { attributes: '{"_identity":{"email":"pat@example.com"}}' }
  ]

  it.each(profiles)('never passes: %j', (columns) => {
    const { calls, unusedColumns } = read({ ...ENVELOPE, attributes_userRole: 'admin', ...columns })
    expect(JSON.stringify(calls)).not.toContain('example.com')
    expect(unusedColumns).toStrictEqual([])
  })

  it.each(profiles)('gives the one value that was asked for, and nothing else: %j', (columns) => {
    const row = { ...ENVELOPE, 'identity.plan': 'pro', _device: { _pushToken: 'p' }, ...columns }
    const [{ context, properties }] = read(row, { traits: ['email'] }).calls
    expect(context).toStrictEqual({
      traits: { email: 'pat@example.com' },
      integration: { name: 'Appcues', source: 'appcues-webhook' }
    })
    expect(properties).toStrictEqual({})
  })

  it('is distinguished from columns that only look like it', () => {
    const row = { attributes_user_count: 3, attributes_userRole: 'admin', attributes_identity_provider: 'okta' }
    expect(propertiesOf(row)).toStrictEqual({ userCount: 3, userRole: 'admin', identityProvider: 'okta' })
  })
})

describe('the place of a column', () => {
  it.each([
    ['user_id', ['user_id']],
    [' User ID ', ['user_id']],
    ['USER-ID', ['user_id']],
    ['event name', ['event']],
    ['pageUrl', ['context', 'page', 'url']],
    ['Page Title', ['context', 'page', 'title']],
    ['attributes', ['attributes']],
    ['_identity', ['_identity']],
    ['User', ['user']],
    ['score', ['attributes', 'score']],
    ['FLOW_ID', ['attributes', 'flowId']],
    ['attributes_flow_id', ['attributes', 'flowId']],
    ['ATTRIBUTES.FLOWID', ['attributes', 'flowId']],
    ['attributes interaction.response[0].value', ['attributes', 'interaction', 'response', '0', 'value']],
    ['attributes_newThing', ['attributes', 'newThing']],
    ['attributes.a..b', ['attributes', 'a', 'b']],
    ['attributes__identity_email', ['attributes', '_identity', 'email']],
    ['attributes._IDENTITY.email', ['attributes', '_identity', 'email']],
    ['attributes[_identity[email]]', ['attributes', '_identity', 'email']],
    ['attributes_x_identity.email', ['attributes', 'x_identity', 'email']],
    ['context_url', ['context', 'url']],
    ['context.page[title]', ['context', 'page', 'title']],
    ['identity_email', ['identity', 'email']],
    ['_identity.email', ['identity', 'email']],
    ['identity[address][city]', ['identity', 'address', 'city']],
    ['user.email', ['identity', 'email']]
  ])('%j is %j', (column, path) => {
    expect(findPath(column)).toStrictEqual(path)
  })

  it.each([
    'email',
    'user_email',
    'attributes.',
    'attributes..',
    'context_locale',
    'context.page.locale',
    '_score',
    'my attributes_a'
  ])('%j is none', (column) => {
    expect(findPath(column)).toBeUndefined()
  })

  it('stays what it is when it is asked for again, and beyond the names that are kept', () => {
    const columns = Array.from({ length: 2100 }, (_, n) => `attributes_c${n}`)
    for (const column of [...columns, ...columns]) {
      expect(pathOf(column)).toStrictEqual(['attributes', column.slice('attributes_'.length)])
    }
    expect(pathOf('email')).toBeUndefined()
    expect(pathOf('email')).toBeUndefined()
  })
})

describe('an envelope', () => {
  it('names its event once, and has nothing for a null of a database', () => {
    expect(toEnvelope({ event: 'appcues:flow_started', user_id: ' \\N ' })).toStrictEqual({
      name: 'appcues:flow_started'
    })
    expect(toEnvelope({ event: 'a', name: 'b' })).toStrictEqual({ name: 'b' })
  })
})
