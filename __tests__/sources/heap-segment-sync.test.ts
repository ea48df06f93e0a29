import { heapSegmentSync } from '../../src/sources/heap-segment-sync'
import { hmac, nested, NOW, rejection, requestOf, run, UNUSABLE_BODIES } from './support/run'

const { receive } = heapSegmentSync

const SECRET = 'heap-secret'
const SIGNED_AT = NOW - 4000

const page = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  segment: { id: 1338065, name: 'Free Customers' },
  sync_info: { page_number: 2, total_pages: 5, sync_task_id: 'afe74af0' },
  add: [{ id: 'ada@example.com' }],
  ...change
})

/** A page as Heap signs it. */
function synced(data: unknown, change: Record<string, unknown> = {}): ReturnType<typeof run> {
  const body = JSON.stringify({ action_type: 'segment.users.sync', data, ...change })
  return signed(body)
}

function signed(body: string): ReturnType<typeof run> {
  const header = `ts:${SIGNED_AT},hmac:${hmac(SECRET, `${SIGNED_AT}${body}`, 'base64')}`
  return run(receive, requestOf(body, { 'heap-hash': header }), { webhookSecrets: [SECRET] })
}

const membersIn = ({ calls }: ReturnType<typeof run>): unknown[] =>
  calls.map(({ userId, properties }) => [userId, properties?.heap_segment_1338065])
const idOf = (data: unknown): unknown => synced(data).calls[0].messageId

describe('a page of Heap’s segment sync', () => {
  it('becomes one audience event a person, for this package’s destination only, at the signed time', () => {
    const { calls, notes } = synced(page({ remove: [{ id: ' bob@example.com ' }] }))
    const common = {
      type: 'track',
      timestamp: '2026-03-10T22:21:56.000Z',
      context: {
        personas: {
          computation_class: 'audience',
          computation_id: 'heap/1338065',
          computation_key: 'heap_segment_1338065',
          namespace: 'heap',
          audience_name: 'Free Customers'
        }
      },
      integrations: { All: false, 'Heap and Appcues (Actions)': true },
      messageId: expect.stringMatching(/^heap-sync-[0-9a-f]{32}$/) as unknown
    }
    expect(calls).toStrictEqual([
      {
        ...common,
        event: 'Audience Exited',
        userId: 'bob@example.com',
        properties: { audience_key: 'heap_segment_1338065', heap_segment_1338065: false }
      },
      {
        ...common,
        event: 'Audience Entered',
        userId: 'ada@example.com',
        properties: { audience_key: 'heap_segment_1338065', heap_segment_1338065: true }
      }
    ])
    expect(notes).toStrictEqual([])
  })

  it('works without anyone who listens to its notes', () => {
    expect(receive(requestOf({ action_type: 'segment.users.sync', data: page() }), {}, NOW)).toHaveLength(1)
  })

  it.each([[undefined], [null], [[]]])('may have %p where people could be', (add) => {
    expect(synced(page({ add })).calls).toStrictEqual([])
    expect(membersIn(synced(page({ remove: add })))).toStrictEqual([['ada@example.com', true]])
  })

  it('counts someone in both lists as added, and someone twice in one as once', () => {
    const data = page({ add: [{ id: 'a' }, { id: 'b' }, { id: 'a' }], remove: [{ id: 'b' }, { id: 'c' }, { id: 'c' }] })
    expect(membersIn(synced(data))).toStrictEqual([
      ['b', true],
      ['c', false],
      ['a', true]
    ])
  })

  it('takes numbers as ids', () => {
    expect(membersIn(synced(page({ add: [{ id: 42 }, { id: 10 }] })))).toStrictEqual([
      ['42', true],
      ['10', true]
    ])
  })

  it('omits whoever has no usable id, and says how many', () => {
    const nobody = [{ id: '' }, { id: ' ' }, { id: 'null' }, { id: 'Anonymous' }, { id: null }, { id: 2 ** 53 }]
    const { calls, notes } = synced(page({ add: [...nobody, {}, 'text', null, { id: 'a' }], remove: [{ id: {} }] }))
    expect(calls.map(({ userId }) => userId)).toStrictEqual(['a'])
    expect(notes).toStrictEqual(['Omitted 10 members of segment 1338065: their ID is missing or a placeholder.'])
  })

  it.each([[undefined], [null], [''], [' '], [5]])('carries no name when Heap gives %p', (name) => {
    expect(synced(page({ segment: { id: 7, name } })).calls[0].context).toStrictEqual({
      personas: {
        computation_class: 'audience',
        computation_id: 'heap/7',
        computation_key: 'heap_segment_7',
        namespace: 'heap'
      }
    })
  })

  it('takes thousands of people, each with an id of their own', () => {
    const people = (prefix: string): unknown[] =>
      Array.from({ length: 10_000 }, (_, n) => ({ id: `${prefix}${n}@example.com` }))
    const { calls } = synced(page({ add: people('a'), remove: people('r') }))
    expect(calls).toHaveLength(20_000)
    expect(new Set(calls.map(({ messageId }) => messageId)).size).toBe(20_000)
  })
})

