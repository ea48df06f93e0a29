import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, deliverOne, engageMember } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const reference = buildReference({ property: PROPERTY, segment: '100', fill: true })
const CREDENTIALS = (status: number) =>
  `Appcues rejected the credentials (${status}): check Appcues Account ID, Appcues API Key, Appcues API Secret and Appcues Region in the destination’s settings. A key works for its own account and region only.`
const JOB = {
  title: 'Accepted',
  job_id: 'job-import',
  job_url: 'https://api.appcues.com/v2/accounts/12345/jobs/job-import'
}
const BATCH = [engageMember('a', true, reference), engageMember('b', false, reference)]
const sent = (user_id: string, member: boolean) => ({ user_id, property: PROPERTY, member })

const account = (path: string, reply: [number, unknown] | string) => {
  const appcues = listen(new MemoryAppcues())
  appcues.addSegment(PROPERTY)
  appcues.misbehave = (seen) => (seen.path === path ? reply : undefined)
  return appcues
}

describe('an import that Appcues does not take', () => {
  it.each<[string, [number, unknown] | string, object]>([
    [
      'as bad',
      [400, { error: true, status: 400, title: 'Bad Request', detail: 'No such column.' }],
      {
        status: 400,
        errortype: 'BAD_REQUEST',
        errormessage: 'Appcues responded with 400: Bad Request: No such column.',
        body: { title: 'Bad Request', detail: 'No such column.' }
      }
    ],
    [
      'in a page',
      [400, '<html>'],
      { status: 400, errortype: 'BAD_REQUEST', errormessage: 'Appcues responded with 400.', body: {} }
    ],
    [
      'for its credentials, quoting the key',
      [401, { title: 'Unauthorized', detail: 'The secret "secret" is wrong.' }],
      { status: 401, errortype: 'UNAUTHORIZED', errormessage: CREDENTIALS(401), body: {} }
    ],
    ['for its rights', [403, {}], { status: 403, errortype: 'FORBIDDEN', errormessage: CREDENTIALS(403), body: {} }],
    [
      'for now',
      [429, { title: 'Too Many Requests' }],
      {
        status: 429,
        errortype: 'TOO_MANY_REQUESTS',
        errormessage: 'Appcues responded with 429: Too Many Requests.',
        body: { title: 'Too Many Requests' }
      }
    ],
    [
      'by fault of its own',
      [500, null],
      { status: 500, errortype: 'INTERNAL_SERVER_ERROR', errormessage: 'Appcues responded with 500.', body: {} }
    ],
    [
      'because the connection broke',
      'ECONNRESET',
      { status: 408, errortype: 'REQUEST_TIMEOUT', errormessage: 'Appcues did not respond (ECONNRESET).', body: {} }
    ]
  ])('%s is reported for each member, and the segment is left alone', async (_what, reply, response) => {
    const appcues = account('/import/profiles', reply)
    expect(await deliver(BATCH)).toStrictEqual([
      { ...response, sent: sent('a', true), errorreporter: 'DESTINATION' },
      { ...response, sent: sent('b', false), errorreporter: 'DESTINATION' }
    ])
    expect(new Set(appcues.requests.map(({ path }) => path))).toStrictEqual(new Set(['/import/profiles']))
  })

  it.each([
    [401, { code: 'INVALID_AUTHENTICATION', status: 401, message: CREDENTIALS(401) }],
    [429, { code: '429', status: 429, message: 'Appcues responded with 429.' }],
    [400, { code: '400', status: 400, message: 'Appcues responded with 400.' }]
  ])('with %d is thrown for one event alone', async (status, error) => {
    account('/import/profiles', [status, {}])
    await expect(deliverOne(BATCH[0])).rejects.toMatchObject(error)
  })
})

