import { createRequestClient } from '@segment/actions-core'
import {
  appcuesClient,
  deleteAnalytics,
  isAppcuesFilledIn
} from '../../../src/destinations/heap-appcues/appcues/client'
import { expectCall, withoutNetwork } from '../../support/expect-call'
import { circuitBreaker, mapWithConcurrency, notSent } from '../../../src/destinations/heap-appcues/appcues/concurrency'
import { pathPart } from '../../../src/destinations/heap-appcues/appcues/ids'
import { flatValues } from '../../../src/destinations/heap-appcues/appcues/profiles'
import { appcuesBody, appcuesMessage, appcuesResponse } from '../../../src/destinations/heap-appcues/appcues/response'

describe('client', () => {
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

    it('takes settings that were not validated: a number, and blanks around the text', async () => {
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
})

describe('concurrency', () => {
  describe('tasks in turns', () => {
    it.each([
      [0, 3],
      [1, 3],
      [20, 3],
      [3, 20]
    ])('for %d items, at most %d at a time, give results in the order of the items', async (count, most) => {
      let running = 0
      let peak = 0
      const items = Array.from({ length: count }, (_, index) => index)
      const results = await mapWithConcurrency(items, most, async (item) => {
        peak = Math.max(peak, ++running)
        await new Promise((resolve) => setTimeout(resolve, (count - item) % 4))
        running -= 1
        return item * 2
      })
      expect(results).toStrictEqual(items.map((item) => item * 2))
      expect(peak).toBe(Math.min(most, count))
    })

    it('pass on what a task throws', async () => {
      const failing = mapWithConcurrency([1], 1, () => Promise.reject(new TypeError('broken')))
      await expect(failing).rejects.toMatchObject({ name: 'TypeError', message: 'broken' })
    })
  })

  describe('a circuit breaker', () => {
    const FAILED = 'Appcues did not respond (ETIMEDOUT)'
    const response = (status: number) =>
      status === 408 ? { status, data: undefined, failure: FAILED } : { status, data: undefined }

    it.each([
      ['rejects the credentials', [401], 1],
      ['rejects them after a success', [200, 401], 2],
      ['forbids the first', [403], 1],
      ['forbids a later one', [200, 403, 200], 4],
      ['asks to slow down', [429], 1],
      ['leaves as many unanswered as it gets at once', Array<number>(7).fill(408), 5],
      ['fails again and again', Array<number>(7).fill(500), 8]
    ])('where Appcues %s: %j, sends %d', async (_what, statuses, sent) => {
      const left = [...statuses, 200]
      const send = jest.fn(() => Promise.resolve(response(left.shift() ?? 200)))
      const breaker = circuitBreaker(send)
      for (let n = 0; n <= statuses.length; n++) await breaker()
      expect(send).toHaveBeenCalledTimes(sent)
    })

    it('tells the one cause, however often it is passed on', () => {
      const once = notSent(response(408))
      expect(once).toStrictEqual({
        status: 408,
        data: undefined,
        failure: `Not sent: an earlier request in this batch failed (${FAILED})`
      })
      expect(notSent(once)).toBe(once)
    })
  })
})

describe('ids', () => {
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
})

describe('profiles', () => {
  const LONGEST = 'k'.repeat(1024)
  const nested = (levels: number): unknown => (levels === 0 ? 1 : { kk: nested(levels - 1) })

  describe('attributes', () => {
    it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
      ['keep text, numbers and booleans', { a: 'x', b: 0, c: false }, { a: 'x', b: 0, c: false }],
      ['lose what is blank or no JSON', { a: '', b: ' ', c: null, d: undefined, e: NaN, f: Infinity, g: () => 1 }, {}],
      ['join a list of plain values', { a: ['x', 2, null, true] }, { a: 'x, 2, true' }],
      [
        'number a list that holds more',
        { a: ['x', { b: 1 }, null, ['y', 'z']] },
        { 'a.0': 'x', 'a.1.b': 1, 'a.3': 'y, z' }
      ],
      ['lose an empty list and an empty object', { a: [], b: {}, c: [null] }, {}],
      ['lose what is Appcues’ own', { _a: 1, _b: { c: 1 }, d: { _e: 1 } }, { 'd._e': 1 }],
      ['keep a key of 1024 characters', { [LONGEST]: 1 }, { [LONGEST]: 1 }],
      ['lose a longer one', { [`${LONGEST}k`]: 1 }, {}],
      ['lose what nests deeper than a key could say', { kk: nested(2000), a: 1 }, { a: 1 }]
    ])('%s', (_what, attributes, flat) => {
      expect(flatValues(attributes)).toStrictEqual(flat)
    })
  })
})

describe('response', () => {
  describe('what Appcues answered', () => {
    it.each([
      [{ title: 'Not Found', detail: 'No such user.' }, 'Appcues responded with 404: Not Found: No such user.'],
      [{ title: 'Not Found' }, 'Appcues responded with 404: Not Found.'],
      [{ detail: 'No such user' }, 'Appcues responded with 404: No such user.'],
      [{ detail: 'No such user. Use v2.1' }, 'Appcues responded with 404: No such user. Use v2.1.'],
      [{ title: ['Not Found'], detail: { a: 1 } }, 'Appcues responded with 404.'],
      ['<html>', 'Appcues responded with 404.'],
      [null, 'Appcues responded with 404.'],
      [undefined, 'Appcues responded with 404.'],
      [{ detail: 'x'.repeat(400) }, `Appcues responded with 404: ${'x'.repeat(300)}.`]
    ])('%j reads as %j', (data, sentence) => {
      expect(appcuesMessage({ status: 404, data })).toBe(sentence)
    })

    it('is the response for an event, with what was omitted where something was', () => {
      const response = { status: 200, data: { title: 'OK' } }
      expect(appcuesResponse(response, {})).toStrictEqual({ status: 200, sent: {}, body: { title: 'OK' } })
      expect(appcuesResponse(response, {}, ['a: b.'])).toStrictEqual({
        status: 200,
        sent: {},
        body: { title: 'OK', omitted: ['a: b.'] }
      })
    })

    it('keeps the readable part, and of a rejection of the credentials nothing', () => {
      const data = { error: true, status: 200, title: 'T', detail: 'D', job_id: 7, job_url: 'U', user: { email: 'e' } }
      expect(appcuesBody({ status: 202, data })).toStrictEqual({ title: 'T', detail: 'D', job_id: 7, job_url: 'U' })
      expect(appcuesBody({ status: 401, data })).toStrictEqual({})
    })
  })
})
