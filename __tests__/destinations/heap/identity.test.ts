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
    expect(heapPerson(fields, undefined)).toStrictEqual(person)
  })

  it('knows a visitor by the anonymous id where a host gives nothing about the person', () => {
    expect(heapPerson({ anonymous_id: 'b', person: null }, 'email')).toStrictEqual({ anonymousId: 'b' })
  })
})
