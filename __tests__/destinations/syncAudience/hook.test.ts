import type { JSONObject } from '@segment/actions-core'
import { describeAudience } from '../../../src/destinations/heap-appcues/audience-marker'
import { credentials, destination } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const save = (hookInputs: JSONObject, settings: JSONObject = {}) =>
  destination().actions.syncAudience.executeHook('retlOnMappingSave', {
    settings: { ...credentials, ...settings },
    payload: {},
    hookInputs
  })

describe('saving a Reverse ETL mapping', () => {
  it('makes the segment and keeps the same kind of reference', async () => {
    const appcues = listen(new MemoryAppcues())
    expect(await save({ segment_name: 'Power users' })).toStrictEqual({
      successMessage: 'Members will have the user property "[Heap] Power users" in Appcues.',
      savedData: {
        reference: '{"v":1,"property":"[Heap] Power users","segment":"100","fill":true}',
        property: '[Heap] Power users'
      }
    })
    expect(appcues.segments[0].description).toContain('[heap-appcues:recurring:filled:retl/Power users:')
  })

  it('finds the segment again when the mapping is saved again, or another mapping with the name', async () => {
    const appcues = listen(new MemoryAppcues())
    const first = await save({ segment_name: 'Power users' })
    expect(await save({ segment_name: ' Power  users' })).toStrictEqual(first)
    expect(appcues.segments).toHaveLength(1)
  })

  it('takes Property Name and Keep Segment', async () => {
    listen(new MemoryAppcues())
    expect(await save({ segment_name: 'Power users', property_name: 'VIPs', keep_segment: false })).toMatchObject({
      savedData: { reference: '{"v":1,"property":"VIPs","segment":"100","fill":false}', property: 'VIPs' }
    })
  })

  it.each([
    ['absent', {}, true],
    ['not defined', { keep_segment: undefined }, true],
    ['null', { keep_segment: null }, true],
    ['blank', { keep_segment: '' }, true],
    ['on', { keep_segment: true }, true],
    ['on in words', { keep_segment: 'true' }, true],
    ['off', { keep_segment: false }, false],
    ['off in words', { keep_segment: 'false' }, false]
  ])('fills the segment as Keep Segment says: when it is %s', async (_what, inputs, fill) => {
    listen(new MemoryAppcues())
    const { savedData } = await save({ segment_name: 'Power users', ...inputs } as JSONObject)
    expect(JSON.parse((savedData as { reference: string }).reference)).toMatchObject({ fill })
  })

  it('keeps a segment that is called like the id of a Heap segment apart from that one', async () => {
    const appcues = listen(new MemoryAppcues())
    await save({ segment_name: 'heap/7' })
    expect(appcues.segments[0].description).toContain(':retl/heap/7:')
  })

  it('is counted: the eleventh is told the names', async () => {
    const appcues = listen(new MemoryAppcues())
    for (let index = 0; index < 10; index++) {
      const property = `[Heap] ${index}`
      appcues.addSegment(
        property,
        describeAudience({ marker: `retl/${index}`, sync: 'recurring', fill: true, property })
      )
    }
    const { error } = await save({ segment_name: 'Power users' })
    expect(error).toStrictEqual({
      code: 'PAYLOAD_VALIDATION_FAILED',
      message: expect.stringContaining('10 recurring syncs are connected and 10 are allowed: "[Heap] 0", ') as string
    })
  })

  it.each([
    [
      { segment_name: ' ' },
      {},
      'PAYLOAD_VALIDATION_FAILED',
      'Segment Name: it is empty. Fill in the name of the segment.'
    ],
    [
      { segment_name: 'a' },
      { appcuesApiKey: '' },
      'INVALID_AUTHENTICATION',
      'Appcues is not configured: fill in Appcues API Key in the destination’s settings.'
    ]
  ])('tells what is wrong with %j and %j', async (inputs, settings, code, message) => {
    listen(new MemoryAppcues())
    expect(await save(inputs, settings)).toStrictEqual({ error: { code, message } })
  })

  it('tells what Appcues answered', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = () => [503, { title: 'Service Unavailable' }]
    expect(await save({ segment_name: 'Power users' })).toStrictEqual({
      error: { code: '503', message: 'Appcues answered 503: Service Unavailable.' }
    })
  })
})
