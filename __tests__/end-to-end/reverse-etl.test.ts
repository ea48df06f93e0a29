import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { buildReference } from '../../src/destinations/heap-appcues/audience/remembered'
import cases from '../cases/reverse-etl.json'
import { deliver, deliverOne } from '../destinations/syncAudience/support/deliver'
import { listen, MemoryAppcues, withoutNetwork } from '../destinations/syncAudience/support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const reference = buildReference({ property: PROPERTY, segment: '100', fill: false })
const RETL = {
  __segment_internal_sync_mode: 'mirror',
  retlOnMappingSave: { inputs: { segment_name: 'Power users' }, outputs: { reference, property: PROPERTY } }
}
const MAPPED = { mapping: { ...RETL, user_id: { '@path': '$.properties.APPCUES_ID' } } }
const templated = (directive: string, before = '') => ({
  mapping: { ...RETL, user_id: { [directive]: `${before}{{properties.APPCUES_ID}}` } }
})
const UNMAPPED = { mapping: RETL }

const row = (event: string, properties: JSONObject): SegmentEvent => ({
  type: 'track',
  event,
  messageId: 'm-1',
  timestamp: '2026-03-10T22:21:56Z',
  properties
})
const rejected = (errormessage: string) => ({
  status: 400,
  errortype: 'PAYLOAD_VALIDATION_FAILED',
  errormessage,
  errorreporter: 'INTEGRATIONS'
})
const TOO_LARGE = 2 ** 53
const MISSING = rejected('User ID: it is missing. Map User ID to the person’s ID in Appcues.')
const rounded = (id: string) =>
  rejected(
    `User ID: ${id} is a number beyond 2^53, which JSON rounds, so it may be another person’s ID. Send it as text.`
  )

describe('a row whose mapped User ID', () => {
  it.each<[string, SegmentEvent]>([
    ['is null', cases['a mapped User ID column that is null'] as never],
    ['is blank', row('new', { APPCUES_ID: ' ', PLAN: 'a', __segment_id: 'row-77' })],
    ['is empty', row('updated', { APPCUES_ID: '', PLAN: 'a', __segment_id: 'row-77' })],
    ['is missing', row('new', { PLAN: 'a', __segment_id: 'row-77' })],
    [
      'is null though other columns of a deleted row are not',
      row('deleted', { APPCUES_ID: null, PLAN: 'a', __segment_id: 'row-77' })
    ]
  ])('%s belongs to no one: the row’s own number never becomes a person', async (_what, event) => {
    const appcues = listen(new MemoryAppcues())
    expect(await deliver([event], MAPPED)).toStrictEqual([MISSING])
    await expect(deliverOne(event, MAPPED)).rejects.toMatchObject({ status: 400, message: MISSING.errormessage })
    expect(appcues.requests).toStrictEqual([])
  })

  it.each(['new', 'updated'])('is not mapped joins by the id of the row: %s', async (event) => {
    const appcues = listen(new MemoryAppcues())
    await deliver([row(event, { PLAN: 'a', __segment_id: 'u-1' })], UNMAPPED)
    await deliver([{ ...row(event, { __segment_id: 'u-2' }), userId: null }], UNMAPPED)
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ 'u-1': true, 'u-2': true })
  })

  it.each([MAPPED, UNMAPPED])('is null in a deleted row leaves by the id of the row: %j', async (options) => {
    const appcues = listen(new MemoryAppcues())
    await deliver([cases['a deleted row, all columns null'] as never], options)
    await deliverOne(row('deleted', { APPCUES_ID: null, __segment_id: 'u-3' }), options)
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ 'u-2': false, 'u-3': false })
  })
})

describe('a number that JSON has rounded', () => {
  it.each<[string, SegmentEvent, object, string]>([
    ['a column', cases['a number that JSON has rounded'] as never, MAPPED, '9007199254740992'],
    ['a template', cases['a number that JSON has rounded'] as never, templated('@template'), '9007199254740992'],
    ['Liquid', cases['a number that JSON has rounded'] as never, templated('@liquid'), '9007199254740992'],
    [
      'part of a template',
      cases['a number that JSON has rounded'] as never,
      templated('@template', 'heap-'),
      'heap-9007199254740992'
    ],
    ['the id of a deleted row', row('deleted', { __segment_id: TOO_LARGE }), MAPPED, '9007199254740992'],
    ['a larger one', row('new', { APPCUES_ID: 2 ** 64, __segment_id: 'r' }), MAPPED, String(2 ** 64)],
    ['the user id', { ...row('new', {}), userId: TOO_LARGE as never }, UNMAPPED, '9007199254740992']
  ])('is no id: %s', async (_what, event, options, id) => {
    const appcues = listen(new MemoryAppcues())
    expect(await deliver([event], options)).toStrictEqual([rounded(id)])
    expect(appcues.requests).toStrictEqual([])
  })

  it('is no value of the identity property', async () => {
    const appcues = listen(new MemoryAppcues())
    const [response] = await deliver([row('new', { ACCOUNT: TOO_LARGE, __segment_id: 'r' })], {
      ...MAPPED,
      settings: { appcuesIdentityProperty: 'account' }
    })
    expect(response).toStrictEqual(
      rejected(
        'User ID: the property "account" (setting Appcues Identity Property) has no usable value among this person’s traits. Send it as text, or clear the setting.'
      )
    )
    expect(appcues.requests).toStrictEqual([])
  })

  it.each<[string, JSONObject, string]>([
    ['its digits as text', { APPCUES_ID: '9007199254740993' }, '9007199254740993'],
    ['the largest exact number', { APPCUES_ID: 9007199254740991 }, '9007199254740991'],
    ['a small number', { APPCUES_ID: 42 }, '42'],
    ['text beside another column that is rounded', { APPCUES_ID: 'a', HEAP: TOO_LARGE }, 'a']
  ])('is not seen in %s', async (_what, columns, id) => {
    const appcues = listen(new MemoryAppcues())
    await deliver([row('new', { ...columns, __segment_id: 'r' })], MAPPED)
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ [id]: true })
  })
})
