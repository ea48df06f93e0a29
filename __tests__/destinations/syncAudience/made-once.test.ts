import { describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, heapMember } from './support/deliver'
import { listen, MemoryAppcues, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const OLDER = '2026-02-01T00:00:00Z'
const YOUNGER = '2026-04-01T00:00:00Z'
const kept = (key = 'heap/7', property = PROPERTY) => describeAudience({ key, sync: 'recurring', fill: true, property })
const personas = (changes: object) => ({
  context: { personas: { ...(heapMember('a', true).context?.personas as object), ...changes } }
})
const TAKEN = (key: string) =>
  `Property Name: "${PROPERTY}" is taken in Appcues by another audience (${key}). Set Property Name to a name of its own for this audience.`

const account = (changes: Partial<MemoryAppcues> = {}) => Object.assign(listen(new MemoryAppcues()), changes)
const ids = ({ segments }: MemoryAppcues) => segments.map(({ id }) => id)
const membersById = ({ segments }: MemoryAppcues) =>
  Object.fromEntries(segments.map(({ id, members }) => [id, [...members].sort()]))

/** Another call creates a segment right before this one does. */
const meanwhile = (appcues: MemoryAppcues, create: () => void): MemoryAppcues => {
  let once = false
  appcues.misbehave = ({ method, path }) => {
    if (method === 'POST' && path === '/segments' && !once) {
      once = true
      create()
    }
    return undefined
  }
  return appcues
}

describe('a list that lags behind a creation', () => {
  it.each([1, 2, 5])('by %d readings fails no call: the id of the creation is used', async (listLag) => {
    const appcues = account({ listLag })
    const [response] = await deliver([heapMember('a', true)])
    expect(response).toMatchObject({ status: 202, body: { segment: { id: '100' } } })
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
    expect(appcues.bodies('POST', '/segments')).toHaveLength(1)
  })

  it('makes no second segment for several audiences of one call', async () => {
    const appcues = account({ listLag: 5 })
    const other = personas({ computation_id: 'heap/8', audience_name: 'Others' })
    await deliver([heapMember('a', true), heapMember('b', true, other), heapMember('c', true)])
    expect(appcues.segments.map(({ name }) => name)).toStrictEqual([PROPERTY, '[Heap] Others'])
  })

  it('fails no call that cannot read it again', async () => {
    const appcues = account()
    let reads = 0
    appcues.misbehave = ({ method }) => (method === 'GET' && ++reads > 1 ? [503, {}] : undefined)
    const [{ status }] = await deliver([heapMember('a', true)])
    expect(status).toBe(202)
    expect(appcues.membersOf(PROPERTY)).toStrictEqual(['a'])
  })

  it('leaves twins that no call could see, of which the older gets all further members, and the responses name the other', async () => {
    const appcues = account({ listLag: 3 })
    await deliver([heapMember('a', true)])
    await deliver([heapMember('b', true)])
    expect(membersById(appcues)).toStrictEqual({ 100: ['a'], 101: ['b'] })
    for (const userId of ['c', 'd']) await deliver([heapMember(userId, true)])
    const [response] = await deliver([heapMember('e', true)])
    expect(response.body).toStrictEqual({
      title: 'Accepted',
      job_id: 'job-import',
      job_url: 'https://api.appcues.com/v2/accounts/12345/jobs/job-import',
      segment: { id: '100', title: 'Accepted', job_id: 'job-add' },
      duplicate_segments: ['101']
    })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: true, c: true, d: true, e: true })
  })

  it('never has a segment deleted that was filled', async () => {
    const appcues = account({ listLag: 3 })
    await deliver([heapMember('a', true)])
    await deliver([heapMember('b', true)])
    for (const userId of ['c', 'd', 'e']) await deliver([heapMember(userId, true)])
    expect(membersById(appcues)).toStrictEqual({ 100: ['a', 'c', 'd', 'e'], 101: ['b'] })
    expect(appcues.requests.filter(({ method }) => method === 'DELETE')).toStrictEqual([])
  })
})

describe('a twin that shows itself after the creation', () => {
  it.each([
    ['an earlier time', OLDER],
    ['a smaller id in the same second', '2026-03-01T00:00:00.900Z']
  ])('is used where it is older, by %s, and the own, still empty segment is deleted', async (_what, created_at) => {
    const appcues = account()
    meanwhile(appcues, () => appcues.addSegment(PROPERTY, kept(), created_at))
    const [response] = await deliver([heapMember('a', true)])
    expect(membersById(appcues)).toStrictEqual({ 100: ['a'] })
    expect(response.body).toMatchObject({ segment: { id: '100' } })
    expect(response.body).not.toHaveProperty('duplicate_segments')
  })

  it('is left alone where it is younger, and named', async () => {
    const appcues = account()
    meanwhile(appcues, () => appcues.addSegment(PROPERTY, kept(), YOUNGER))
    const [response] = await deliver([heapMember('a', true)])
    expect(membersById(appcues)).toStrictEqual({ 100: [], 101: ['a'] })
    expect(response.body).toMatchObject({ segment: { id: '101' }, duplicate_segments: ['100'] })
  })

  it('is named where the own segment cannot be deleted', async () => {
    const appcues = account()
    meanwhile(appcues, () => appcues.addSegment(PROPERTY, kept(), OLDER))
    const create = appcues.misbehave
    appcues.misbehave = (seen) => (seen.method === 'DELETE' ? [503, {}] : create?.(seen))
    const [response] = await deliver([heapMember('a', true)])
    expect(response).toMatchObject({ status: 202, body: { segment: { id: '100' }, duplicate_segments: ['101'] } })
  })

  it('has no older creation to compare with where the own one tells no time: both stay', async () => {
    const appcues = account({ listLag: 9, created: {} })
    meanwhile(appcues, () => appcues.addSegment(PROPERTY, kept(), OLDER))
    const [response] = await deliver([heapMember('a', true)])
    expect(response.body).toMatchObject({ segment: { id: '101' }, duplicate_segments: ['100'] })
    expect(ids(appcues)).toStrictEqual(['100', '101'])
  })
})

