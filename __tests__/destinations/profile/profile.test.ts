import { withoutProfile } from '../../../src/destinations/heap-appcues/shared/profile-filter'

describe('withoutProfile', () => {
  it.each([
    ['{"a":1,"user":{"email":"a@x.io"}}', '{"a":1}'],
    ['{"a":"{\\"_identity\\":1,\\"b\\":2}"}', '{"a":"{\\"b\\":2}"}']
  ])('leaves the profile out of %s', (text, expected) => {
    expect(withoutProfile(text)).toBe(expected)
  })

  it.each(['a user', '{"user_count":1}', '{"a":["[","a \\"user\\": none"]}', '{"user', '[1,"identity"]'])(
    'leaves %s as it is',
    (text) => {
      expect(withoutProfile(text)).toBe(text)
    }
  )

  it('gives nothing of a text that shows a profile and is cut off', () => {
    expect(withoutProfile('{"user":{"email":"a@x')).toBeUndefined()
  })
})