describe('the message id', () => {
  it('is the same when a page is delivered again', () => {
    expect(idOf(page())).toBe(idOf(page()))
    expect(idOf(page({ segment: { id: 1338065, name: 'Renamed' } }))).toBe(idOf(page()))
  })

  it.each([
    ['task', page({ sync_info: { page_number: 2, sync_task_id: 'other' } })],
    ['page', page({ sync_info: { page_number: 3, sync_task_id: 'afe74af0' } })],
    ['segment', page({ segment: { id: 1338066 } })],
    ['person', page({ add: [{ id: 'bob@example.com' }] })],
    ['state', page({ add: [], remove: [{ id: 'ada@example.com' }] })]
  ])('differs by %s', (_what, data) => {
    expect(idOf(data)).not.toBe(idOf(page()))
  })

  it('comes from the signed time where Heap names no task', () => {
    expect(idOf(page({ sync_info: undefined }))).toBe(idOf(page({ sync_info: { page_number: '2' } })))
    expect(idOf(page({ sync_info: undefined }))).not.toBe(idOf(page()))
  })
})

describe('another webhook', () => {
  it('with a long type is named by its beginning', () => {
    expect(synced(page(), { action_type: 'x'.repeat(101) }).notes).toStrictEqual([
      `Skipped the webhook "${'x'.repeat(100)}": this source takes "segment.users.sync".`
    ])
  })

  it.each(['segment.users.drain', 'segment.users.synced', ''])('of type "%s" is accepted and skipped', (action) => {
    expect(synced(page(), { action_type: action })).toStrictEqual({
      calls: [],
      notes: [`Skipped the webhook "${action}": this source takes "segment.users.sync".`]
    })
  })

  it.each([[undefined], [null], [5], [{}]])('is rejected when its type is %p', (action) => {
    expect(() => synced(page(), { action_type: action })).toThrow(
      rejection('INVALID_PAYLOAD', 'The field "action_type" is missing. A segment sync has "segment.users.sync".')
    )
  })
})

describe('bad input', () => {
  it.each(UNUSABLE_BODIES)('rejects %s, signed or not', (_case, body, message) => {
    expect(() => signed(body)).toThrow(rejection('INVALID_PAYLOAD', message))
  })

  it.each([
    [undefined],
    [null],
    ['text'],
    [[]],
    [{ add: [{ id: 'a' }] }],
    [page({ segment: { name: 'x' } })],
    [page({ segment: { id: '' } })],
    [page({ segment: { id: 2 ** 53 } })],
    [page({ segment: 5 })]
  ])('rejects a page without a segment: %j', (data) => {
    expect(() => synced(data)).toThrow(
      rejection('INVALID_PAYLOAD', 'The field "data.segment.id" is missing. Send the ID of the segment.')
    )
  })

  it.each([
    ['add', {}],
    ['add', 'ada@example.com'],
    ['remove', 5]
  ])('rejects a page whose %s is %p', (field, list) => {
    expect(() => synced(page({ [field]: list }))).toThrow(
      rejection('INVALID_PAYLOAD', `The field "data.${field}" is not a list. Send the people as [{ "id": … }].`)
    )
  })

  it('is not troubled by 10,000 levels in what it does not read', () => {
    const body = `{"action_type":"segment.users.sync","customer_config":${nested(10_000)},"data":${JSON.stringify(page())}}`
    expect(signed(body).calls).toHaveLength(1)
  })

  it('treats hostile keys and ids as any other', () => {
    const data =
      '{"segment":{"id":7},"__proto__":{"remove":[{"id":"x"}]},"add":[{"id":"__proto__"},{"id":"a\\u0000\\ud800"}]}'
    const { calls } = signed(`{"action_type":"segment.users.sync","data":${data}}`)
    expect(calls.map(({ userId }) => userId)).toStrictEqual(['__proto__', 'a\u0000\ud800'])
  })

  it('rejects a segment whose name does not fit into an event', () => {
    expect(() => synced(page({ segment: { id: 7, name: 'x'.repeat(32_000) } }))).toThrow(
      rejection('INVALID_PAYLOAD', /^The event is over 32 KB/)
    )
  })
})
