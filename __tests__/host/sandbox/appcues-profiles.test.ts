import type { AppcuesSandbox } from '../../../host/sandbox/appcues'
import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask, basic } from '../../support/vendor-client'

const ACCOUNT = 'https://api.appcues.com/v2/accounts/12345'
const headers = basic(APPCUES_API_KEY, APPCUES_API_SECRET)

let appcues: AppcuesSandbox
let restore: () => void
beforeAll(async () => {
  appcues = await startAppcuesSandbox({ rate: 0, planJob: () => ({}) })
  restore = redirectVendors({ appcues: appcues.url })
})
afterAll(async () => {
  restore()
  await appcues.close()
})
beforeEach(() => appcues.reset())

const call = (method: string, path: string, json?: unknown) => ask(method, ACCOUNT + path, { headers, json })
const sendCsv = (body: string) =>
  ask('post', `${ACCOUNT}/import/profiles`, { headers: { ...headers, 'content-type': 'text/csv' }, body })
const propertiesOf = (id: string) => Object.fromEntries(appcues.state.profile(id)?.properties ?? [])
const error = (status: number, title: string, detail: string) => ({
  status,
  data: { error: true, status, title, detail }
})

describe('profile of a user', () => {
  it('is written at once, made when unknown, and read as it is', async () => {
    const reply = await call('patch', '/users/alice/profile', { '[Heap] Power users': true, plan: 'pro', seats: 3 })
    expect(reply).toMatchObject({ status: 200, data: { status: 200, title: 'OK' } })
    await call('patch', '/users/alice/profile', { seats: null })
    expect(await call('get', '/users/alice/profile')).toMatchObject({
      status: 200,
      data: { '[Heap] Power users': true, plan: 'pro' }
    })
    expect(appcues.state.profiles()).toMatchObject([{ id: 'alice', writes: 2 }])
  })

  it.each(['a@b.com', 'anon:1/2', 'a b', '100%', '%2F', 'ünï', '?x=1#y', '...'])(
    'is found by the id "%s"',
    async (id) => {
      await call('patch', `/users/${encodeURIComponent(id)}/profile`, { a: 1 })
      expect(propertiesOf(id)).toStrictEqual({ a: 1 })
    }
  )

  it('drops keys of Appcues itself, lists and objects without a word', async () => {
    const json = { _sdk: 'x', tags: ['a'], address: { city: 'Bonn' }, '': 'blank', user_: 'kept' }
    expect(await call('patch', '/users/alice/profile', json)).toMatchObject({ status: 200 })
    expect(propertiesOf('alice')).toStrictEqual({ '': 'blank', user_: 'kept' })
    expect(appcues.state.ignored).toStrictEqual({ reserved: 1, nested: 2 })
  })

  it.each(['[]', '"text"', '{"half":', ''])('rejects the body %s', async (body) => {
    const reply = await ask('patch', `${ACCOUNT}/users/alice/profile`, { headers, body })
    expect(reply).toMatchObject(error(400, 'Bad Request', 'The body is not an object of properties.'))
  })

  it('is deleted later, and what the person did stays', async () => {
    const segment = appcues.state.addSegment('All', '')
    appcues.state.changeMembers(segment.id, ['alice'], 'add')
    await call('patch', '/users/alice/profile', { a: 1 })
    const { status, data } = await call('delete', '/users/alice/profile')
    expect({ status, data }).toMatchObject({ status: 202, data: { status: 202, title: 'Accepted' } })
    expect(propertiesOf('alice')).toStrictEqual({ a: 1 })
    appcues.jobs.settle()
    expect(appcues.state.profile('alice')).toBeUndefined()
    expect(appcues.state.membersOf(segment.id)).toStrictEqual(new Set(['alice']))
    expect(appcues.state.deletions).toStrictEqual([{ user_id: 'alice', kind: 'profile' }])
  })

  it.each(['get', 'delete'])('responds to %s of an unknown user with 404', async (method) => {
    const reply = await call(method, '/users/nobody/profile')
    expect(reply).toMatchObject(error(404, 'Not Found', 'There is no such user.'))
  })
})