describe('first batches of one audience at the same moment', () => {
  it.each([0, 1, 3])('lose nobody, and agree on one segment once all are listed: lag %d', async (listLag) => {
    const appcues = account({ listLag })
    const people = ['a', 'b', 'c', 'd', 'e']
    const responses = (await Promise.all(people.map((userId) => deliver([heapMember(userId, true)])))).flat()
    expect(responses.map(({ status }) => status)).toStrictEqual(people.map(() => 202))
    expect(Object.values(membersById(appcues)).flat().sort()).toStrictEqual(people)
    appcues.listLag = 0
    for (let reads = 0; reads < listLag; reads++) appcues.respond({ method: 'GET', path: '/segments', body: undefined })
    const later = await Promise.all(['x', 'y'].map((userId) => deliver([heapMember(userId, true)])))
    const [first, second] = later.map(([{ body }]) => (body as { segment: { id: string } }).segment.id)
    expect(first).toBe(second)
  })
})

describe('two audiences of one name that could not see each other', () => {
  const both = async () => {
    const appcues = account({ listLag: 3 })
    await deliver([heapMember('a', true)])
    await deliver([heapMember('b', true, personas({ computation_id: 'heap/8' }))])
    for (let reads = 0; reads < 3; reads++) appcues.respond({ method: 'GET', path: '/segments', body: undefined })
    appcues.listLag = 0
    return appcues
  }

  it('do not keep it once both are listed: the younger is rejected, and its segment stays as it was', async () => {
    const appcues = await both()
    const [younger] = await deliver([heapMember('c', true, personas({ computation_id: 'heap/8' }))])
    expect(younger).toMatchObject({ status: 400, errormessage: TAKEN('heap/7') })
    const [older] = await deliver([heapMember('d', true)])
    expect(older.status).toBe(202)
    expect(membersById(appcues)).toStrictEqual({ 100: ['a', 'd'], 101: ['b'] })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true, b: true, d: true })
  })

  it('part where the younger gets a name of its own', async () => {
    const appcues = await both()
    const event = heapMember('c', true, personas({ computation_id: 'heap/8' }))
    await deliver([event], { mapping: { property_name: 'VIPs' } })
    expect(appcues.withProperty('VIPs')).toStrictEqual({ c: true })
    expect(appcues.segments.map(({ name }) => name)).toStrictEqual([PROPERTY, PROPERTY, 'VIPs'])
  })

  it('are not confused with a segment that was given the same name in Appcues', async () => {
    const appcues = account()
    appcues.addSegment(PROPERTY, 'Our own list', OLDER)
    appcues.addSegment('Renamed', kept(), '2026-02-02T00:00:00Z')
    const [{ status }] = await deliver([heapMember('a', true)])
    expect(status).toBe(202)
  })
})

describe('a name in another Unicode form', () => {
  const [composed, decomposed] = ['[Heap] Caf\u00e9 M\u00fcller', '[Heap] Cafe\u0301 Mu\u0308ller']

  it('is written composed', async () => {
    const appcues = account()
    await deliver([heapMember('a', true, personas({ audience_name: decomposed.replace('[Heap] ', '') }))])
    expect(appcues.withProperty(composed)).toStrictEqual({ a: true })
    expect(appcues.segments.map(({ name }) => name)).toStrictEqual([composed])
  })

  it.each([composed, decomposed])('is taken by a segment that looks the same: %j', async (name) => {
    const appcues = account()
    appcues.addSegment(name, 'By hand')
    const [response] = await deliver([
      heapMember('a', true, personas({ audience_name: decomposed.replace('[Heap] ', '') }))
    ])
    expect(response).toMatchObject({
      status: 400,
      errormessage: `Property Name: "${composed}" is taken in Appcues by a segment that was made by hand. Set Property Name to a name of its own for this audience.`
    })
  })

  it('of an audience that was connected before stays as it is', async () => {
    const appcues = account()
    appcues.addSegment(decomposed, kept('heap/7', decomposed))
    await deliver([heapMember('a', true)])
    expect(appcues.withProperty(decomposed)).toStrictEqual({ a: true })
  })
})
