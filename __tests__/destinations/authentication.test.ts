import { Destination } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { expectCall, withoutNetwork } from '../support/expect-call'

withoutNetwork()

const APPCUES = { appcuesAccountId: '12345', appcuesApiKey: 'appcues-key', appcuesApiSecret: 'appcues-secret' }
const TAGS_US = 'https://api.appcues.com/v2/accounts/12345/tags'
const TAGS_EU = 'https://api.eu.appcues.com/v2/accounts/12345/tags'
const TOKEN = 'https://heapanalytics.com/api/public/v0/auth_token'

const test = (settings: Record<string, unknown>) => new Destination(definition).testAuthentication(settings)
const rejection = (message: string) => ({ message: `Credentials are invalid:  ${message}` })

describe('the connection test', () => {
  it('passes with right credentials of both vendors, each asked with its own', async () => {
    const appcues = expectCall('GET', TAGS_US, { body: [] })
    const heap = expectCall('POST', TOKEN, { body: { access_token: 't' } })
    await test({ ...APPCUES, heapAppId: '11', heapApiKey: 'heap-key' })
    expect(appcues.headers?.authorization).toBe(`Basic ${Buffer.from('appcues-key:appcues-secret').toString('base64')}`)
    expect(heap.headers?.authorization).toBe(`Basic ${Buffer.from('11:heap-key').toString('base64')}`)
  })

  it('passes with Heap alone, checking the form of the id without a request', async () => {
    await expect(test({ heapAppId: '11' })).resolves.toBeUndefined()
  })

  it('checks the key with the main environment where one is named', async () => {
    const heap = expectCall('POST', TOKEN)
    await test({ heapAppId: '11', heapMainAppId: '7', heapApiKey: 'k', heapRegion: 'EU' })
    expect(heap.headers?.authorization).toBe(`Basic ${Buffer.from('7:k').toString('base64')}`)
  })

  it('passes over blanks around the ids, and over an id that is blank', async () => {
    const main = expectCall('POST', TOKEN)
    await test({ heapAppId: ' 11 ', heapMainAppId: ' 7\n', heapApiKey: 'k' })
    const own = expectCall('POST', TOKEN)
    await test({ heapAppId: ' 11 ', heapMainAppId: ' ', heapApiKey: 'k' })
    expect([main, own].map(({ headers }) => headers?.authorization)).toStrictEqual(
      ['7:k', '11:k'].map((pair) => `Basic ${Buffer.from(pair).toString('base64')}`)
    )
  })

  it.each([{}, { heapAppId: ' ' }, { heapMainAppId: ' ' }])(
    'says of %j that nothing is filled in',
    async (settings) => {
      await expect(test(settings)).rejects.toMatchObject(
        rejection(
          'Nothing is filled in: Heap needs the Heap App ID; Appcues needs the Appcues Account ID, Appcues API Key and Appcues API Secret.'
        )
      )
    }
  )

  it('says that the credentials are wrong when neither region knows them', async () => {
    expectCall('GET', TAGS_US, { status: 401 })
    expectCall('GET', TAGS_EU, { status: 401 })
    await expect(test(APPCUES)).rejects.toMatchObject(
      rejection(
        'Appcues rejected the credentials (401): check Appcues Account ID, Appcues API Key, Appcues API Secret and Appcues Region in the destination’s settings. A key works for its own account and region only.'
      )
    )
  })

  it('says that no region has the account', async () => {
    expectCall('GET', TAGS_US, { status: 404 })
    expectCall('GET', TAGS_EU, { status: 404 })
    await expect(test(APPCUES)).rejects.toMatchObject(
      rejection('Appcues has no such account in the region US: check Appcues Account ID and Appcues Region.')
    )
  })

  it('says which region has the account that is missing here', async () => {
    expectCall('GET', TAGS_US, { status: 404 })
    expectCall('GET', TAGS_EU, { body: [] })
    await expect(test(APPCUES)).rejects.toMatchObject(
      rejection('These Appcues credentials belong to the region EU: set Appcues Region to EU.')
    )
  })

  it('says which region the credentials belong to', async () => {
    expectCall('GET', TAGS_US, { status: 401 })
    expectCall('GET', TAGS_EU, { body: [] })
    await expect(test(APPCUES)).rejects.toMatchObject(
      rejection('These Appcues credentials belong to the region EU: set Appcues Region to EU.')
    )
  })

  it('names the missing half of a configuration', async () => {
    await expect(test({ appcuesApiKey: 'k' })).rejects.toMatchObject(
      rejection(
        'Appcues is not configured: fill in Appcues Account ID, Appcues API Secret in the destination’s settings.'
      )
    )
    await expect(test({ heapAppId: '11', appcuesLegacyApiKey: 'k' })).rejects.toMatchObject(
      rejection(
        'Appcues is not configured: fill in Appcues Account ID, Appcues API Key, Appcues API Secret in the destination’s settings.'
      )
    )
    await expect(test({ heapApiKey: 'k' })).rejects.toMatchObject(
      rejection('Heap App ID is missing: other Heap settings are filled in, and nothing reaches Heap without it.')
    )
    await expect(test({ heapAppId: '11', heapDeleteOnRequest: true })).rejects.toMatchObject(
      rejection('Heap API Key is missing: Delete People in Heap is on and needs it.')
    )
  })

  it('says that a vendor is down, and what to do', async () => {
    expectCall('GET', TAGS_US, { status: 503 })
    expectCall('POST', TOKEN, { error: 'ECONNRESET' })
    await expect(test({ ...APPCUES, heapAppId: '11', heapApiKey: 'k' })).rejects.toMatchObject(
      rejection(
        'Heap did not respond (ECONNRESET), so the Heap API Key could not be checked. Try again in a few minutes. The Appcues credentials could not be checked. Appcues responded with 503. Try again in a minute.'
      )
    )
  })

  it.each([429, 500, 501, 503])('says of a %d of Heap that the key could not be checked', async (status) => {
    expectCall('POST', TOKEN, { status })
    await expect(test({ heapAppId: '11', heapApiKey: 'k' })).rejects.toMatchObject(
      rejection(`Heap responded with ${status}, so the Heap API Key could not be checked. Try again in a few minutes.`)
    )
  })

  it('says that Heap does not accept the key', async () => {
    expectCall('POST', TOKEN, { status: 401 })
    await expect(test({ heapAppId: '11', heapApiKey: 'k' })).rejects.toMatchObject(
      rejection(
        'Heap does not accept the Heap API Key for the environment 11. Copy the key again, and fill in Heap Main App ID if the key belongs to another environment.'
      )
    )
  })

  it.each([
    ['heapAppId', { heapAppId: 'abc' }, 'Heap App ID is the number of an environment; "abc" is not.'],
    [
      'a long heapAppId',
      { heapAppId: 'x'.repeat(41) },
      `Heap App ID is the number of an environment; "${'x'.repeat(40)}" is not.`
    ],
    [
      'heapAppId that is missing beside another',
      { heapAppId: ' ', heapMainAppId: '7' },
      'Heap App ID is missing: other Heap settings are filled in, and nothing reaches Heap without it.'
    ],
    [
      'heapMainAppId',
      { heapAppId: '11', heapMainAppId: '1 1' },
      'Heap Main App ID is the number of an environment; "1 1" is not.'
    ]
  ])('checks the form of %s', async (_key, settings, sentence) => {
    await expect(test(settings)).rejects.toMatchObject(rejection(sentence))
  })

  it('says all that is wrong at once', async () => {
    await expect(test({ heapAppId: 'x', appcuesAccountId: '12345' })).rejects.toMatchObject(
      rejection(
        'Heap App ID is the number of an environment; "x" is not. Appcues is not configured: fill in Appcues API Key, Appcues API Secret in the destination’s settings.'
      )
    )
  })
})
