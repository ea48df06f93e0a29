import {
  PLACEHOLDER_IDS,
  findTrait,
  isAnonymousId,
  isPlaceholderId,
  toText
} from '../../../src/destinations/heap-appcues/shared/identity'

describe('toText', () => {
  it.each<[unknown, string | undefined]>([
    [' a ', 'a'],
    [0, '0'],
    [-1.5, '-1.5'],
    ['', undefined],
    [' \t\n', undefined],
    [2 ** 53 - 1, '9007199254740991'],
    [1 - 2 ** 53, '-9007199254740991'],
    ['9007199254740993', '9007199254740993'],
    [2 ** 53, undefined],
    [-(2 ** 53), undefined],
    [1e21, undefined],
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

describe('findTrait', () => {
  it.each<[string, Record<string, unknown> | undefined, string, string | undefined]>([
    ['finds a property by its name', { email: 'a' }, 'email', 'a'],
    ['ignores blanks around the name', { email: 'a' }, ' email ', 'a'],
    ['ignores case', { EMAIL: 'a' }, 'Email', 'a'],
    ['prefers the exact name', { EMAIL: 'a', email: 'b' }, 'email', 'b'],
    ['passes over blank values', { Email: ' ', email: 'b' }, 'Email', 'b'],
    ['passes over values that are not plain', { Email: { a: 1 }, email: 3 }, 'Email', '3'],
    ['finds nothing without traits', undefined, 'email', undefined],
    ['finds no look-alike', { email_address: 'a', 'e-mail': 'b' }, 'email', undefined],
    ['finds nothing that is inherited', Object.create({ email: 'a' }) as Record<string, unknown>, 'email', undefined],
    ['finds no method of an object', {}, 'toString', undefined]
  ])('%s', (_claim, traits, name, value) => {
    expect(findTrait([traits], name)).toBe(value)
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string | undefined]>([
    ['in the same spelling', { email: 'trait' }, { email: 'property' }, 'trait'],
    ['in another spelling', { EMAIL: 'trait' }, { email: 'property' }, 'trait'],
    ['unless it is blank', { email: ' ' }, { Email: 'property' }, 'property'],
    ['unless it is missing', { plan: 'pro' }, { EMAIL: 'property' }, 'property']
  ])('takes a trait before an event property %s', (_when, traits, properties, value) => {
    expect(findTrait([null, undefined, traits, properties], 'email')).toBe(value)
  })
})

describe('isPlaceholderId', () => {
  it.each([
    '',
    ' ',
    'undefined',
    'null',
    '(null)',
    '\\N',
    'NaN',
    ' NaN ',
    'None',
    'N/A',
    '#N/A',
    '(not set)',
    'Unknown',
    ' USER ',
    'guest',
    'Anonymous',
    'anonymousId',
    'true',
    'FALSE',
    '0',
    '-1',
    '[object Object]',
    '00000000-0000-0000-0000-000000000000',
    '\u200b',
    '\u0000',
    'null\u200b',
    '\ufeffguest\u200d',
    'anon:\u200b',
    'anon:',
    'anon:null',
    'anon:NaN',
    ' Anon: User'
  ])('knows %p', (id) => {
    expect(isPlaceholderId(id)).toBe(true)
  })

  it.each([
    '\u200bada',
    '00',
    '10',
    '1',
    '-10',
    '0.0',
    'Nan',
    'nan',
    'nil',
    'N',
    'guestlist@example.com',
    'nullable',
    'falsework',
    'true@example.com',
    'unknown-1',
    'users',
    'nobody',
    'anonymous@x.io',
    'anon',
    'anon:1',
    'anon:anon:1',
    'useranon:',
    '[object Object]s',
    '00000000-0000-0000-0000-000000000001'
  ])('does not know the look-alike %p', (id) => {
    expect(isPlaceholderId(id)).toBe(false)
  })

  it('lists them in lower case, as they are compared', () => {
    expect([...PLACEHOLDER_IDS].map((id) => id.toLowerCase())).toStrictEqual([...PLACEHOLDER_IDS])
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
