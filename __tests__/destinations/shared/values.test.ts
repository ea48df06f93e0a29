import fc from '../../support/fast-check'
import { latestValues } from '../../../src/destinations/heap-appcues/shared/batch'
import type { TimedProperties } from '../../../src/destinations/heap-appcues/shared/batch'
import { isMapped, rawEvents, RoundedIds } from '../../../src/destinations/heap-appcues/shared/raw-input'
import { isProfileKey } from '../../../src/destinations/heap-appcues/shared/identity'

describe('latest values', () => {
  const name = fc.constantFrom('plan', 'seats', '__proto__', 'constructor')
  const updates = fc.array(
    fc.record({
      identity: fc.constantFrom('alice', 'bob', '__proto__'),
      time: fc.constantFrom('', '2026-03-10T22:21:56.000Z', '2026-03-10T22:21:57.000Z', '2027-01-01T00:00:00.000Z'),
      properties: fc.array(fc.tuple(name, fc.integer()), { maxLength: 3 }).map((entries) => Object.fromEntries(entries))
    }),
    { maxLength: 12 }
  )

  /** The rule in the plainest way: in order of time, each update overwrites what stands there. */
  function naive(all: readonly TimedProperties<string | number>[], identity: string) {
    const values = new Map<string, string | number>()
    const inOrder = all
      .map((update, place) => ({ ...update, place }))
      .filter((update) => update.identity === identity)
      .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.place - b.place))
    for (const { properties } of inOrder) Object.entries(properties).forEach(([key, value]) => values.set(key, value))
    return Object.fromEntries([...values].sort())
  }

  const sorted = (properties: object) => Object.fromEntries(Object.entries(properties).sort() as [string, unknown][])

  describe('latestValues', () => {
    it('keeps of each person’s properties the latest value, on a tie the later place', () => {
      fc.assert(
        fc.property(updates, (all) => {
          const people = latestValues(all)
          expect(people.map(({ identity }) => identity)).toStrictEqual([
            ...new Set(all.map(({ identity }) => identity))
          ])
          for (const { identity, properties } of people) {
            expect(sorted(properties)).toStrictEqual(naive(all, identity))
          }
        })
      )
    })
  })
})

describe('raw input', () => {
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
})

describe('profile keys', () => {
  describe('isProfileKey', () => {
    it.each([
      '_identity',
      '_identity_email',
      '_identity.email',
      '_device',
      '_pushToken',
      '_x',
      ' _identity ',
      'attributes._identity.email',
      'attributes__identity_email',
      'attributes__identity__userAgent',
      'attributes__device__pushToken',
      'attributes[_identity][email]',
      "attributes['_identity'].email",
      'event_attributes__device',
      'row__identity',
      'row__identity_email',
      'attributes/_identity/email',
      'attributes:_identity:email',
      'a.b._c',
      'a.0._identity',
      'user',
      'User',
      ' USER ',
      'user.email',
      'user[email]',
      'attributes.user.email',
      'attributes[user]',
      'attributes/user',
      'a.user',
      'identity',
      'identity[email]',
      'IDENTITY',
      'attributes.identity.email',
      "attributes['identity']"
    ])('takes %p for part of a profile', (path) => {
      expect(isProfileKey(path)).toBe(true)
    })

    it.each([
      'user_count',
      'user_email',
      'users',
      'userRole',
      'userId',
      'super_user',
      'super.user_name',
      'User Count',
      'power user',
      'identity_provider',
      'identityProvider',
      'identities',
      'flow_name',
      'stepChildId',
      'attributes_flowId',
      'Plan__c',
      'Plan__c.x',
      'double__underscore',
      'row__identityProvider',
      '__proto__',
      'a.__proto__.b',
      'trailing_',
      'trailing__',
      '$.user-agent',
      'Flow ID',
      ''
    ])('leaves the look-alike %p', (path) => {
      expect(isProfileKey(path)).toBe(false)
    })
  })
})
