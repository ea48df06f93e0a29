import { heapPerson } from '../../../src/destinations/heap-appcues/heap/identity'

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
