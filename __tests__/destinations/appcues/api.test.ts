import { parse } from 'csv-parse/sync'
import fc from '../../support/fast-check'
import { createRequestClient } from '@segment/actions-core'
import { appcuesApi, appcuesMethods, toCsv } from '../../../src/destinations/heap-appcues/appcues/api'
import { expectCall, withoutNetwork } from '../../support/expect-call'
import { readCsv } from '../syncAudience/support/read-csv'

withoutNetwork()

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const SEGMENTS = 'https://api.appcues.com/v2/accounts/12345/segments'
const api = appcuesApi(createRequestClient(), settings)

describe('the list of segments', () => {
  it.each([
    [
      { id: 'a', name: 'A', description: 'all', created_at: '2026-01-01T00:00:00Z', rules: {} },
      { id: 'a', name: 'A', description: 'all', createdAt: '2026-01-01T00:00:00Z' }
    ],
    [{ id: 7 }, { id: '7', name: '', description: '', createdAt: undefined }],
    [
      { id: 'a', name: ['A'], description: null, created_at: 1773181316000 },
      { id: 'a', name: '', description: '', createdAt: 1773181316000 }
    ]
  ])('reads %j as %j', async (listed, segment) => {
    expectCall('GET', SEGMENTS, { body: [listed] })
    expect(await api.readSegments()).toStrictEqual([segment])
  })

  it.each([{ name: 'A' }, { id: null }, { id: '' }, { id: { a: 1 } }, { id: true }, 'a', null])(
    'leaves out what has no usable id: %j',
    async (listed) => {
      expectCall('GET', SEGMENTS, { body: [listed, { id: 'b', name: 'B', description: 'both' }] })
      expect(await api.readSegments()).toStrictEqual([
        { id: 'b', name: 'B', description: 'both', createdAt: undefined }
      ])
    }
  )

  it.each([{ segments: [] }, 'nonsense'])('is asked for again when the response holds none: %j', async (body) => {
    expectCall('GET', SEGMENTS, { body })
    await expect(api.readSegments()).rejects.toMatchObject({
      code: '502',
      status: 502,
      message: 'Appcues responded without a list of segments.'
    })
  })
})

describe('sending an event', () => {
  it('posts it to the person', async () => {
    const event = { name: 'Report Exported', timestamp: '2026-03-10T22:21:56.000Z', attributes: { rows: 3 } }
    const call = expectCall('POST', 'https://api.appcues.com/v2/accounts/12345/users/anon%3A1/events', { status: 202 })
    const { status } = await api.sendEvent('anon:1', event)
    expect(status).toBe(202)
    expect(call.body).toStrictEqual(event)
  })
})

describe('an id that would leave its path', () => {
  it.each<[string, () => unknown, string]>([
    ['an event', () => api.sendEvent('..', { name: 'E', attributes: {} }), 'User ID'],
    ['a profile', () => api.setProfile({ userId: '..', properties: {} }), 'User ID'],
    ['a segment', () => api.getSegment('..'), 'Appcues segment']
  ])('is rejected for %s by its own name', (_what, ask, label) => {
    expect(ask).toThrow(
      expect.objectContaining({
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message: `${label}: ".." cannot be part of an address in Appcues’ API. Map ${label} to another ID.`
      }) as Error
    )
  })
})

describe('an import', () => {
  const IMPORT = 'https://api.appcues.com/v2/accounts/12345/import/profiles'
  const update = (userId: string, value: boolean) => ({ userId, properties: { '[Heap] A, B': value } })

  it('is one CSV, with a response for each person', async () => {
    const call = expectCall('POST', IMPORT, { status: 202, body: { job_id: 'j' } })
    const responses = await api.importProfiles([update('a', true), update('b', false)])
    expect(call.body).toBe('user_id,"[Heap] A, B"\r\na,true\r\nb,false\r\n')
    expect(responses).toStrictEqual(Array(2).fill({ status: 202, data: { job_id: 'j' } }))
  })

  it.each([200, 202, 204])('is taken with %d, also without a body', async (status) => {
    expectCall('POST', IMPORT, { status })
    expect((await api.importProfiles([update('a', true)])).map((response) => response.status)).toStrictEqual([status])
  })

  it('of no one makes no request', async () => {
    expect(await api.importProfiles([])).toStrictEqual([])
  })
})

describe('rows as CSV', () => {
  it('end with CRLF, and only what must stands in quotes', () => {
    expect(
      toCsv([
        ['user_id', '[Heap] A'],
        ['=1', 'true'],
        ['a,b', '"c"'],
        [' d', 'e\n'],
        ['', '\r']
      ])
    ).toBe('user_id,[Heap] A\r\n=1,true\r\n"a,b","""c"""\r\n" d","e\n"\r\n,"\r"\r\n')
  })

  it('are read as they were written, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n =a]*$/))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('id'), cell, cell), { minLength: 1 }), (rows) => {
        expect(parse(toCsv(rows), { record_delimiter: '\r\n' })).toStrictEqual(rows)
        expect(readCsv(toCsv(rows))).toStrictEqual(rows)
      })
    )
  })
})

describe('changes of a segment that Appcues rejects again and again', () => {
  it.each(['addUserIds', 'removeUserIds'] as const)('leave people unconfirmed: %s', async (method) => {
    const rejecting = appcuesMethods(() => Promise.resolve({ status: 400, data: undefined }))
    const responses = await rejecting[method](
      's-1',
      Array.from({ length: 1000 }, (_, n) => `u${n}`)
    )
    expect(responses).toHaveLength(1000)
    expect(responses).toContainEqual({
      status: 503,
      data: undefined,
      failure: 'Appcues rejected part of this batch without saying which event. This event is unconfirmed; retry it'
    })
  })
})
