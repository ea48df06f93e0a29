import { createRequestClient } from '@segment/actions-core'
import { appcuesBody, appcuesMessage } from '../../../src/destinations/heap-appcues/appcues/answer'
import { appcuesApi, isAppcuesFilledIn } from '../../../src/destinations/heap-appcues/appcues/api'
import { setProfile } from '../../../src/destinations/heap-appcues/appcues/profiles'
import { getSegment } from '../../../src/destinations/heap-appcues/appcues/segments'
import { sendEvent } from '../../../src/destinations/heap-appcues/appcues/send-event'
import { expectCall, withoutNetwork } from '../../support/expect-call'

withoutNetwork()

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const request = createRequestClient()

describe('the Appcues API', () => {
  it.each([
    ['US', 'https://api.appcues.com'],
    ['EU', 'https://api.eu.appcues.com'],
    [undefined, 'https://api.appcues.com'],
    ['elsewhere', 'https://api.appcues.com']
  ])('asks the host of the region %s, with Basic credentials', async (appcuesRegion, host) => {
    const call = expectCall('GET', `${host}/v2/accounts/12345/tags`, { body: [] })
    const answer = await appcuesApi(request, { ...settings, appcuesRegion })('GET', '/tags')
    expect(answer).toStrictEqual({ status: 200, data: [] })
    expect(call.headers?.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`)
  })

  it('takes settings that nobody validated: a number, and blanks around the text', async () => {
    const call = expectCall('GET', 'https://api.appcues.com/v2/accounts/12345/tags', { body: [] })
    const unvalidated = { appcuesAccountId: 12345 as never, appcuesApiKey: ' key ', appcuesApiSecret: 'secret\n' }
    await appcuesApi(request, unvalidated)('GET', '/tags')
    expect(call.headers?.authorization).toBe(`Basic ${Buffer.from('key:secret').toString('base64')}`)
  })

  it('writes JSON and CSV with their content types', async () => {
    const json = expectCall('POST', 'https://api.appcues.com/v2/accounts/12345/json')
    const csv = expectCall('POST', 'https://api.appcues.com/v2/accounts/12345/csv')
    const api = appcuesApi(request, settings)
    await api('POST', '/json', { json: { a: true } })
    await api('POST', '/csv', { csv: 'user_id,a\r\n' })
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
    [{ appcuesRegion: 'EU', appcuesLegacyApiKey: ' ', identityProperty: 'id', heapAppId: '11' }, false]
  ])('with %j is filled in: %s', (some, filledIn) => {
    expect(isAppcuesFilledIn(some)).toBe(filledIn)
  })
})

describe('what Appcues answered', () => {
  it.each([
    [{ title: 'Not Found', detail: 'No such user.' }, 'Appcues answered 404: Not Found: No such user.'],
    [{ title: 'Not Found' }, 'Appcues answered 404: Not Found.'],
    [{ detail: 'No such user' }, 'Appcues answered 404: No such user.'],
    [{ detail: 'No such user. Use v2.1' }, 'Appcues answered 404: No such user. Use v2.1.'],
    [{ title: ['Not Found'], detail: { a: 1 } }, 'Appcues answered 404.'],
    ['<html>', 'Appcues answered 404.'],
    [null, 'Appcues answered 404.'],
    [undefined, 'Appcues answered 404.'],
    [{ detail: 'x'.repeat(400) }, `Appcues answered 404: ${'x'.repeat(300)}.`]
  ])('%j is told as %j', (data, sentence) => {
    expect(appcuesMessage({ status: 404, data })).toBe(sentence)
  })

  it('keeps the readable part, and of a refusal of the credentials nothing', () => {
    const data = { error: true, status: 200, title: 'T', detail: 'D', job_id: 7, job_url: 'U', user: { email: 'e' } }
    expect(appcuesBody({ status: 202, data })).toStrictEqual({ title: 'T', detail: 'D', job_id: 7, job_url: 'U' })
    expect(appcuesBody({ status: 401, data })).toStrictEqual({})
  })
})

describe('sending an event', () => {
  it('posts it to the person', async () => {
    const event = { name: 'Report Exported', timestamp: '2026-03-10T22:21:56.000Z', attributes: { rows: 3 } }
    const call = expectCall('POST', 'https://api.appcues.com/v2/accounts/12345/users/anon%3A1/events', { status: 202 })
    const { status } = await sendEvent(appcuesApi(request, settings), 'anon:1', event)
    expect(status).toBe(202)
    expect(call.body).toStrictEqual(event)
  })
})

describe('an id that would leave its path', () => {
  const api = appcuesApi(request, settings)
  it.each<[string, () => unknown, string]>([
    ['an event', () => sendEvent(api, '..', { name: 'E', attributes: {} }), 'User ID'],
    ['a profile', () => setProfile(api, '..', {}), 'User ID'],
    ['a segment', () => getSegment(api, '..'), 'Appcues segment']
  ])('is refused for %s by its own name', (_what, ask, label) => {
    expect(ask).toThrow(
      expect.objectContaining({
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message: `${label}: ".." cannot stand in an address of Appcues’ API. Map ${label} to another id.`
      }) as Error
    )
  })
})
