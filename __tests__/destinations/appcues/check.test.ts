import { createRequestClient } from '@segment/actions-core'
import { checkAppcues } from '../../../src/destinations/heap-appcues/appcues/check'
import { expectCall, withoutNetwork } from '../../support/expect-call'

withoutNetwork()

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const TAGS = 'https://api.appcues.com/v2/accounts/12345/tags'
const check = (more: object = {}) => checkAppcues(createRequestClient(), { ...settings, ...more })
const REFUSED = (status: number) =>
  `Appcues refused the credentials (${status}): check Appcues Account ID, Appcues API Key, Appcues API Secret and Appcues Region in the destination’s settings. A key works for its own account and region only.`

describe('the connection test of Appcues', () => {
  it('passes when the tags can be read', async () => {
    expectCall('GET', TAGS, { body: [] })
    await expect(check()).resolves.toBeUndefined()
  })

  it.each([
    [{ status: 401 }, { code: 'INVALID_AUTHENTICATION', status: 401, message: REFUSED(401) }],
    [{ status: 403 }, { code: 'INVALID_AUTHENTICATION', status: 401, message: REFUSED(403) }],
    [
      { status: 404 },
      {
        code: 'INVALID_AUTHENTICATION',
        status: 401,
        message: 'Appcues knows no such account in the region US: check Appcues Account ID and Appcues Region.'
      }
    ],
    [
      { status: 429, body: { title: 'Too Many Requests' } },
      {
        code: '429',
        status: 429,
        message:
          'The Appcues credentials could not be checked. Appcues answered 429: Too Many Requests. Try again in a minute.'
      }
    ],
    [
      { error: 'ENOTFOUND' },
      {
        code: '408',
        status: 408,
        message:
          'The Appcues credentials could not be checked. Appcues did not answer (ENOTFOUND). Try again in a minute.'
      }
    ]
  ])('says what %j means', async (reply, error) => {
    expectCall('GET', TAGS, reply)
    await expect(check()).rejects.toMatchObject(error)
  })

  it('says what is missing of half a configuration, and asks nothing', async () => {
    await expect(check({ appcuesAccountId: undefined })).rejects.toMatchObject({
      code: 'INVALID_AUTHENTICATION',
      status: 401,
      message: 'Appcues is not configured: fill in Appcues Account ID in the destination’s settings.'
    })
  })
})