describe('a segment call that fails after the property was written', () => {
  it.each<[string, [number, unknown] | string, object]>([
    [
      '404, as the segment was deleted, is not retried and says so',
      [404, { title: 'Not Found', detail: 'No such segment.' }],
      {
        status: 404,
        errortype: 'NOT_FOUND',
        errormessage:
          'The property "[Heap] Power users" was written, and the Appcues segment is gone: Appcues responded with 404: Not Found: No such segment. Connect the audience again to create it anew, or switch Keep Segment off.',
        body: { ...JOB, segment: { id: '100', title: 'Not Found', detail: 'No such segment.' } }
      }
    ],
    [
      '410 says so too',
      [410, {}],
      {
        status: 410,
        errortype: 'GONE',
        errormessage:
          'The property "[Heap] Power users" was written, and the Appcues segment is gone: Appcues responded with 410. Connect the audience again to create it anew, or switch Keep Segment off.',
        body: { ...JOB, segment: { id: '100' } }
      }
    ],
    [
      '422 is not retried',
      [422, {}],
      {
        status: 422,
        errortype: 'UNPROCESSABLE_ENTITY',
        errormessage:
          'The property "[Heap] Power users" was written, but the segment was not changed: Appcues responded with 422.',
        body: { ...JOB, segment: { id: '100' } }
      }
    ],
    [
      '403 is reported as credentials',
      [403, {}],
      {
        status: 403,
        errortype: 'FORBIDDEN',
        errormessage: `The property "[Heap] Power users" was written, but the segment was not changed: ${CREDENTIALS(403)}`,
        body: { ...JOB, segment: { id: '100' } }
      }
    ],
    [
      '503 is retryable',
      [503, {}],
      {
        status: 503,
        errortype: 'SERVICE_UNAVAILABLE',
        errormessage:
          'The property "[Heap] Power users" was written, but the segment was not changed: Appcues responded with 503. It is safe to retry it.',
        body: { ...JOB, segment: { id: '100' } }
      }
    ],
    [
      'a broken connection is retryable',
      'ETIMEDOUT',
      {
        status: 408,
        errortype: 'REQUEST_TIMEOUT',
        errormessage:
          'The property "[Heap] Power users" was written, but the segment was not changed: Appcues did not respond (ETIMEDOUT). It is safe to retry it.',
        body: { ...JOB, segment: { id: '100' } }
      }
    ]
  ])('%s, for those concerned alone', async (_what, reply, response) => {
    const appcues = account('/segments/100/add_user_ids', reply)
    expect(await deliver(BATCH)).toStrictEqual([
      { ...response, sent: sent('a', true), errorreporter: 'DESTINATION' },
      {
        status: 202,
        sent: sent('b', false),
        body: { ...JOB, segment: { id: '100', title: 'Accepted', job_id: 'job-delete' } }
      }
    ])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: false })
  })

  it('can be repeated without harm', async () => {
    const appcues = account('/segments/100/add_user_ids', [503, {}])
    await deliver(BATCH)
    appcues.misbehave = undefined
    const responses = await deliver(BATCH)
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 202])
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
  })
})

describe('half a configuration', () => {
  it.each([
    [{ appcuesApiSecret: '' }, 'Appcues is not configured: fill in Appcues API Secret in the destination’s settings.'],
    [
      { appcuesAccountId: '', appcuesApiKey: '', appcuesApiSecret: '' },
      'Appcues is not configured: fill in Appcues Account ID, Appcues API Key, Appcues API Secret in the destination’s settings.'
    ],
    [{ appcuesAccountId: 'acme/../..' }, 'Appcues Account ID: fill in the number of your Appcues account, digits only.']
  ])('%j is reported, and nothing is sent', async (settings, message) => {
    const appcues = listen(new MemoryAppcues())
    await expect(deliver(BATCH, { settings })).rejects.toMatchObject({
      code: 'INVALID_AUTHENTICATION',
      status: 401,
      message
    })
    expect(appcues.requests).toStrictEqual([])
  })
})
