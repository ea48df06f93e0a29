import type { SegmentEvent } from '@segment/actions-core'
import { describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, deliverOne, heapMember } from './support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const kept = (property = PROPERTY, key = 'heap/7') => describeAudience({ key, sync: 'recurring', fill: true, property })
const personas = (changes: object) => ({
  context: { personas: { ...(heapMember('a', true).context?.personas as object), ...changes } }
})
const summary = (appcues: MemoryAppcues) => appcues.requests.map(({ method, path }) => `${method} ${path}`)

const deliverMember = ([event]: SegmentEvent[]) => deliverOne(event)

describe('an audience on an ordinary connection', () => {
  it('is made the first time, with one reading before and one after', async () => {
    const appcues = listen(new MemoryAppcues())
    const responses = await deliver([heapMember('a', true), heapMember('b', false)])
    expect(appcues.requests).toStrictEqual([
      { method: 'GET', path: '/segments', body: undefined },
      {
        method: 'POST',
        path: '/segments',
        body: {
          name: PROPERTY,
          description:
            'Members of a Heap segment, kept by Segment, which sets the user property "[Heap] Power users" too. Do not change this: [heap-appcues:recurring:filled:heap/7:%5BHeap%5D Power users]'
        }
      },
      { method: 'GET', path: '/segments', body: undefined },
      { method: 'POST', path: '/import/profiles', body: `user_id,${PROPERTY}\r\na,true\r\nb,false\r\n` },
      { method: 'POST', path: '/segments/100/add_user_ids', body: { user_ids: ['a'] } },
      { method: 'POST', path: '/segments/100/remove_user_ids', body: { user_ids: ['b'] } }
    ])
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 202])
  })

  it('is found again with one reading', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment(PROPERTY, kept())
    await deliver([heapMember('a', true)])
    expect(summary(appcues)).toStrictEqual([
      'GET /segments',
      'POST /import/profiles',
      'POST /segments/100/add_user_ids'
    ])
  })

  it('is not changed by a rename in Heap, nor by one in Appcues', async () => {
    const appcues = listen(new MemoryAppcues())
    await deliver([heapMember('a', true)])
    appcues.segments[0].name = 'Our best people'
    await deliver([heapMember('b', true, personas({ audience_name: 'Heavy users' }))])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: true })
    expect(appcues.segments.map(({ name }) => name)).toStrictEqual(['Our best people'])
    expect(appcues.membersOf('Our best people')).toStrictEqual(['a', 'b'])
  })

  it('reads the segments once for several audiences', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment('[Heap] One', kept('[Heap] One', 'heap/1'))
    appcues.addSegment('[Heap] Two', kept('[Heap] Two', 'heap/2'))
    await deliver([
      heapMember('a', true, personas({ computation_id: 'heap/1' })),
      heapMember('b', true, personas({ computation_id: 'heap/2' }))
    ])
    expect(appcues.bodies('GET', '/segments')).toHaveLength(1)
    expect(appcues.withProperty('[Heap] Two')).toStrictEqual({ b: true })
  })

  it.each([
    ['by time', ['2026-02-02T00:00:00Z', '2026-02-01T00:00:00Z'], '101'],
    ['by time, one of which is missing', [null, '2026-02-01T00:00:00Z'], '101'],
    ['by id where the times are equal', ['2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'], '100']
  ])('fills the oldest of two segments with its key, %s', async (_how, [first, second], oldest) => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment(PROPERTY, kept(), first as never)
    appcues.addSegment(PROPERTY, kept(), second as never)
    appcues.segments.reverse()
    await deliver([heapMember('a', true)])
    appcues.segments.reverse()
    await deliver([heapMember('b', true)])
    expect(appcues.bodies('POST', `/segments/${oldest}/add_user_ids`)).toHaveLength(2)
  })

  it('counts the oldest when two calls make it at the same time', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ method, path }) => {
      if (method === 'POST' && path === '/segments') appcues.addSegment(PROPERTY, kept(), '2026-02-01T00:00:00Z')
      return undefined
    }
    await deliver([heapMember('a', true)])
    expect(appcues.segments.map(({ id }) => id)).toStrictEqual(['100'])
    expect(appcues.bodies('POST', '/segments/100/add_user_ids')).toStrictEqual([{ user_ids: ['a'] }])
  })

  it('is made so that batches which begin at once fill one segment', async () => {
    const appcues = listen(new MemoryAppcues())
    const people = ['a', 'b', 'c', 'd']
    await Promise.all(people.map((userId) => deliver([heapMember(userId, true)])))
    const later = await deliver([heapMember('e', true)])
    expect(later[0]).toMatchObject({ status: 202, body: { segment: { id: '100' } } })
    expect([...appcues.segments[0].members].sort()).toStrictEqual([...people, 'e'])
  })

  it('goes on when the other call was first and Appcues rejects a second of that name', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ method, path }) => {
      if (method !== 'POST' || path !== '/segments') return undefined
      appcues.addSegment(PROPERTY, kept())
      return [422, { title: 'Unprocessable Entity', detail: 'name has already been taken' }]
    }
    const [{ status }] = await deliver([heapMember('a', true)])
    expect(status).toBe(202)
  })

  it('is made again when its segment was deleted, and is not counted there', async () => {
    const appcues = listen(new MemoryAppcues())
    for (let index = 0; index < 12; index++)
      appcues.addSegment(`[Heap] ${index}`, kept(`[Heap] ${index}`, `heap/x${index}`))
    const [{ status }] = await deliver([heapMember('a', true)])
    expect(status).toBe(202)
    expect(appcues.segments).toHaveLength(13)
  })

  it('is made and not filled where Keep Segment is off', async () => {
    const appcues = listen(new MemoryAppcues())
    await deliver([heapMember('a', true)], { mapping: { keep_segment: false } })
    expect(summary(appcues)).toStrictEqual([
      'GET /segments',
      'POST /segments',
      'GET /segments',
      'POST /import/profiles'
    ])
    expect(appcues.segments[0].description).toBe(
      'Not filled: use the user property "[Heap] Power users" instead, which Segment keeps true for members of a Heap segment. Do not change this: [heap-appcues:recurring:not filled:heap/7:%5BHeap%5D Power users]'
    )
  })

  it.each([
    ['absent', undefined, true],
    ['null', null, true],
    ['blank', '', true],
    ['on', true, true],
    ['on as text', 'true', true],
    ['off', false, false],
    ['off as text', 'false', false]
  ])(
    'is filled or not, one by one and in a batch, where the audience’s Keep Segment is %s',
    async (_what, keep, fill) => {
      const member = heapMember('a', true, personas({ audience_settings: { keep_segment: keep } }))
      for (const way of [deliver, deliverMember]) {
        const appcues = listen(new MemoryAppcues())
        await way([member])
        expect(appcues.bodies('POST', '/segments/100/add_user_ids')).toStrictEqual(fill ? [{ user_ids: ['a'] }] : [])
      }
    }
  )

  it.each([
    ['a name of the mapping', { mapping: { property_name: 'VIPs' } }, {}, 'VIPs'],
    ['the key where no name comes with the events', {}, { audience_name: undefined }, '[Heap] heap_segment_7'],
    ['the key where the name is blank', {}, { audience_name: ' ' }, '[Heap] heap_segment_7']
  ])('takes %s', async (_what, options, changes, property) => {
    const appcues = listen(new MemoryAppcues())
    await deliver([heapMember('a', true, personas(changes))], options)
    expect(appcues.withProperty(property)).toStrictEqual({ a: true })
  })

  it.each([
    ['the namespace', { namespace: 'spa_1', computation_id: 'aud_1' }, 'spa_1/aud_1'],
    ['the space id', { namespace: undefined, space_id: 'spa_2', computation_id: 'aud_1' }, 'spa_2/aud_1'],
    ['nothing', { namespace: undefined, computation_id: 'aud_1' }, 'aud_1']
  ])('is marked with %s before the computation id', async (_what, changes, key) => {
    const appcues = listen(new MemoryAppcues())
    await deliver([heapMember('a', true, personas(changes))])
    expect(appcues.segments[0].description).toContain(`:${key}:`)
  })
})

