import { heapPerson } from '../../../src/destinations/heap-appcues/heap/identity'
import fc from '../../support/fast-check'
import type { PropertyType } from '../../../src/destinations/heap-appcues/catalog'
import { cutText, joinedList, PropertyCollector } from '../../../src/destinations/heap-appcues/heap/properties'
import { isProfileKey } from '../../../src/destinations/heap-appcues/shared/identity'
import { toEventResponse } from '../../../src/destinations/heap-appcues/heap/send'
import { anyCharacter } from '../../support/hostile-json'

describe('identity', () => {
  describe('heapPerson', () => {
    it.each([
      ['an identity', { identity: 'a', anonymous_id: 'b' }, { identity: 'a' }],
      ['an anonymous id', { identity: null, anonymous_id: 'b' }, { anonymousId: 'b' }],
      [
        'an "anon:" identity before the anonymous id',
        { identity: ' anon:1 ', anonymous_id: 'b' },
        { anonymousId: 'anon:1' }
      ]
    ])('knows a person by %s', (_what, fields, person) => {
      expect(heapPerson(fields, undefined, [])).toStrictEqual(person)
    })

    it('knows a visitor by the anonymous id without traits', () => {
      expect(heapPerson({ anonymous_id: 'b' }, 'email', [null, undefined])).toStrictEqual({ anonymousId: 'b' })
    })
  })
})

describe('properties', () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'user',
      'Identity',
      '_identity',
      'a.user.b',
      'users',
      'user_count'
    )
  )
  /** Whatever JSON can say, with hostile keys and text anywhere, and what only a program can put in. */
  const { tree: anything } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      fc.string({ unit: anyCharacter, maxLength: 2000, size: 'max' }),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined, '', ' ', Infinity, new Date(0), new Date(NaN), 10n, Symbol('s'), () => 1),
      fc.json(),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))
    )
  }))

  function flatten(entries: [string, unknown][]) {
    const collected = new PropertyCollector()
    for (const [name, value] of entries) collected.add(name, value)
    return collected
  }

  describe('the properties that Heap receives', () => {
    it('are text under 1024 characters or finite numbers, whatever comes', () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(key, anything), { maxLength: 6 }), (entries) => {
          const sent = flatten(entries).toObject()
          for (const [name, value] of Object.entries(sent)) {
            expect(name.length).toBeLessThan(1024)
            expect(isProfileKey(name)).toBe(false)
            expect(typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string').toBe(true)
            expect(String(value).length).toBeLessThan(1024)
            expect(value).not.toBe('')
          }
          expect(Object.getPrototypeOf(sent)).toBe(Object.prototype)
          expect(Object.keys({}.constructor.prototype as object)).toStrictEqual([])
        }),
        { numRuns: 400 }
      )
    })

    it('hold no profile, at any depth and in any spelling of its key', () => {
      const profileKey = fc.constantFrom('user', 'USER', '_identity', 'identity', ' Identity ', 'user.x', 'a._identity')
      const path = fc.array(fc.string({ maxLength: 5 }), { maxLength: 5 })
      fc.assert(
        fc.property(profileKey, path, (profile, parents) => {
          const held: unknown = { [profile]: { email: 'profile@example.com' } }
          const nested = parents.reduceRight<unknown>((value, parent) => ({ [parent]: value }), held)
          expect(JSON.stringify(flatten([['note', nested]]).toObject())).not.toContain('profile@example.com')
        })
      )
    })

    it('leave out and name what is neither text nor a number', () => {
      const { omitted } = flatten([
        ['endless', Infinity],
        ['never', new Date(NaN)],
        ['code', () => 1],
        ['deep', { big: 10n }]
      ])
      expect(omitted).toStrictEqual(
        ['endless', 'never', 'code', 'deep.big'].map((name) => `${name}: it is neither text nor a number.`)
      )
    })

    it('pass over what is empty without a word', () => {
      const collected = flatten(
        [undefined, null, '', ' \n', [], {}].map((value, index): [string, unknown] => [`empty ${index}`, value])
      )
      expect([collected.toObject(), collected.omitted]).toStrictEqual([{}, []])
    })

    it('write a date as ISO 8601', () => {
      expect(flatten([['at', new Date(0)]]).toObject()).toStrictEqual({ at: '1970-01-01T00:00:00.000Z' })
    })

    it('end at a value that holds itself', () => {
      const self: Record<string, unknown> = { a: 1 }
      self.self = self
      expect(flatten([['loop', self]]).toObject()).toMatchObject({ 'loop.a': 1, 'loop.self.a': 1 })
    })
  })

  describe('cutText', () => {
    it('keeps what fits, and cuts the rest to 1023 characters at most without splitting a character', () => {
      const text = fc.string({ unit: anyCharacter, minLength: 900, maxLength: 1400, size: 'max' })
      fc.assert(
        fc.property(text, (long) => {
          const cut = cutText(long)
          const kept = cut === long ? long : cut.slice(0, -'… [cut]'.length)
          expect(cut.length).toBeLessThanOrEqual(1023)
          expect(cut === long).toBe(long.length <= 1023)
          expect(long.startsWith(kept)).toBe(true)
          expect(kept.length).toBeGreaterThanOrEqual(Math.min(long.length, 1015))
          expect(kept).not.toMatch(/[\ud800-\udbff]$/)
        })
      )
    })
  })

  describe('joinedList', () => {
    it.each<[unknown[], string | undefined]>([
      [['a', 'b'], 'a||b'],
      [[1, true, null, '', 'x'], '1||true||x'],
      [['only'], 'only'],
      [[], ''],
      [['a', { b: 1 }], undefined],
      [['a', ['b']], undefined]
    ])('makes of %j %p', (list, joined) => {
      expect(joinedList(list)).toBe(joined)
    })
  })

  describe('a documented property', () => {
    const typed = (value: unknown, type: PropertyType) => {
      const collected = new PropertyCollector()
      collected.addTyped('P', value, type)
      return [collected.toObject(), collected.omitted]
    }

    it.each<[PropertyType, unknown, unknown]>([
      ['id', 'x'.repeat(1023), 'x'.repeat(1023)],
      ['number', '1.25', 1.25],
      ['number', ' -10.500 ', -10.5]
    ])('of the type %s takes %j', (type, value, sent) => {
      expect(typed(value, type)).toStrictEqual([{ P: sent }, []])
    })

    it.each<[PropertyType, unknown, string]>([
      ['id', 'x'.repeat(1024), 'an ID'],
      ['number', '1.', 'a number'],
      ['text', true, 'text']
    ])('of the type %s does not take %j', (type, value, expected) => {
      expect(typed(value, type)).toStrictEqual([{}, [`P: its value is not ${expected}.`]])
    })

    it.each<PropertyType>(['text', 'id', 'number', 'score', 'time', 'json'])(
      'of the type %s has no value where a path ends at false',
      (type) => expect(typed(false, type)).toStrictEqual([{}, []])
    )
  })
})

