import type { JSONObject } from '@segment/actions-core'
import { audienceConfig } from '../../../src/destinations/heap-appcues/audience/audience-config'
import { describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { credentials, deliver, destination, engageMember } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'

interface Connect {
  name?: string
  id?: string
  audienceSettings?: JSONObject
  settings?: JSONObject
  personas?: JSONObject
}

const createAudience = ({
  name = 'Power users',
  id = 'aud_1',
  audienceSettings = {},
  settings = {},
  personas
}: Connect = {}) =>
  destination().createAudience({
    settings: { ...credentials, ...settings },
    audienceSettings,
    audienceName: name,
    personas: (personas ?? { computation_id: id, computation_key: 'power_users', namespace: 'spa_1' }) as never
  })

const getAudience = (externalId: string) =>
  destination().getAudience({ settings: credentials, audienceSettings: {}, externalId })

const kept = (index: number, sync: 'recurring' | 'one-time' = 'recurring') =>
  describeAudience({ key: `spa_1/other_${index}`, sync, fill: true, property: `[Heap] ${index}` })

const connectOthers = (appcues: MemoryAppcues, count: number, sync?: 'one-time') => {
  for (let index = 1; index <= count; index++) appcues.addSegment(`[Heap] ${index}`, kept(index, sync))
}

it('is synced by who joins and who leaves, never as a whole list', () => {
  expect(audienceConfig.mode).toStrictEqual({ type: 'synced', full_audience_sync: false })
})

describe('createAudience', () => {
  it('makes the segment and answers with one string that holds property, segment and filling', async () => {
    const appcues = listen(new MemoryAppcues())
    expect(await createAudience()).toStrictEqual({
      externalId: '{"v":1,"property":"[Heap] Power users","segment":"100","fill":true}'
    })
    expect(appcues.bodies('POST', '/segments')).toStrictEqual([
      {
        name: PROPERTY,
        description:
          'Members of a Heap segment, kept by Segment, which sets the user property "[Heap] Power users" too. Do not change this: [heap-appcues:recurring:filled:spa_1/aud_1:%5BHeap%5D Power users]'
      }
    ])
  })

  it('can be called again, after renames too, and answers the same', async () => {
    const appcues = listen(new MemoryAppcues())
    const first = await createAudience()
    appcues.segments[0].name = 'Our best people'
    expect(await createAudience({ name: 'Heavy users' })).toStrictEqual(first)
    expect(appcues.segments).toHaveLength(1)
  })

  it('is found by an ordinary delivery of the same audience, by the same marker', async () => {
    const appcues = listen(new MemoryAppcues())
    await createAudience()
    await deliver([engageMember('a', true, '')])
    expect(appcues.segments).toHaveLength(1)
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
  })

  it('gives a reference that later events are delivered with, whatever the audience is called then', async () => {
    const appcues = listen(new MemoryAppcues())
    const { externalId } = await createAudience()
    await createAudience({ name: 'Heavy users' })
    await deliver([engageMember('a', true, externalId)])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
  })

  it.each([
    ['replaces the whole name', { property_name: 'VIPs' }, 'VIPs', true],
    ['is not read where it is blank', { property_name: ' ' }, PROPERTY, true],
    ['switches filling off', { keep_segment: false }, PROPERTY, false],
    ['switches filling off as text', { keep_segment: 'false' }, PROPERTY, false],
    ['leaves filling on', { keep_segment: true }, PROPERTY, true],
    ['leaves filling on as text', { keep_segment: 'true' }, PROPERTY, true],
    ['leaves filling on, being null', { keep_segment: null }, PROPERTY, true],
    ['leaves filling on, being blank', { keep_segment: '' }, PROPERTY, true],
    ['leaves filling on, being not there', {}, PROPERTY, true]
  ])('reads the audience’s settings: one %s', async (_what, audienceSettings, property, fill) => {
    listen(new MemoryAppcues())
    const { externalId } = await createAudience({ audienceSettings })
    expect(JSON.parse(externalId)).toStrictEqual({ v: 1, property, segment: '100', fill })
  })

  it('says in the description when filling was switched, and keeps the property', async () => {
    const appcues = listen(new MemoryAppcues())
    await createAudience()
    await createAudience({ audienceSettings: { keep_segment: false, property_name: 'VIPs' } })
    expect(appcues.bodies('PATCH', '/segments/100')).toStrictEqual([
      {
        description:
          'Not filled: use the user property "[Heap] Power users" instead, which Segment keeps true for members of a Heap segment. Do not change this: [heap-appcues:recurring:not filled:spa_1/aud_1:%5BHeap%5D Power users]'
      }
    ])
  })

  it('takes the space id where there is no namespace', async () => {
    const appcues = listen(new MemoryAppcues())
    await createAudience({ personas: { computation_id: 'aud_1', space_id: 'spa_9' } })
    expect(appcues.segments[0].description).toContain(':spa_9/aud_1:')
  })

  it.each([
    [
      'no name',
      { name: ' ' },
      'Property Name: the audience has no name to make it from. Give the audience a name, or set Property Name.'
    ],
    [
      'no computation id',
      { personas: {} },
      'Audience: the event has no computation ID, so it cannot be matched to an audience. Send members of an Engage audience, connect Heap’s segment sync, or, in Reverse ETL, save the mapping with a Segment Name.'
    ],
    [
      'a property that Appcues keeps for itself',
      { audienceSettings: { property_name: '_lastSeen' } },
      'Property Name: Appcues reserves names that begin with "_", and "user_id", so "_lastSeen" cannot be used. Set Property Name to another name.'
    ]
  ])('rejects %s with a message', async (_what, input: Connect, message) => {
    listen(new MemoryAppcues())
    await expect(createAudience(input)).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message
    })
  })

  it('rejects a second audience of the same name', async () => {
    listen(new MemoryAppcues())
    await createAudience()
    await expect(createAudience({ id: 'aud_2' })).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message:
        'Property Name: "[Heap] Power users" is taken in Appcues by another audience (spa_1/aud_1). Set Property Name to a name of its own for this audience.'
    })
  })

  it('says which settings are missing, with settings that were not validated', async () => {
    listen(new MemoryAppcues())
    await expect(createAudience({ settings: { appcuesApiKey: ' ', appcuesApiSecret: '' } })).rejects.toMatchObject({
      code: 'INVALID_AUTHENTICATION',
      status: 401,
      message: 'Appcues is not configured: fill in Appcues API Key, Appcues API Secret in the destination’s settings.'
    })
  })

  it.each([
    [401, { code: 'INVALID_AUTHENTICATION', status: 401 }],
    [429, { code: '429', status: 429, message: 'Appcues responded with 429: Slow: Wait.' }],
    [500, { code: '500', status: 500, message: 'Appcues responded with 500: Slow: Wait.' }]
  ])('throws an error that says whether to try again when Appcues responds with %d', async (status, error) => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = () => [status, { title: 'Slow', detail: 'Wait.' }]
    await expect(createAudience()).rejects.toMatchObject(error)
  })

  it('throws when the description cannot be changed', async () => {
    const appcues = listen(new MemoryAppcues())
    await createAudience()
    appcues.misbehave = ({ method }) => (method === 'PATCH' ? [500, {}] : undefined)
    await expect(createAudience({ audienceSettings: { keep_segment: false } })).rejects.toMatchObject({
      code: '500',
      status: 500,
      message: 'Appcues responded with 500.'
    })
  })
})