describe('events of a user', () => {
  const event = { name: 'Trial Started', timestamp: '2026-03-10T22:21:56.000Z', attributes: { plan: 'pro' } }

  it('are kept without nested attributes, and make the user', async () => {
    const json = { ...event, attributes: { plan: 'pro', list: [1], address: {} } }
    expect(await call('post', '/users/alice/events', json)).toMatchObject({ status: 202 })
    expect(appcues.state.eventsOf('alice')).toStrictEqual([{ user_id: 'alice', ...event }])
    expect(appcues.state.profile('alice')).toMatchObject({ eventCount: 1 })
    expect(appcues.state.ignored).toStrictEqual({ reserved: 0, nested: 2 })
  })

  it.each([
    ['a name of 127 characters', { name: 'n'.repeat(127) }],
    ['a time with an offset', { timestamp: '2026-03-10T22:21:56+01:00' }],
    ['no attributes', { attributes: undefined }]
  ])('are taken with %s', async (_what, changes) => {
    expect(await call('post', '/users/alice/events', { ...event, ...changes })).toMatchObject({ status: 202 })
  })

  it.each([
    ['a name of 128 characters', { name: 'n'.repeat(128) }, 'name is not text of 1 to 127 characters.'],
    ['no name', { name: undefined }, 'name is not text of 1 to 127 characters.'],
    ['no time', { timestamp: undefined }, 'timestamp is not a time of RFC 3339.'],
    ['a date alone', { timestamp: '2026-03-10' }, 'timestamp is not a time of RFC 3339.'],
    ['a time in milliseconds', { timestamp: 1773181316000 }, 'timestamp is not a time of RFC 3339.'],
    ['attributes that are a list', { attributes: [] }, 'attributes is not an object.']
  ])('are rejected with %s', async (_what, changes, detail) => {
    const reply = await call('post', '/users/alice/events', { ...event, ...changes })
    expect(reply).toMatchObject(error(400, 'Bad Request', detail))
    expect(appcues.state.profiles()).toStrictEqual([])
  })

  it('are rejected when the body is none', async () => {
    const reply = await call('post', '/users/alice/events', [event])
    expect(reply).toMatchObject(error(400, 'Bad Request', 'The body is not an event.'))
  })

  it.each([
    [0, [], []],
    [2, ['alice 3'], ['bob 2']],
    [3, ['alice 1', 'alice 3'], ['bob 2']]
  ])('are all counted, and the newest %d of them kept', async (keepEvents, alice, bob) => {
    const { state, close } = await startAppcuesSandbox({ keepEvents })
    for (const name of ['alice 1', 'bob 2', 'alice 3']) state.takeEvent({ user_id: name.split(' ')[0], ...event, name })
    expect(['alice', 'bob'].map((id) => state.eventsOf(id).map(({ name }) => name))).toStrictEqual([alice, bob])
    expect(['alice', 'bob'].map((id) => state.profile(id)?.eventCount)).toStrictEqual([2, 1])
    await close()
  })
})

describe('import of profiles', () => {
  it('is applied later, with true and false as booleans and everything else as text', async () => {
    const { status, data } = await sendCsv('user_id,[Heap] Power users,code\r\nalice,true,007\r\nbob,false,\r\n')
    expect({ status, data }).toMatchObject({ status: 202, data: { status: 202, title: 'Accepted' } })
    expect(appcues.state.profiles()).toStrictEqual([])
    appcues.jobs.settle()
    expect(propertiesOf('alice')).toStrictEqual({ '[Heap] Power users': true, code: '007' })
    expect(propertiesOf('bob')).toStrictEqual({ '[Heap] Power users': false })
  })

  it('reads cells with commas, quotes, newlines, a leading = and a byte order mark as they were', async () => {
    const cells = ['a,b', 'say "hi"', 'two\nlines', '=1+1']
    const rows = cells.map((cell) => `"${cell.replace(/"/g, '""')}",true`).join('\r\n')
    await sendCsv(`\uFEFFuser_id,"[Heap] ""A"", B"\r\n${rows}\r\n`)
    appcues.jobs.settle()
    expect(appcues.state.profiles().map(({ id }) => id)).toStrictEqual(cells)
    expect(propertiesOf('=1+1')).toStrictEqual({ '[Heap] "A", B': true })
  })

  it('says which rows have no user id and applies the others', async () => {
    await sendCsv('plan,user_id\npro,\npro,bob\n')
    appcues.jobs.settle()
    expect(appcues.jobs.all()).toMatchObject([{ status: 'COMPLETED', events: [{ message: 'Row 1 has no user_id.' }] }])
    expect(propertiesOf('bob')).toStrictEqual({ plan: 'pro' })
  })

  it.each([
    ['no column of user ids', 'id,plan\n1,pro\n', 'The file has no column "user_id".'],
    ['nothing in it', '', 'The file has no column "user_id".'],
    ['a row that is too long', 'user_id\n1,2\n', 'Invalid Record Length: expect 1, got 2 on line 2'],
    ['a quote left open', 'user_id\n"1\n', 'Quote Not Closed: the parsing is finished with an opening quote at line 2']
  ])('fails as a job when the file has %s', async (_what, csv, message) => {
    expect(await sendCsv(csv)).toMatchObject({ status: 202 })
    appcues.jobs.settle()
    expect(appcues.jobs.all()).toMatchObject([{ status: 'FAILED', events: [{ message }] }])
  })

  it('takes the file of a form', async () => {
    const form = new FormData()
    form.append('file', new Blob(['user_id,plan\nalice,pro\n'], { type: 'text/csv' }), 'profiles.csv')
    const sent = new Response(form)
    const body = Buffer.from(await sent.arrayBuffer()).toString('latin1')
    const type = sent.headers.get('content-type') ?? ''
    const reply = await ask('post', `${ACCOUNT}/import/profiles`, {
      headers: { ...headers, 'content-type': type },
      body
    })
    expect(reply).toMatchObject({ status: 202 })
    appcues.jobs.settle()
    expect(propertiesOf('alice')).toStrictEqual({ plan: 'pro' })
  })

  it.each([
    ['application/x-ndjson', '{"user_id":"a"}\n'],
    ['multipart/form-data; boundary=x', '--x\r\n\r\n'],
    ['application/json', '{}']
  ])('rejects %s', async (type, body) => {
    const reply = await ask('post', `${ACCOUNT}/import/profiles`, {
      headers: { ...headers, 'content-type': type },
      body
    })
    expect(reply).toMatchObject(error(415, 'Unsupported Media Type', 'Send CSV, or a form with the CSV as "file".'))
    expect(appcues.jobs.all()).toStrictEqual([])
  })
})
