import {
  isAnonymousId,
  isPlaceholderId,
  findTrait,
  toText
} from '../../../src/destinations/heap-appcues/shared/identity'

describe('plainText', () => {
  it.each<[unknown, string | undefined]>([
    [' a ', 'a'],
    [0, '0'],
    [-1.5, '-1.5'],
    ['', undefined],
    [' \t\n', undefined],
    [NaN, undefined],
    [Infinity, undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
    [{}, undefined],
    [['a'], undefined]
  ])('makes of %p %p', (value, text) => {
    expect(toText(value)).toBe(text)
  })
})

describe('personProperty', () => {
  it.each<[string, Record<string, unknown> | undefined, string, string | undefined]>([
    ['finds a property by its name', { email: 'a' }, 'email', 'a'],
    ['ignores blanks around the name', { email: 'a' }, ' email ', 'a'],
    ['ignores case', { EMAIL: 'a' }, 'Email', 'a'],
    ['prefers the exact name', { EMAIL: 'a', email: 'b' }, 'email', 'b'],
    ['passes over blank values', { Email: ' ', email: 'b' }, 'Email', 'b'],
    ['passes over values that are not plain', { Email: { a: 1 }, email: 3 }, 'Email', '3'],
    ['finds nothing in nobody', undefined, 'email', undefined],
    ['finds no look-alike', { email_address: 'a', 'e-mail': 'b' }, 'email', undefined],
    ['finds nothing that is inherited', Object.create({ email: 'a' }) as Record<string, unknown>, 'email', undefined],
    ['finds no method of an object', {}, 'toString', undefined]
  ])('%s', (_claim, person, name, value) => {
    expect(findTrait(person, name)).toBe(value)
  })
})

describe('isNobody', () => {
  it.each([
    '',
    ' ',
    'undefined',
    'null',
    'NaN',
    'None',
    ' USER ',
    'Anonymous',
    '[object Object]',
    '00000000-0000-0000-0000-000000000000',
    'anon:',
    'anon:null',
    ' Anon: User'
  ])('knows %p', (id) => {
    expect(isPlaceholderId(id)).toBe(true)
  })

  it.each([
    '0',
    'false',
    'users',
    'nullable',
    'nobody',
    'anonymous@x.io',
    'anon',
    'anon:1',
    'anon:anon:1',
    'useranon:',
    '[object Object]s'
  ])('does not take %p for nobody', (id) => {
    expect(isPlaceholderId(id)).toBe(false)
  })
})

describe('isAnonymousId', () => {
  it.each<[string, boolean]>([
    ['anon:1', true],
    [' anon:1', true],
    ['anon', false],
    ['anonymous:1', false],
    ['Anon:1', false],
    ['x anon:1', false]
  ])('says of %p %p', (id, anonymous) => {
    expect(isAnonymousId(id)).toBe(anonymous)
  })
})
