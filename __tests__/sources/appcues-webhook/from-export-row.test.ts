import fc from 'fast-check'
import { appcuesWebhook } from '../../../src/sources/appcues-webhook'
import { fromExportRow } from '../../../src/sources/appcues-webhook/from-export-row'
import { depthOf, requestOf, run } from '../support/run'

describe('a row of an export', () => {
  it('has nothing where a cell holds nothing', () => {
    expect(fromExportRow({ id: '', name: null, user_id: undefined, attributes_flowId: undefined })).toStrictEqual({})
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
      attributesX: 'kept'
    }
    expect(fromExportRow(row)).toStrictEqual({
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
      context: { url: 'https://a.example', page: { title: 'A' } },
      attributesX: 'kept'
    })
  })

  it('of a JSON export stays as it is', () => {
    const row = { id: 'd1', name: 'n', attributes: { a: { b: [1] } }, context: {}, identity: { email: 'x' } }
    expect(fromExportRow(row)).toStrictEqual(row)
    const list = { attributes: ['{"a":1}'] }
    expect(fromExportRow(list)).toStrictEqual(list)
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
    expect(fromExportRow(row)).toStrictEqual({ attributes: { a: 1 }, context: { url: 'u' } })
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
    expect(fromExportRow(row)).toStrictEqual({
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
    const { attributes } = fromExportRow(row) as { attributes: Record<string, unknown> }
    expect(attributes.a).toBe(1)
    expect(attributes.e).toBe(4)
    expect(attributes.b).toMatchObject({ c: 2 })
  })

  it('keeps the first of two columns that contradict each other', () => {
    expect(fromExportRow({ 'attributes.a': 'x', 'attributes.a.b': 'y', attributes_a: 'z' })).toStrictEqual({
      attributes: { a: 'x' }
    })
    expect(fromExportRow({ 'attributes.a.b': 'y', 'attributes.a': 'x' })).toStrictEqual({
      attributes: { a: { b: 'y' } }
    })
  })

  it('keeps null in an object, whatever column leads into it', () => {
    expect(fromExportRow({ attributes: { a: null }, 'attributes.a.b': 1 })).toStrictEqual({ attributes: { a: null } })
  })

  it.each([
    ['0', 'b'],
    ['0', '1b'],
    ['b1', '0']
  ])('makes no list of columns that are not all numbered: %s and %s', (one, other) => {
    expect(fromExportRow({ [`attributes.a.${one}`]: 'x', [`attributes.a.${other}`]: 'y' })).toStrictEqual({
      attributes: { a: { [one]: 'x', [other]: 'y' } }
    })
  })

  it('merges a list with a numbered column', () => {
    expect(fromExportRow({ attributes: { a: [{ v: 1 }] }, 'attributes.a.1.v': 2 })).toStrictEqual({
      attributes: { a: [{ v: 1 }, { v: 2 }] }
    })
  })

  it('makes no list of a column with a huge number', () => {
    expect(fromExportRow({ 'attributes.a.4000000000': 'x' })).toStrictEqual({ attributes: { a: ['x'] } })
  })

  it('leaves a column out that leads deeper than 32 steps', () => {
    const path = (steps: number): string => `attributes.${Array<string>(steps).fill('a').join('.')}`
    expect(depthOf(fromExportRow({ [path(31)]: 1 }))).toBe(32)
    expect(fromExportRow({ [path(32)]: 1, [path(10_000)]: 1 })).toStrictEqual({})
  })

  it('treats hostile columns as columns like any other', () => {
    const row = JSON.parse('{"attributes.__proto__.polluted":1,"__proto__":2,"attributes_constructor":3}') as Record<
      string,
      unknown
    >
    const envelope = fromExportRow(row)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(envelope)).toStrictEqual(['attributes', '__proto__'])
  })

  it('gives no profile to the source, whatever columns it stands in', () => {
    const row = {
      id: 'd1',
      name: 'appcues:flow_started',
      user_id: 'u1',
      'identity.email': 'a',
      identity_email: 'a',
      identity: '{"email":"a"}',
      attributes__identity: '{"email":"a"}',
      'attributes._identity.email': 'a',
      'attributes__identity.email': 'a',
      'attributes.interaction.user.email': 'a',
      attributes_flowId: 'f1'
    }
    const [call] = run(appcuesWebhook.receive, requestOf(fromExportRow(row))).calls
    expect(call.properties).toStrictEqual({ flowId: 'f1', interaction: {} })
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
        const envelope = fromExportRow(Object.fromEntries(cells))
        expect(JSON.stringify(envelope).length).toBeLessThan(1_000_000)
        expect(Object.getPrototypeOf(envelope)).toBe(Object.prototype)
      })
    )
  })
})
