import fc from './fast-check'

/** How many examples a property of hostile input is tried with. Ten times as many: FUZZ=10 npx jest bad-input. */
export const runs = (count: number): number => count * Number(process.env.FUZZ ?? 1)

/** Any code point, half a pair too. fast-check's own unit 'binary' lists a million of them first, in every test file. */
export const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code))

const segment = fc.string({ unit: fc.constantFrom(...'aZ0-._~ é東🙂%/?#'), maxLength: 8 }).map(encodeURIComponent)

/** The address of a page. fast-check's own `webUrl` lists the same million. */
export const pageAddress = fc
  .tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.array(segment, { maxLength: 3 }))
  .map(([scheme, domain, path]) => `${scheme}://${domain}/${path.join('/')}`)

/** Keys that JavaScript knows, keys that this package looks for, and any other. */
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON'),
  fc.constantFrom('user', '_identity', 'identity', 'user_id', 'id', 'name', 'attributes', 'timestamp', 'score', 'data'),
  fc.constantFrom('flowId', 'flowVersion', 'interaction', 'response', 'interactionData', 'surveyResponses', 'value'),
  fc.string({ maxLength: 12 })
)

/** Texts that mean something to somebody: a template, a path, a formula, half a character, nobody. */
export const hostileText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ maxLength: 40, unit: anyCharacter }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\uD800',
    'a\uDC00b',
    '\uFEFF',
    '../..',
    '%2e%2e',
    '=1+1',
    '{{event}}',
    '$.userId'
  ),
  fc.constantFrom('undefined', 'null', 'NaN', '[object Object]', 'true', '0', '-1', '1e999', '9007199254740993', '[]'),
  fc.nat({ max: 3000 }).map((length) => 'x'.repeat(length))
)

const hostileNumber = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 53, 1e308, 5e-324)
)

const { value, record } = fc.letrec<{ value: unknown; record: Record<string, unknown>; list: unknown[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostileText,
    hostileNumber,
    fc.boolean(),
    fc.constant(null),
    tie('record'),
    tie('list')
  ),
  // fromEntries makes `__proto__` a key of its own, as JSON.parse does.
  record: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  list: fc.array(tie('value'), { maxLength: 4 })
}))

/** Any JSON value. */
export const hostileJson = value
/** Any JSON object. */
export const hostileRecord = record

/** An object in which each key is there or not, and holds what it should or anything at all. */
export function mostly(shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([name, proper]) => [name, fc.oneof({ arbitrary: proper, weight: 4 }, hostileJson)])
  )
  return fc.record(fields, { requiredKeys: [], noNullPrototype: true })
}

const BUILT_IN = [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) => ({
  prototype,
  names: Reflect.ownKeys(prototype).length
}))

/** The built-in prototypes that have gained or lost a property since the tests began. */
export const pollutedPrototypes = (): object[] =>
  BUILT_IN.filter(({ prototype, names }) => Reflect.ownKeys(prototype).length !== names).map(
    ({ prototype }) => prototype
  )

/** Fails with what is wrong after one run of a property, and with any built-in prototype that is polluted. */
export function expectNone(faults: readonly string[]): void {
  const polluted = pollutedPrototypes().map((prototype) => `${prototype.constructor.name} is polluted`)
  // A property runs a thousand times: Jest hears only of what is wrong.
  if (faults.length > 0 || polluted.length > 0) expect([...faults, ...polluted]).toStrictEqual([])
}
