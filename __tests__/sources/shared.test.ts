import fc from '../support/fast-check'
import { isPlaceholderId } from '../../src/destinations/heap-appcues/shared/identity'
import { sources } from '../../src/sources'
import { parseObject, sanitizeJson } from '../../src/sources/shared/json'
import { contentId, fitToSizeLimit, toPersonId } from '../../src/sources/shared/segment-call'
import type { SegmentCall, SourceSetting } from '../../src/sources/shared/types'
import { depthOf, rejection } from './support/run'

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
      Object.entries<SourceSetting>(settings)
        .filter(([, setting]) => setting.sensitive)
        .map(([key]) => key)
    )
    expect(secrets).toStrictEqual([
      'webhookSecrets',
      'urlToken',
      'webhookSecrets',
      'urlToken',
      'basicPassword',
      'headerValue'
    ])
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
  ])('is a placeholder where the destination says so: "%s"', (id) => {
    expect(isPlaceholderId(id)).toBe(true)
    expect(toPersonId(id)).toBeUndefined()
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
          expect(toPersonId(id) === undefined).toBe(isPlaceholderId(id))
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
    ['of exactly that many', full]
  ])('passes as it is: one %s', (_case, call) => {
    expect(fitToSizeLimit(call, () => undefined)).toBe(call)
  })

  it('is rejected with a byte more, having no properties to leave out', () => {
    expect(() => fitToSizeLimit({ ...full, userId: 'u2' }, () => undefined)).toThrow(
      rejection('INVALID_PAYLOAD', 'The event is over 32 KB even without its properties; Segment takes no more.')
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
    const call = fitToSizeLimit(track(properties), (message) => notes.push(message))
    expect(Object.keys(call.properties ?? {})).toStrictEqual(kept)
    expect(notes.map((note) => /"(\w)"/.exec(note)?.[1])).toStrictEqual(left)
  })

  it('is rejected when it has no properties to leave out', () => {
    const call = { type: 'identify', messageId: '1', userId: 'u', traits: { note: 'x'.repeat(40_000) } } as const
    expect(() => fitToSizeLimit(call, () => undefined)).toThrow(
      rejection('INVALID_PAYLOAD', /^The event is over 32 KB/)
    )
  })

  it('loses as few properties as it takes, the largest first', () => {
    const text = (length: number): string => 'x'.repeat(length)
    const notes: string[] = []
    const properties = { a: text(9000), b: text(30_000), c: text(20_000), d: 1 }
    const call = fitToSizeLimit({ type: 'track', messageId: '1', event: 'E', properties }, (message) =>
      notes.push(message)
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

  it('is read up to 33,554,432 characters', () => {
    const body = (length: number): string => `{"a":"${'x'.repeat(length - '{"a":""}'.length)}"}`
    expect(Object.keys(parseObject(body(33_554_432)))).toStrictEqual(['a'])
    expect(() => parseObject(body(33_554_433))).toThrow(
      rejection(
        'INVALID_PAYLOAD',
        'The webhook’s body is 33554433 characters long; at most 33554432 are read. Send one JSON object.'
      )
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
