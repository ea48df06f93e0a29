import type { JSONObject } from '@segment/actions-core'
import { describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { credentials, destination } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const save = (hookInputs: JSONObject, settings: JSONObject = {}, outputs?: JSONObject) =>
  destination().actions.syncAudience.executeHook('retlOnMappingSave', {
    settings: { ...credentials, ...settings },
    payload: {},
    hookInputs,
    hookOutputs: outputs && ({ retlOnMappingSave: { inputs: {}, outputs } } as never)
  })

/** The same mapping, saved once more. */
const saveAgain = (hookInputs: JSONObject, before: { savedData?: unknown }, settings: JSONObject = {}) =>
  save(hookInputs, settings, before.savedData as JSONObject)

describe('saving a Reverse ETL mapping', () => {
  it('takes a mapping whose hook never responded for a new one', async () => {
    listen(new MemoryAppcues())
    const data = { settings: credentials, payload: {}, hookInputs: { segment_name: 'Power users' } }
    const run = destination().actions.syncAudience.executeHook('retlOnMappingSave', {
      ...data,
      hookOutputs: { retlOnMappingSave: {} } as never
    })
    expect(await run).toMatchObject({ savedData: { property: '[Heap] Power users' } })
  })

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

  it('keeps segment and property when the mapping is saved again under another name', async () => {
    const appcues = listen(new MemoryAppcues())
    const first = await save({ segment_name: 'Power users' })
    expect(await saveAgain({ segment_name: 'Heavy users', property_name: 'VIPs' }, first)).toStrictEqual(first)
    expect(appcues.segments.map(({ name }) => name)).toStrictEqual(['[Heap] Power users'])
    expect(appcues.segments[0].description).toContain('[heap-appcues:recurring:filled:retl/Power users:')
  })

  it('keeps them too when another mapping has its new name', async () => {
    listen(new MemoryAppcues())
    const first = await save({ segment_name: 'Power users' })
    const other = await save({ segment_name: 'Heavy users' })
    expect(await saveAgain({ segment_name: 'Heavy users' }, first)).toStrictEqual(first)
    expect(other.savedData).toMatchObject({ property: '[Heap] Heavy users' })
  })

  it('switches filling of the segment it keeps', async () => {
    const appcues = listen(new MemoryAppcues())
    const first = await save({ segment_name: 'Power users' })
    expect(await saveAgain({ segment_name: 'Heavy users', keep_segment: false }, first)).toMatchObject({
      savedData: { reference: '{"v":1,"property":"[Heap] Power users","segment":"100","fill":false}' }
    })
    expect(appcues.segments[0].description).toContain('[heap-appcues:recurring:not filled:retl/Power users:')
  })

  it('finds no place anew for the segment it keeps', async () => {
    listen(new MemoryAppcues())
    const first = await save({ segment_name: 'Power users' })
    await save({ segment_name: 'Others' }, { recurringSyncLimit: 2 })
    expect(await saveAgain({ segment_name: 'Heavy users' }, first, { recurringSyncLimit: 1 })).toStrictEqual(first)
  })

  const CONNECTED = { v: 1, property: '[Heap] Power users', segment: '100', fill: true }
  it.each([
    ['whose segment was deleted', { ...CONNECTED, segment: '99' }],
    ['whose segment keeps another property', { ...CONNECTED, property: 'Other' }],
    ['whose segment lost its marker', { ...CONNECTED, segment: '101' }],
    ['that remembers nothing of ours', { ...CONNECTED, v: 2 }]
  ])('finds the segment by its name for a mapping %s', async (_what, reference) => {
    const appcues = listen(new MemoryAppcues())
    await save({ segment_name: 'Power users' })
    appcues.addSegment('By hand')
    const outputs = { reference: JSON.stringify(reference), property: reference.property }
    expect(await save({ segment_name: 'Heavy users' }, {}, outputs)).toMatchObject({
      savedData: { property: '[Heap] Heavy users' }
    })
  })

  it('reports the response of Appcues about the segment it had', async () => {
    const appcues = listen(new MemoryAppcues())
    const first = await save({ segment_name: 'Power users' })
    appcues.misbehave = ({ path }) => (path === '/segments/100' ? [503, { title: 'Service Unavailable' }] : undefined)
    expect(await saveAgain({ segment_name: 'Heavy users' }, first)).toStrictEqual({
      error: { code: '503', message: 'Appcues responded with 503: Service Unavailable.' }
    })
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
    ['on as text', { keep_segment: 'true' }, true],
    ['off', { keep_segment: false }, false],
    ['off as text', { keep_segment: 'false' }, false]
  ])('fills the segment as Keep Segment says: when it is %s', async (_what, inputs, fill) => {
    listen(new MemoryAppcues())
    expect(await save({ segment_name: 'Power users', ...inputs } as JSONObject)).toMatchObject({
      savedData: { reference: `{"v":1,"property":"[Heap] Power users","segment":"100","fill":${String(fill)}}` }
    })
  })

  it('keeps a segment that is called like the id of a Heap segment apart from that one', async () => {
    const appcues = listen(new MemoryAppcues())
    await save({ segment_name: 'heap/7' })
    expect(appcues.segments[0].description).toContain(':retl/heap/7:')
  })

  it('is counted: the eleventh is rejected with the names', async () => {
    const appcues = listen(new MemoryAppcues())
    for (let index = 0; index < 10; index++) {
      const property = `[Heap] ${index}`
      appcues.addSegment(property, describeAudience({ key: `retl/${index}`, sync: 'recurring', fill: true, property }))
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
  ])('says what is wrong with %j and %j', async (inputs, settings, code, message) => {
    listen(new MemoryAppcues())
    expect(await save(inputs, settings)).toStrictEqual({ error: { code, message } })
  })

  it('reports the response of Appcues', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = () => [503, { title: 'Service Unavailable' }]
    expect(await save({ segment_name: 'Power users' })).toStrictEqual({
      error: { code: '503', message: 'Appcues responded with 503: Service Unavailable.' }
    })
  })
})
