import { createRequestClient } from '@segment/actions-core'
import {
  appcuesClient,
  deleteAnalytics,
  isAppcuesFilledIn
} from '../../../src/destinations/heap-appcues/appcues/client'
import { expectCall, withoutNetwork } from '../../support/expect-call'

withoutNetwork()

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const request = createRequestClient()

describe('the Appcues client', () => {
  it.each([
    ['US', 'https://api.appcues.com'],
    ['EU', 'https://api.eu.appcues.com'],
    [undefined, 'https://api.appcues.com'],
    ['elsewhere', 'https://api.appcues.com']
  ])('asks the host of the region %s, with Basic credentials', async (appcuesRegion, host) => {
    const call = expectCall('GET', `${host}/v2/accounts/12345/tags`, { body: [] })
    const response = await appcuesClient(request, { ...settings, appcuesRegion })('GET', '/tags')
    expect(response).toStrictEqual({ status: 200, data: [] })
    expect(call.headers?.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`)
  })

  it('takes settings that nobody validated: a number, and blanks around the text', async () => {
    const call = expectCall('GET', 'https://api.appcues.com/v2/accounts/12345/tags', { body: [] })
    const unvalidated = { appcuesAccountId: 12345 as never, appcuesApiKey: ' key ', appcuesApiSecret: 'secret\n' }
    await appcuesClient(request, unvalidated)('GET', '/tags')
    expect(call.headers?.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`)
  })

  it('writes JSON and CSV with their content types', async () => {
    const json = expectCall('POST', 'https://api.appcues.com/v2/accounts/12345/json')
    const csv = expectCall('POST', 'https://api.appcues.com/v2/accounts/12345/csv')
    const send = appcuesClient(request, settings)
    await send('POST', '/json', { json: { a: true } })
    await send('POST', '/csv', { csv: 'user_id,a\r\n' })
    expect([json.headers?.['content-type'], json.body]).toStrictEqual(['application/json', { a: true }])
    expect([csv.headers?.['content-type'], csv.body]).toStrictEqual(['text/csv', 'user_id,a\r\n'])
  })

  it.each([
    [{ appcuesApiKey: 'key' }, true],
    [{ appcuesAccountId: '1' }, true],
    [{ appcuesApiSecret: 's' }, true],
    [{}, false],
    [{ appcuesApiKey: ' ', appcuesAccountId: '' }, false],
    [{ appcuesLegacyApiKey: 'old' }, true],
    [{ appcuesRegion: 'EU', appcuesLegacyApiKey: ' ', appcuesIdentityProperty: 'id', heapAppId: '11' }, false]
  ])('with %j is filled in: %s', (some, filledIn) => {
    expect(isAppcuesFilledIn(some)).toBe(filledIn)
  })
})

describe('the privacy endpoint', () => {
  const PRIVACY = 'https://api.appcues.com/v1/gdpr/delete'
  const forget = (more: object) => deleteAnalytics(request, { ...settings, ...more }, 'alice@example.com')

  it('gets the legacy key alone', async () => {
    const call = expectCall('POST', PRIVACY, { status: 200, body: {} })
    expect(await forget({ appcuesLegacyApiKey: ' legacy ' })).toStrictEqual({ status: 200, data: {} })
    expect(call.body).toStrictEqual({ users: ['alice@example.com'] })
    expect(call.headers?.authorization).toBe(`Basic ${Buffer.from('legacy:').toString('base64')}`)
  })

  it.each([{}, { appcuesLegacyApiKey: ' ' }, { appcuesLegacyApiKey: 'legacy', appcuesRegion: 'EU' }])(
    'is not asked with %j',
    async (more) => {
      expect(await forget(more)).toBeUndefined()
    }
  )

  it.each([401, 403])('that responds with %d rejects the legacy key, which is not repeated', async (status) => {
    expectCall('POST', PRIVACY, { status, body: { title: 'Bad key legacy' } })
    expect(await forget({ appcuesLegacyApiKey: 'legacy' })).toStrictEqual({
      status,
      data: undefined,
      failure: `Appcues rejected the Appcues Legacy API Key (${status}): copy it again from Appcues Studio`
    })
  })
})

describe('a response that quotes the credentials', () => {
  const odd = { ...settings, appcuesApiKey: 'k/7+é', appcuesApiSecret: 's.9' }
  const token = Buffer.from('k/7+é:s.9').toString('base64')
  const ask = async (status: number, body: object) => {
    expectCall('GET', 'https://api.appcues.com/v2/accounts/12345/tags', { status, body })
    return (await appcuesClient(request, odd)('GET', '/tags')).data
  }

  it.each([
    ['Bad key k/7+é', 'Bad key [hidden]'],
    [`Basic ${token}: k/7+é and s.9, s.9`, 'Basic [hidden]: [hidden] and [hidden], [hidden]'],
    ['at ?key=k%2F7%2B%C3%A9&secret=s.9', 'at ?key=[hidden]&secret=[hidden]'],
    ['at ?key=k%2f7%2b%c3%a9', 'at ?key=[hidden]'],
    ['at ?secret=%73%2E9', 'at ?secret=[hidden]'],
    [`at ?token=${encodeURIComponent(token)}`, 'at ?token=[hidden]'],
    ['sx9 and k7 stay', 'sx9 and k7 stay']
  ])('says %j as %j', async (text, shown) => {
    const body = { status: 422, title: text, detail: 'No.', errors: ['x'], gone: null }
    expect(await ask(422, body)).toStrictEqual({ ...body, title: shown })
  })

  it('stays as it is when it is a success', async () => {
    expect(await ask(200, { job_id: 's.9' })).toStrictEqual({ job_id: 's.9' })
  })
})
