import { Destination } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { onDelete } from '../../src/destinations/heap-appcues/deletion'
import { expectCall, withoutNetwork } from '../support/expect-call'

withoutNetwork()

const APPCUES = { appcuesAccountId: '12345', appcuesApiKey: 'appcues-key', appcuesApiSecret: 'appcues-secret' }
const HEAP = { heapAppId: '11', heapApiKey: 'heap-key', heapDeleteOnRequest: true }
const PROFILE = 'https://api.appcues.com/v2/accounts/12345/users/alice/profile'
const PRIVACY = 'https://api.appcues.com/v1/gdpr/delete'
const TOKEN = 'https://heapanalytics.com/api/public/v0/auth_token'
const DELETION = 'https://heapanalytics.com/api/public/v0/user_deletion'

const forget = async (settings: object, person: object = { userId: 'alice' }) =>
  new Destination(definition).onDelete?.({ type: 'delete', ...person } as never, settings as never)

describe('a deletion request', () => {
  it('deletes in Appcues, and in Heap where the settings say so, each with its own credentials', async () => {
    const profile = expectCall('DELETE', PROFILE, { status: 202, body: { job_id: 'j1' } })
    const token = expectCall('POST', TOKEN, { body: { access_token: 'token-1' } })
    const deletion = expectCall('POST', DELETION, { status: 201, body: { deletion_request_id: 'd1' } })
    expect(await forget({ ...APPCUES, ...HEAP })).toEqual({
      Appcues: { profile: { status: 202, job_id: 'j1' } },
      Heap: { status: 201 }
    })
    expect(profile.headers?.authorization).toBe(`Basic ${Buffer.from('appcues-key:appcues-secret').toString('base64')}`)
    expect(token.headers?.authorization).toBe(`Basic ${Buffer.from('11:heap-key').toString('base64')}`)
    expect(deletion.headers?.authorization).toBe('Bearer token-1')
    expect(deletion.body).toStrictEqual({ users: [{ identity: 'alice' }] })
  })

  it('leaves Heap alone unless it is switched on', async () => {
    expectCall('DELETE', PROFILE)
    expect(await forget({ ...APPCUES, ...HEAP, heapDeleteOnRequest: false })).toEqual({
      Appcues: { profile: { status: 200 } }
    })
  })

  it('asks the privacy endpoint with the legacy key in the US', async () => {
    expectCall('DELETE', PROFILE)
    const privacy = expectCall('POST', PRIVACY)
    expect(await forget({ ...APPCUES, appcuesLegacyApiKey: 'legacy' })).toEqual({
      Appcues: { profile: { status: 200 }, privacy: { status: 200 } }
    })
    expect(privacy.body).toStrictEqual({ users: ['alice'] })
    expect(privacy.headers?.authorization).toBe(`Basic ${Buffer.from('legacy:').toString('base64')}`)
  })

  it('reports a rejection of the privacy endpoint without the legacy key it quotes', async () => {
    expectCall('DELETE', PROFILE)
    expectCall('POST', PRIVACY, { status: 400, body: { title: 'Bad key legacy-1' } })
    await expect(forget({ ...APPCUES, appcuesLegacyApiKey: 'legacy-1' })).rejects.toMatchObject({
      status: 400,
      message: 'Appcues: Appcues responded with 400: Bad key [hidden].'
    })
  })

  it('names Appcues where the privacy endpoint does not respond', async () => {
    expectCall('DELETE', PROFILE)
    expectCall('POST', PRIVACY, { error: 'ECONNRESET' })
    await expect(forget({ ...APPCUES, appcuesLegacyApiKey: 'legacy-1' })).rejects.toMatchObject({
      message: 'Appcues: Appcues did not respond (ECONNRESET).'
    })
  })

  it('says in the EU that the privacy endpoint was not asked', async () => {
    expectCall('DELETE', PROFILE.replace('api.', 'api.eu.'))
    expect(await forget({ ...APPCUES, appcuesLegacyApiKey: 'legacy', appcuesRegion: 'EU' })).toEqual({
      Appcues: {
        profile: { status: 200 },
        privacy: 'Not asked: no privacy endpoint is known for the EU, so analytics stay.'
      }
    })
  })

  it.each([undefined, ' '])(
    'says nothing of the privacy endpoint in the EU where the legacy key is %j',
    async (key) => {
      expectCall('DELETE', PROFILE.replace('api.', 'api.eu.'))
      expect(await forget({ ...APPCUES, appcuesLegacyApiKey: key, appcuesRegion: 'EU' })).toEqual({
        Appcues: { profile: { status: 200 } }
      })
    }
  )

  it('counts a person already gone as deleted', async () => {
    expectCall('DELETE', PROFILE, { status: 404 })
    expectCall('POST', TOKEN, { body: { access_token: 't' } })
    expectCall('POST', DELETION, { status: 404 })
    await expect(forget({ ...APPCUES, ...HEAP })).resolves.toMatchObject({ Heap: { status: 200 } })
  })

  it('tries Heap even if Appcues fails, and names which failed with a status that is retried', async () => {
    expectCall('DELETE', PROFILE, { status: 503 })
    expectCall('POST', TOKEN, { body: { access_token: 't' } })
    expectCall('POST', DELETION, { status: 201 })
    await expect(forget({ ...APPCUES, ...HEAP })).rejects.toMatchObject({
      status: 503,
      message: 'Appcues: Appcues responded with 503. Heap: deleted.'
    })
  })

  it('is retried when one failure may pass, even if the other will not', async () => {
    expectCall('DELETE', PROFILE, { status: 401 })
    expectCall('POST', TOKEN, { error: 'ECONNRESET' })
    await expect(forget({ ...APPCUES, ...HEAP })).rejects.toMatchObject({
      status: 408,
      message: expect.stringMatching(
        /^Appcues: Appcues rejected .* Heap: Heap did not respond \(ECONNRESET\)\.$/
      ) as string
    })
  })

  it('names Heap where the request itself gets no response', async () => {
    expectCall('POST', TOKEN, { body: { access_token: 't' } })
    expectCall('POST', DELETION, { error: 'ECONNRESET' })
    await expect(forget(HEAP)).rejects.toMatchObject({
      status: 408,
      message: 'Heap: Heap did not respond (ECONNRESET).'
    })
  })

  it.each([401, 403])(
    'says that Heap does not accept the key, without the key, when it responds with %d',
    async (status) => {
      expectCall('POST', TOKEN, { status, body: { error: 'heap-key is wrong' } })
      await expect(forget(HEAP)).rejects.toMatchObject({
        status,
        message: 'Heap: Heap does not accept the Heap API Key: copy it again.'
      })
    }
  )

  it.each([{}, { access_token: 7 }, 'nonsense'])('tries again when Heap’s token is missing: %p', async (body) => {
    expectCall('POST', TOKEN, { body })
    await expect(forget(HEAP)).rejects.toMatchObject({
      status: 502,
      message: 'Heap: Heap gave no token for the deletion.'
    })
  })

  it('reports other rejections of Heap by their status, not in Heap’s words, which may quote the key', async () => {
    expectCall('POST', TOKEN, { body: { access_token: 't' } })
    expectCall('POST', DELETION, { status: 422, body: { error: 'bad Basic heap-key' } })
    await expect(forget(HEAP)).rejects.toMatchObject({
      status: 422,
      message: 'Heap: Heap responded with 422.'
    })
  })

  it('does not guess where a vendor knows people by another property', async () => {
    await expect(
      forget({ ...APPCUES, ...HEAP, appcuesIdentityProperty: ' appcuesUserID ', heapIdentityProperty: 'email' })
    ).rejects.toMatchObject({
      status: 400,
      message:
        'Appcues: people are identified by the property "appcuesUserID" (setting Appcues Identity Property), which a deletion request does not carry. Delete this person in Appcues by hand. Heap: people are identified by the property "email" (setting Heap Identity Property), which a deletion request does not carry. Delete this person in Heap by hand.'
    })
  })

  it('uses the user id where the identity properties are blank', async () => {
    expectCall('DELETE', PROFILE)
    expectCall('POST', TOKEN, { body: { access_token: 't' } })
    expectCall('POST', DELETION, { status: 201 })
    expect(await forget({ ...APPCUES, ...HEAP, appcuesIdentityProperty: ' ', heapIdentityProperty: '' })).toEqual({
      Appcues: { profile: { status: 200 } },
      Heap: { status: 201 }
    })
  })

  it('does not pass a fault of ours off as a response of a vendor', async () => {
    const data = {
      get title(): string {
        throw new TypeError('a fault of ours')
      }
    }
    const faulty = (() => Promise.resolve({ status: 200, data })) as unknown as RequestClient
    await expect(onDelete(faulty, { payload: { userId: 'alice' }, settings: APPCUES })).rejects.toMatchObject({
      name: 'TypeError',
      message: 'a fault of ours'
    })
  })

  it('deletes an anonymous visitor in Appcues and says that Heap has no identity for them', async () => {
    expectCall('DELETE', PROFILE.replace('alice', 'anon%3A7'))
    expect(await forget({ ...APPCUES, ...HEAP }, { anonymousId: 'anon:7' })).toMatchObject({
      Heap: { skipped: 'Heap deletes people with an identity, and this visitor has none.' }
    })
  })

  it.each(['8c2a7f0e-anonymous', 'anon:7'])(
    'never deletes the anonymous id %s as an identity of Heap',
    async (anonymousId) => {
      expect(await forget(HEAP, { anonymousId })).toStrictEqual({
        Heap: { skipped: 'Heap deletes people with an identity, and this visitor has none.' }
      })
    }
  )

  it('does not pass a request as done where only the legacy key of Appcues is filled in', async () => {
    await expect(forget({ heapAppId: '11', appcuesLegacyApiKey: 'legacy' })).rejects.toMatchObject({
      status: 401,
      message:
        'Appcues: Appcues is not configured: fill in Appcues Account ID, Appcues API Key, Appcues API Secret in the destination’s settings.'
    })
  })

  it.each([{}, { userId: 'undefined' }, { userId: ' ' }])('rejects a request that names no one: %p', async (person) => {
    await expect(forget(APPCUES, person)).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message: 'User ID: the deletion request has no usable user ID.'
    })
  })

  it('makes no request when neither vendor is configured for it', async () => {
    expect(await forget({ heapAppId: '11' })).toEqual({})
  })
})
