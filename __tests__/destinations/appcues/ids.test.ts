import { pathPart } from '../../../src/destinations/heap-appcues/appcues/ids'

describe('an id as a part of a path', () => {
  it.each([
    'alice',
    'alice@example.com',
    'anon:1',
    'a/b',
    '../tags',
    '...',
    '.a',
    '%2e%2e',
    'a?b#c',
    'a\\b',
    'a b\n',
    '日本 👩‍👩‍👧'
  ])('stays one part and is read as it was: %j', (id) => {
    const { pathname } = new URL(`https://api.example.com/users/${pathPart('User ID', id)}/profile`)
    expect(pathname.split('/').map(decodeURIComponent)).toStrictEqual(['', 'users', id, 'profile'])
  })

  it.each(['', '.', '..'])('is rejected where it would leave its path: %j', (id) => {
    expect(() => pathPart('User ID', id)).toThrow(
      `User ID: "${id}" cannot be part of an address in Appcues’ API. Map User ID to another ID.`
    )
  })

  it.each(['\ud800', 'a\udc00b'])('is rejected where it contains an unpaired surrogate: %j', (id) => {
    expect(() => pathPart('User ID', id)).toThrow(
      'User ID: contains an unpaired surrogate; fix the value at its source.'
    )
  })
})