describe('send', () => {
  const sent = { event: 'Flow Started' }

  describe('toEventResponse', () => {
    it.each<[unknown, string]>([
      ['', ''],
      ['{}', ''],
      [{}, ''],
      [undefined, ''],
      [null, ''],
      ['too many events', 'too many events'],
      [{ error: 'bad app_id' }, '{"error":"bad app_id"}'],
      ['x'.repeat(400), 'x'.repeat(300)]
    ])('takes the reason from the response %j: %p', (data, reason) => {
      expect(toEventResponse({ status: 200, data }, sent, ['a'])).toStrictEqual({
        status: 200,
        sent,
        body: { status: 200, reason, omitted: ['a'] }
      })
    })

    it.each<[number, string, string]>([
      [400, '', 'Heap rejected this on its own and gave no reason. Compare "sent" with Heap’s limits.'],
      [400, 'bad app_id', 'Heap rejected this on its own and said: bad app_id. Compare "sent" with Heap’s limits.'],
      [422, 'bad app_id', 'Heap responded with 422: bad app_id.'],
      [500, 'down', 'Heap responded with 500. Retry the event.'],
      [
        401,
        'secret',
        'Heap rejected the credentials (401): check Heap App ID and Heap Region, and for deletions Heap API Key, in the destination’s settings.'
      ]
    ])('explains %d with %p', (status, data, errormessage) => {
      expect(toEventResponse({ status, data }, sent, [])).toMatchObject({ status, errormessage, sent })
    })

    it('says why there is no response', () => {
      const failure = 'Heap did not respond (ETIMEDOUT)'
      expect(toEventResponse({ status: 408, data: undefined, failure }, sent, [])).toMatchObject({
        status: 408,
        errormessage: 'Heap did not respond (ETIMEDOUT).'
      })
    })
  })
})
