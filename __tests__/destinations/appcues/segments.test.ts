import { createRequestClient } from '@segment/actions-core'
import { appcuesApi } from '../../../src/destinations/heap-appcues/appcues/api'
import { readSegments } from '../../../src/destinations/heap-appcues/appcues/segments'
import { expectCall, withoutNetwork } from '../../support/expect-call'

withoutNetwork()

const settings = { appcuesAccountId: '12345', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
const SEGMENTS = 'https://api.appcues.com/v2/accounts/12345/segments'
const read = () => readSegments(appcuesApi(createRequestClient(), settings))

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
    expect(await read()).toStrictEqual([segment])
  })

  it.each([{ name: 'A' }, { id: null }, { id: '' }, { id: { a: 1 } }, { id: true }, 'a', null])(
    'leaves out what has no usable id: %j',
    async (listed) => {
      expectCall('GET', SEGMENTS, { body: [listed, { id: 'b', name: 'B', description: 'both' }] })
      expect(await read()).toStrictEqual([{ id: 'b', name: 'B', description: 'both', createdAt: undefined }])
    }
  )

  it.each([{ segments: [] }, 'nonsense'])('is asked for again where the answer is none: %j', async (body) => {
    expectCall('GET', SEGMENTS, { body })
    await expect(read()).rejects.toMatchObject({
      code: '502',
      status: 502,
      message: 'Appcues answered with no list of segments.'
    })
  })
})
