import fc from 'fast-check'
import { isPlaceholderId } from '../../src/destinations/heap-appcues/shared/identity'
import { sources } from '../../src/sources'
import { fitToSizeLimit } from '../../src/sources/shared/fit-call'
import { parseObject } from '../../src/sources/shared/parse-object'
import { personId } from '../../src/sources/shared/person-id'
import { sanitizeJson } from '../../src/sources/shared/plain-copy'
import { readSettings } from '../../src/sources/shared/settings'
import { contentId } from '../../src/sources/shared/stable-id'
import type { SegmentCall } from '../../src/sources/shared/types'
import { depthOf, refusal } from './support/run'

const bytesOf = (call: SegmentCall): number => Buffer.byteLength(JSON.stringify(call))

describe('the sources', () => {
  it('are three, by name', () => {
    expect(Object.entries(sources).map(([key, { name }]) => [key, name])).toStrictEqual([
      ['appcuesWebhook', 'appcues-webhook'],
      ['heapSegmentSync', 'heap-segment-sync'],
      ['heapEventWebhook', 'heap-event-webhook']
    ])
  })

  it('mark every secret among their settings', () => {
    const secrets = Object.values(sources).flatMap(({ settings }) =>
      Object.entries(settings)
        .filter(([, setting]) => setting.sensitive)
        .map(([key]) => key)
    )
    expect(secrets).toStrictEqual(['webhookSecrets', 'urlToken', 'webhookSecrets', 'basicPassword', 'headerValue'])
  })
})

describe('settings', () => {
  const table = {
    text: { label: 'Text', description: '', type: 'string', default: 'standard' },
    bare: { label: 'Bare', description: '', type: 'string' },
    list: { label: 'List', description: '', type: 'array' },
    choice: { label: 'Choice', description: '', type: 'choice', choices: ['One', 'Two'], default: 'One' },
    number: { label: 'Number', description: '', type: 'number', default: 5 }
  } as const

  it.each([
    [{}, { text: 'standard', bare: '', list: [], choice: 'One', number: 5 }],
    [
      { text: ' a ', bare: 7, list: ' a, b\n\nc,', choice: ' two ', number: ' 1.25 ' },
      { text: 'a', bare: '7', list: ['a', 'b', 'c'], choice: 'Two', number: 1.25 }
    ],
    [
      { text: null, bare: {}, list: ['a,b', ' ', 3, null], choice: '', number: 0 },
      { text: 'standard', bare: '', list: ['a,b', '3'], choice: 'One', number: 0 }
    ],
    [
      { text: ['a'], list: 5, number: '' },
      { text: 'standard', bare: '', list: ['5'], choice: 'One', number: 5 }
    ]
  ])('are read from %j', (values, read) => {
    expect(readSettings(table, values)).toStrictEqual(read)
  })

  it.each(['-1', 'five', '1e3', 'Infinity', '5 s'])('refuse the number %s by the label on the screen', (number) => {
    expect(() => readSettings(table, { number })).toThrow(
      refusal('MISCONFIGURED', `The setting Number is "${number}": fill in a number, 0 or more.`)
    )
  })

  it('refuse a word that is none of the choices', () => {
    expect(() => readSettings(table, { choice: 'Three' })).toThrow(
      refusal('MISCONFIGURED', 'The setting Choice is "Three": fill in "One" or "Two".')
    )
  })
})

describe('a person’s id', () => {
  it.each([
    '',
    ' ',
    'undefined',
    'NULL',
    'NaN',
    '0',
    'guest',
    ' None ',
    'User',
    'anonymous',
    '[object Object]',
    '00000000-0000-0000-0000-000000000000'
  ])('is nobody’s where the destination says so: "%s"', (id) => {
    expect(isPlaceholderId(id)).toBe(true)
    expect(personId(id)).toBeUndefined()
  })

  it('is somebody’s exactly where the destination says so', () => {
    const word = fc.constantFrom('user', 'null', 'None', 'nan', 'anonymous', 'undefined', '-', ' ', '0')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 3 }).map((words) => words.join(''))
        ),
        (id) => {
          expect(personId(id) === undefined).toBe(isPlaceholderId(id))
        }
      )
    )
  })
})

describe('a call of up to 31,000 bytes', () => {
  const identify = (length: number): SegmentCall => ({
    ...{ type: 'identify', messageId: '1', userId: 'u' },
    traits: { note: 'x'.repeat(length) }
  })
  const full = identify(31_000 - bytesOf(identify(0)))

  it.each([
    ['of few', identify(1)],
    ['of exactly so many', full]
  ])('passes as it is: one %s', (_case, call) => {
    expect(fitToSizeLimit(call, () => undefined)).toBe(call)
  })

  it('is refused with a byte more, having no properties to leave out', () => {
    expect(() => fitToSizeLimit({ ...full, userId: 'u2' }, () => undefined)).toThrow(
      refusal('INVALID_PAYLOAD', 'The event is over 32 KB even without its properties: Segment does not take it.')
    )
  })
})

