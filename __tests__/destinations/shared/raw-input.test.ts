import { isMapped, rawEvents, RoundedIds } from '../../../src/destinations/heap-appcues/shared/raw-input'

describe('isMapped', () => {
  it.each([
    [{ properties: { timestamp: { '@path': '$.timestamp' } } }, true],
    [{ properties: {} }, false],
    [undefined, true]
  ])('with the mapping %j is %j', (rawMapping, mapped) => {
    expect(isMapped({ rawMapping }, 'properties.timestamp')).toBe(mapped)
  })
})

describe('rawEvents', () => {
  const [one, two, three] = [{ messageId: 'm1' }, { messageId: 'm2' }, {}]

  it('finds each event by its place where none was rejected before', () => {
    const find = rawEvents({ rawData: [two, one] }, 2)
    expect([find(0, 'm1'), find(1, undefined)]).toStrictEqual([two, one])
    expect(rawEvents({ rawData: three }, 1)(0)).toBe(three)
  })

  it('finds it by its message id where some were, and never without one', () => {
    const find = rawEvents({ rawData: [one, two, three] }, 2)
    expect([find(0, 'm2'), find(1, 'm3'), find(1)]).toStrictEqual([two, undefined, undefined])
  })
})

describe('RoundedIds', () => {
  const rawData = [{ userId: 2 ** 60, properties: { id: -(2 ** 61), a$: { b: 2 ** 62 }, plan: 2 ** 63 } }]
  const path = (text: string) => ({ '@path': text })

  it.each<[string, unknown, unknown, string, boolean]>([
    ['a path', path('$.userId'), rawData, String(2 ** 60), true],
    ['a path without $', path('properties.id'), rawData, `-${2 ** 61}`, true],
    ['a path with $. inside', path('properties.a$.b'), rawData, String(2 ** 62), true],
    ['a template', { '@template': 'u-{{properties.id}}' }, rawData, `u-${2 ** 61}`, true],
    ['a template of three braces', { '@template': '{{{ userId }}}' }, rawData, String(2 ** 60), true],
    ['Liquid', { '@liquid': '{{ properties.id | append: "!" }}' }, rawData, `${2 ** 61}!`, true],
    ['a fallback', { '@if': { then: null, else: path('$.userId') } }, rawData, String(2 ** 60), true],
    ['one of two numbers', path('$.userId'), rawData, `${2 ** 60}-9999999999999999`, true],
    ['one event alone', path('$.userId'), rawData[0], String(2 ** 60), true],
    ['another path', path('$.userId'), rawData, String(2 ** 63), false],
    ['text that only looks like a path', 'userId', rawData, String(2 ** 60), false],
    ['nothing that is mapped', undefined, rawData, String(2 ** 60), false],
    ['null', null, rawData, String(2 ** 60), false],
    ['the same digits as text', path('$.userId'), [{ userId: String(2 ** 60) }], String(2 ** 60), false],
    ['a number that JSON keeps', path('$.userId'), [{ userId: 4711 }], '4711', false]
  ])('knows an id that came by %s', (_what, identity, data, id, isRounded) => {
    const rounded = new RoundedIds({ rawData: data, rawMapping: { identity } }, { identity: path('$.nothing') })
    expect(rounded.has(id)).toBe(isRounded)
  })

  it('goes by the defaults where the host does not hand on the mapping', () => {
    const rounded = new RoundedIds({ rawData }, { identity: path('$.userId') })
    expect([2 ** 60, 2 ** 61].map((id) => rounded.has(String(id)))).toStrictEqual([true, false])
  })
})
