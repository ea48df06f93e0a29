import { pathPart } from '../../../src/destinations/heap-appcues/appcues/path'

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

  it.each(['', '.', '..'])('is refused where it would leave its path: %j', (id) => {
    expect(() => pathPart('User ID', id)).toThrow(
      `User ID: "${id}" cannot stand in an address of Appcues’ API. Map User ID to another id.`
    )
  })

  it.each(['\ud800', 'a\udc00b'])('is refused where it holds half a character: %j', (id) => {
    expect(() => pathPart('User ID', id)).toThrow(
      'User ID: it holds half a character, which cannot be sent as it is. Mend the text where it is made.'
    )
  })
})