describe('a name that is taken', () => {
  const rejection = (owner: string) => ({
    status: 400,
    errortype: 'PAYLOAD_VALIDATION_FAILED',
    errormessage: `Property Name: "[Heap] Power users" is taken in Appcues by ${owner}. Set Property Name to a name of its own for this audience.`,
    errorreporter: 'INTEGRATIONS'
  })

  it.each([
    ['a segment made by hand', PROPERTY, 'Our own list', 'a segment that was made by hand'],
    ['another audience', PROPERTY, kept(PROPERTY, 'heap/8'), 'another audience (heap/8)'],
    [
      'the property of another audience, renamed in Appcues',
      'Renamed',
      kept(PROPERTY, 'heap/8'),
      'another audience (heap/8)'
    ]
  ])('by %s is rejected, and nothing is written', async (_what, name, description, owner) => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment(name, description)
    expect(await deliver([heapMember('a', true), heapMember('b', true)])).toStrictEqual([
      rejection(owner),
      rejection(owner)
    ])
    expect(summary(appcues)).toStrictEqual(['GET /segments'])
  })

  it('by an audience of the same batch is rejected for the second one alone', async () => {
    const appcues = listen(new MemoryAppcues())
    const responses = await deliver([
      heapMember('a', true),
      heapMember('b', true, personas({ computation_id: 'heap/8' }))
    ])
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 400])
    expect(responses[1]).toStrictEqual(rejection('another audience (heap/7)'))
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
  })

  it('by an audience that is made at the same time is rejected for the younger of the two, whose segment goes again', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ method, path }) => {
      if (method === 'POST' && path === '/segments') appcues.addSegment(PROPERTY, kept(PROPERTY, 'heap/8'))
      return undefined
    }
    expect(await deliver([heapMember('a', true)])).toStrictEqual([rejection('another audience (heap/8)')])
    expect(appcues.segments.map(({ id }) => id)).toStrictEqual(['100'])
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({})
  })

  it('by an audience that was made a moment later is no hindrance', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ method, path }) => {
      if (method !== 'GET' || path !== '/segments' || appcues.segments.length !== 1) return undefined
      appcues.addSegment(PROPERTY, kept(PROPERTY, 'heap/8'), '2026-03-02T00:00:00Z')
      return undefined
    }
    await deliver([heapMember('a', true)])
    expect(appcues.segments).toHaveLength(2)
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
  })

  it('is never written by both of two audiences that begin at once', async () => {
    const appcues = listen(new MemoryAppcues())
    const other = (userId: string) => heapMember(userId, true, personas({ computation_id: 'heap/8' }))
    const responses = (await Promise.all([deliver([heapMember('a', true)]), deliver([other('b')])])).flat()
    expect(responses.map(({ status }) => status).sort()).toStrictEqual([202, 400])
    expect(Object.keys(appcues.withProperty(PROPERTY))).toHaveLength(1)
    expect(appcues.segments).toHaveLength(1)
  })

  it.each(['[Heap] Power Users', '[Heap] Power users ', 'Power users', '[Heap] Power users 2'])(
    'only resembles %j, which is no hindrance',
    async (name) => {
      const appcues = listen(new MemoryAppcues())
      appcues.addSegment(name)
      const [{ status }] = await deliver([heapMember('a', true)])
      expect(status).toBe(202)
    }
  )
})

