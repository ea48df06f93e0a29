import { wholeProfile } from '../../../src/destinations/heap-appcues/heap/whole-profile'

const profile = { email: 'a@x.io', nested: { plan: 'pro' } }

describe('wholeProfile', () => {
  it.each(['user', 'User', '_identity', 'identity'])(
    'recognizes the profile under %s, its copies and its JSON text',
    (key) => {
      const isProfile = wholeProfile({ [key]: profile, email: 'a@x.io' })
      const values = [
        profile,
        { ...profile },
        JSON.stringify(profile),
        { email: 'a@x.io' },
        'a@x.io',
        null,
        undefined,
        []
      ]
      expect(values.map(isProfile)).toStrictEqual([true, true, true, false, false, false, false, false])
    }
  )

  it.each([null, undefined, {}, { user: 'alice' }, { user: null }, { users: profile }])(
    'recognizes nothing with %p',
    (person) => {
      expect(['alice', null, undefined, profile].map(wholeProfile(person))).toStrictEqual([false, false, false, false])
    }
  )

  it('leaves JSON text that is not the profile’s', () => {
    const isProfile = wholeProfile({ user: profile })
    const texts = ['{"email":"b@x.io"}', '[]', `[${JSON.stringify(profile)}]`, '{']
    expect(texts.map(isProfile)).toStrictEqual([false, false, false, false])
  })

  it('takes what nests too deep to compare for a profile', () => {
    const deep = (): unknown => JSON.parse(`${'{"a":'.repeat(20000)}1${'}'.repeat(20000)}`)
    const isProfile = wholeProfile({ user: deep() })
    expect([isProfile(deep()), isProfile({ a: 1 })]).toStrictEqual([true, false])
  })
})