describe('the limit of recurring syncs', () => {
  const NAMES =
    '"[Heap] 1", "[Heap] 2", "[Heap] 3", "[Heap] 4", "[Heap] 5", "[Heap] 6", "[Heap] 7", "[Heap] 8", "[Heap] 9", "[Heap] 10"'
  const rejection = (connected: number, limit: number, names: string) => ({
    code: 'PAYLOAD_VALIDATION_FAILED',
    status: 400,
    message: `Recurring Sync Limit: ${connected} recurring syncs are connected and ${limit} are allowed: ${names}. Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.`
  })

  it('rejects the eleventh with the names of the ten, and makes nothing', async () => {
    const appcues = listen(new MemoryAppcues())
    connectOthers(appcues, 10)
    await expect(createAudience()).rejects.toMatchObject(rejection(10, 10, NAMES))
    expect(appcues.segments).toHaveLength(10)
  })

  it('has a place free again after a segment is deleted', async () => {
    const appcues = listen(new MemoryAppcues())
    connectOthers(appcues, 10)
    appcues.segments.splice(3, 1)
    await createAudience()
    expect(appcues.segments).toHaveLength(10)
  })

  it('names ten and counts the others', async () => {
    const appcues = listen(new MemoryAppcues())
    connectOthers(appcues, 12)
    await expect(createAudience()).rejects.toMatchObject(rejection(12, 10, `${NAMES} and 2 more`))
  })

  it('does not count one-time syncs, segments made by hand, or a second segment of one audience', async () => {
    const appcues = listen(new MemoryAppcues())
    connectOthers(appcues, 9)
    appcues.addSegment('[Heap] 1', kept(1))
    appcues.addSegment('[Heap] Once', kept(20, 'one-time'))
    appcues.addSegment('By hand', 'recurring')
    await createAudience()
    expect(appcues.membersOf(PROPERTY)).toStrictEqual([])
  })

  it('does not keep a connected audience from being connected again', async () => {
    const appcues = listen(new MemoryAppcues())
    await createAudience()
    connectOthers(appcues, 12)
    expect(JSON.parse((await createAudience()).externalId)).toMatchObject({ segment: '100' })
  })

  it('counts a one-time sync that becomes recurring', async () => {
    const appcues = listen(new MemoryAppcues())
    const oneTime = describeAudience({ key: 'spa_1/aud_1', sync: 'one-time', fill: true, property: PROPERTY })
    appcues.addSegment(PROPERTY, oneTime)
    await createAudience()
    expect(appcues.segments[0].description).toContain('[heap-appcues:recurring:filled:spa_1/aud_1:')
    appcues.segments[0].description = oneTime
    connectOthers(appcues, 10)
    await expect(createAudience()).rejects.toMatchObject(rejection(10, 10, NAMES))
  })

  it.each([
    ['0', 0, true],
    ['none given', undefined, false],
    ['null', null, false],
    ['a blank', '', false],
    ['a word', 'many', false],
    ['less than nothing', -1, false],
    ['11', 11, true],
    ['11 as text', '11', true]
  ])('being %s, an eleventh is taken or rejected', async (_what, recurringSyncLimit, taken) => {
    const appcues = listen(new MemoryAppcues())
    connectOthers(appcues, 10)
    const made = createAudience({ settings: { recurringSyncLimit: recurringSyncLimit as never } })
    if (taken) await expect(made).resolves.toMatchObject({ externalId: expect.any(String) as string })
    else await expect(made).rejects.toMatchObject(rejection(10, 10, NAMES))
  })
})

describe('getAudience', () => {
  it('reads the segment and answers with the same reference', async () => {
    const appcues = listen(new MemoryAppcues())
    const { externalId } = await createAudience()
    appcues.requests.length = 0
    expect(await getAudience(externalId)).toStrictEqual({ externalId })
    expect(appcues.requests).toStrictEqual([{ method: 'GET', path: '/segments/100', body: undefined }])
  })

  it('says when the segment is gone', async () => {
    const appcues = listen(new MemoryAppcues())
    const { externalId } = await createAudience()
    appcues.segments.length = 0
    await expect(getAudience(externalId)).rejects.toMatchObject({
      code: '404',
      status: 404,
      message:
        'The Appcues segment of the property "[Heap] Power users" is gone. Connect the audience to the destination again to create it anew.'
    })
  })

  it('throws any other response of Appcues', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = () => [503, {}]
    await expect(getAudience('{"v":1,"property":"p","segment":"1","fill":true}')).rejects.toMatchObject({
      code: '503',
      status: 503,
      message: 'Appcues responded with 503.'
    })
  })

  it('rejects a reference that is not ours', async () => {
    await expect(getAudience('12345')).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message:
        'Audience Reference: "12345" was not made by this destination. Connect the audience to the destination again.'
    })
  })
})