describe('trouble with the segments', () => {
  const trouble = (status: number, errormessage: string, errortype: string) => ({
    status,
    errortype,
    errormessage,
    errorreporter: 'DESTINATION',
    sent: { user_id: 'a', member: true }
  })
  const CREDENTIALS =
    'Appcues rejected the credentials (403): check Appcues Account ID, Appcues API Key, Appcues API Secret and Appcues Region in the destination’s settings. A key works for its own account and region only.'

  it.each([
    ['a 503', [503, {}], trouble(503, 'Appcues responded with 503.', 'SERVICE_UNAVAILABLE')],
    [
      'a 429',
      [429, { title: 'Too Many Requests' }],
      trouble(429, 'Appcues responded with 429: Too Many Requests.', 'TOO_MANY_REQUESTS')
    ],
    ['a broken connection', 'ECONNRESET', trouble(408, 'Appcues did not respond (ECONNRESET).', 'REQUEST_TIMEOUT')],
    ['no list', [200, { segments: [] }], trouble(502, 'Appcues responded without a list of segments.', 'BAD_GATEWAY')],
    ['wrong credentials', [403, {}], trouble(401, CREDENTIALS, 'UNAUTHORIZED')]
  ])(
    'while reading, %s, is answered for the members and retried or not by its status',
    async (_what, reply, response) => {
      const appcues = listen(new MemoryAppcues())
      appcues.misbehave = () => reply as never
      expect(await deliver([heapMember('a', true)])).toStrictEqual([response])
    }
  )

  it('while making it is reported in Appcues’ words', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ method }) =>
      method === 'POST' ? [422, { title: 'Unprocessable', detail: 'Too many segments.' }] : undefined
    expect(await deliver([heapMember('a', true)])).toStrictEqual([
      trouble(422, 'Appcues responded with 422: Unprocessable: Too many segments.', 'UNPROCESSABLE_ENTITY')
    ])
  })

  it('is retryable where the made segment is not listed yet', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = ({ method }) => (method === 'POST' ? [200, {}] : undefined)
    expect(await deliver([heapMember('a', true)])).toStrictEqual([
      trouble(
        503,
        'Appcues created the segment without saying its ID, and does not list it yet. Retry it.',
        'SERVICE_UNAVAILABLE'
      )
    ])
  })

  it('throws for one event alone what tells the platform what to do', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.misbehave = () => [503, {}]
    await expect(deliverOne(heapMember('a', true))).rejects.toMatchObject({
      code: '503',
      status: 503,
      message: 'Appcues responded with 503.'
    })
  })

  it('skips entries of the list that are no segments', async () => {
    const appcues = listen(new MemoryAppcues())
    appcues.addSegment(PROPERTY, kept())
    appcues.misbehave = ({ method }) =>
      method === 'GET'
        ? [200, [null, 'x', { name: PROPERTY }, { id: 7, name: 4, description: null }, appcues.segments[0]]]
        : undefined
    const [{ status }] = await deliver([heapMember('a', true)])
    expect(status).toBe(202)
  })
})
