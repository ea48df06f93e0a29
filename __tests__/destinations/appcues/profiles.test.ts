import { flatValues } from '../../../src/destinations/heap-appcues/appcues/profiles'

const LONGEST = 'k'.repeat(1024)
const nested = (levels: number): unknown => (levels === 0 ? 1 : { kk: nested(levels - 1) })

describe('attributes', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['keep text, numbers and booleans', { a: 'x', b: 0, c: false }, { a: 'x', b: 0, c: false }],
    ['lose what is blank or no JSON', { a: '', b: ' ', c: null, d: undefined, e: NaN, f: Infinity, g: () => 1 }, {}],
    ['join a list of plain values', { a: ['x', 2, null, true] }, { a: 'x, 2, true' }],
    [
      'number a list that holds more',
      { a: ['x', { b: 1 }, null, ['y', 'z']] },
      { 'a.0': 'x', 'a.1.b': 1, 'a.3': 'y, z' }
    ],
    ['lose an empty list and an empty object', { a: [], b: {}, c: [null] }, {}],
    ['lose what is Appcues’ own', { _a: 1, _b: { c: 1 }, d: { _e: 1 } }, { 'd._e': 1 }],
    ['keep a key of 1024 characters', { [LONGEST]: 1 }, { [LONGEST]: 1 }],
    ['lose a longer one', { [`${LONGEST}k`]: 1 }, {}],
    ['lose what nests deeper than a key could say', { kk: nested(2000), a: 1 }, { a: 1 }]
  ])('%s', (_what, attributes, flat) => {
    expect(flatValues(attributes)).toStrictEqual(flat)
  })
})