describe('a call over 32 KB', () => {
  const track = (properties: Record<string, unknown>): SegmentCall => ({
    ...{ type: 'track', messageId: '1', event: 'E' },
    properties
  })
  const filled = 31_000 - bytesOf(track({ b: '', c: 1, d: 1 }))

  it.each([
    ['is exactly full', 0, ['b', 'c', 'd'], ['a']],
    ['has a byte too many', 1, ['c', 'd'], ['a', 'b']]
  ])('loses no property more than it must, where it %s without its largest', (_case, more, kept, left) => {
    const notes: string[] = []
    const properties = { a: 'x'.repeat(32_000), b: 'x'.repeat(filled + more), c: 1, d: 1 }
    const call = fitToSizeLimit(track(properties), (sentence) => notes.push(sentence))
    expect(Object.keys(call.properties ?? {})).toStrictEqual(kept)
    expect(notes.map((note) => /"(\w)"/.exec(note)?.[1])).toStrictEqual(left)
  })

  it('is refused when it has no properties to leave out', () => {
    const call = { type: 'identify', messageId: '1', userId: 'u', traits: { note: 'x'.repeat(40_000) } } as const
    expect(() => fitToSizeLimit(call, () => undefined)).toThrow(refusal('INVALID_PAYLOAD', /^The event is over 32 KB/))
  })

  it('loses as few properties as it takes, the largest first', () => {
    const text = (length: number): string => 'x'.repeat(length)
    const notes: string[] = []
    const properties = { a: text(9000), b: text(30_000), c: text(20_000), d: 1 }
    const call = fitToSizeLimit({ type: 'track', messageId: '1', event: 'E', properties }, (sentence) =>
      notes.push(sentence)
    )
    expect(call).toStrictEqual({
      type: 'track',
      messageId: '1',
      event: 'E',
      properties: { a: text(9000), c: text(20_000), d: 1 }
    })
    expect(notes).toHaveLength(1)
  })
})

describe('a body', () => {
  it.each([
    ['with a byte order mark', '\uFEFF{"a":1}', { a: 1 }],
    ['with such a mark within a text, which stays', '{"a":"b\uFEFFc"}', { a: 'b\uFEFFc' }]
  ])('is read %s', (_case, body, object) => {
    expect(parseObject(body)).toStrictEqual(object)
  })

  it('is read up to 5,242,880 characters', () => {
    const body = (length: number): string => `{"a":"${'x'.repeat(length - '{"a":""}'.length)}"}`
    expect(Object.keys(parseObject(body(5_242_880)))).toStrictEqual(['a'])
    expect(() => parseObject(body(5_242_881))).toThrow(
      refusal('INVALID_PAYLOAD', 'The webhook’s body has 5242881 characters; 5242880 are read: send one JSON object.')
    )
  })
})

describe('a plain copy', () => {
  it('is the same JSON without null, whatever the keys are called', () => {
    const withoutNull = (json: unknown): unknown =>
      JSON.parse(JSON.stringify(json), (_key, value: unknown) => {
        if (value === null) return undefined
        return Array.isArray(value) ? value.filter((each) => each !== undefined) : value
      })
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })), (object) => {
        expect(JSON.parse(JSON.stringify(sanitizeJson(object)))).toStrictEqual(withoutNull({ ...object }))
      })
    )
  })

  it('is never deeper than 32 levels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (levels) => {
        let value: unknown = 1
        for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value }
        expect(depthOf(sanitizeJson({ a: value }))).toBe(Math.min(levels + 1, 32))
      })
    )
  })

  it('leaves out what JSON has not', () => {
    expect(sanitizeJson({ a: () => 1, b: Symbol('b'), c: undefined, d: NaN, e: 'kept' })).toStrictEqual({ e: 'kept' })
  })
})

describe('a stable id', () => {
  it('is the same for the same content in any order of keys, and another for any other', () => {
    const content = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
    fc.assert(
      fc.property(content, content, (left, right) => {
        const reversed = Object.fromEntries(Object.entries(left).reverse())
        expect(contentId('a', reversed)).toBe(contentId('a', left))
        const isSame = contentId('a', left) === contentId('a', right)
        expect(isSame).toBe(canonicalText(left) === canonicalText(right))
      })
    )
  })

  it('stays what it was in earlier versions, so that what comes again after an update is known', () => {
    expect(contentId('a', { event: 'E', properties: { b: [2, 1], a: 'x' } })).toBe('a-aa9b4c2e2259f3ec7a05cf4e87410e37')
  })

  it('tells an object from the list of its members', () => {
    expect(contentId('a', { x: 1 })).not.toBe(contentId('a', [['x', 1]]))
  })

  const canonicalText = (value: unknown): string =>
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([left], [right]) => (left < right ? -1 : 1)))
        : each
    )
})
