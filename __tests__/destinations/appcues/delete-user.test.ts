import { createRequestClient } from '@segment/actions-core'
import { deleteUser } from '../../../src/destinations/heap-appcues/appcues/delete-user'
import { expectCall, withoutNetwork } from '../../support/expect-call'

withoutNetwork()

const request = createRequestClient()
const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const PROFILE = 'https://api.appcues.com/v2/accounts/12345/users/alice%40example.com/profile'
const PRIVACY = 'https://api.appcues.com/v1/gdpr/delete'

const remove = (more: object = {}, id = 'alice@example.com') => deleteUser(request, { ...settings, ...more }, id)

describe('removing a person', () => {
  it('deletes the profile and says what Appcues said', async () => {
    expectCall('DELETE', PROFILE, { status: 202, body: { title: 'Accepted', job_id: 'job-1' } })
    expect(await remove()).toStrictEqual({ profile: { status: 202, title: 'Accepted', job_id: 'job-1' } })
  })

  it('takes someone unknown as removed', async () => {
    expectCall('DELETE', PROFILE, { status: 404, body: { title: 'Not Found' } })
    expect(await remove()).toStrictEqual({ profile: { status: 404, title: 'Not Found' } })
  })

  it('asks the privacy endpoint too where there is a legacy key, with that key alone', async () => {
    const profile = expectCall('DELETE', PROFILE, { status: 202 })
    const privacy = expectCall('POST', PRIVACY, { status: 200, body: {} })
    expect(await remove({ appcuesLegacyApiKey: ' legacy ' })).toStrictEqual({
      profile: { status: 202 },
      privacy: { status: 200 }
    })
    expect(privacy.body).toStrictEqual({ users: ['alice@example.com'] })
    expect(privacy.headers?.authorization).toBe(`Basic ${Buffer.from('legacy:').toString('base64')}`)
    expect(profile.headers?.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`)
  })

  it('does not ask it for the EU, where none is known', async () => {
    expectCall('DELETE', PROFILE.replace('api.', 'api.eu.'), { status: 202 })
    expect(await remove({ appcuesLegacyApiKey: 'legacy', appcuesRegion: 'EU' })).toStrictEqual({
      profile: { status: 202 }
    })
  })

  it.each([
    [{ status: 503 }, { status: 200 }, { code: '503', status: 503, message: 'Appcues answered 503.' }],
    [
      { status: 202 },
      { error: 'ECONNRESET' },
      { code: '408', status: 408, message: 'Appcues did not answer (ECONNRESET).' }
    ],
    [{ status: 401 }, { status: 200 }, { code: 'INVALID_AUTHENTICATION', status: 401 }],
    [{ status: 404 }, { status: 403 }, { code: 'INVALID_AUTHENTICATION', status: 401 }]
  ])('tries both and throws the failure: %j and %j', async (profile, privacy, error) => {
    expectCall('DELETE', PROFILE, profile)
    expectCall('POST', PRIVACY, privacy)
    await expect(remove({ appcuesLegacyApiKey: 'legacy' })).rejects.toMatchObject(error)
  })

  it('refuses an id that would leave its path, and asks nothing', async () => {
    await expect(remove({ appcuesLegacyApiKey: 'legacy' }, '..')).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message: 'User ID: ".." cannot stand in an address of Appcues’ API. Map User ID to another id.'
    })
  })
})
