import { Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../../host/delivery/definition'
import { withoutNetwork } from '../syncAudience/support/memory-appcues'
import type { MemoryAppcues } from '../syncAudience/support/memory-appcues'
import { ALL, ONE_BY_ONE, account, deliver, identify, subscribed } from './support/deliver-profiles'

withoutNetwork()

const IMPORT = 'POST /import/profiles'
const JOB = {
  title: 'Accepted',
  job_id: 'job-import',
  job_url: 'https://api.appcues.com/v2/accounts/12345/jobs/job-import'
}

const deliverOne = (event: SegmentEvent, mapping: JSONObject = ALL) =>
  new Destination(definition).onEvent(event, subscribed(mapping, {}))

const seen = ({ requests }: MemoryAppcues) => requests.map(({ method, path, body }) => [`${method} ${path}`, body])
const idOf = (row: string): string => row.slice(0, row.indexOf(','))
const idsOf = (csv: unknown): string[] => String(csv).trimEnd().split('\r\n').slice(1).map(idOf)

describe('a batch', () => {
  it('of a thousand people with the same properties is one import, and each is answered', async () => {
    const appcues = account()
    const people = Array.from({ length: 1000 }, (_, index) => `user-${index}`)
    const responses = await deliver(people.map((id, index) => identify(id, { plan: 'free', seats: index, vip: true })))
    const rows = people.map((id, index) => `${id},free,${index},true\r\n`).join('')
    expect(seen(appcues)).toStrictEqual([[IMPORT, `user_id,plan,seats,vip\r\n${rows}`]])
    expect(responses).toStrictEqual(
      people.map((id, index) => ({
        status: 202,
        sent: { user_id: id, properties: { plan: 'free', seats: index, vip: true } },
        body: JOB
      }))
    )
  })

  it('sends no property and no request where the mapping names none', async () => {
    const appcues = account()
    const responses = await deliver([identify('ada', { email: 'ada@example.com', plan: 'pro' })], {})
    expect(responses).toStrictEqual([
      { status: 200, sent: {}, body: { skipped: 'None of the mapped properties has a value in this call.' } }
    ])
    expect(appcues.requests).toStrictEqual([])
  })

  it('sends what is mapped and nothing else', async () => {
    const appcues = account()
    await deliver([identify('ada', { email: 'ada@example.com', plan: 'pro' })], {
      properties: { 'Plan, as sold': { '@path': '$.traits.plan' } }
    })
    expect(seen(appcues)).toStrictEqual([[IMPORT, 'user_id,"Plan, as sold"\r\nada,pro\r\n']])
  })

  it('skips calls that have none of the mapped properties, in their places', async () => {
    const appcues = account()
    const responses = await deliver([identify('a', { plan: '' }), identify('b', { plan: 'x' }), identify('c', {})])
    expect(responses.map(({ status, body }) => [status, Object.keys(body ?? {})])).toStrictEqual([
      [200, ['skipped']],
      [202, Object.keys(JOB)],
      [200, ['skipped']]
    ])
    expect(seen(appcues)).toStrictEqual([[IMPORT, 'user_id,plan\r\nb,x\r\n']])
  })

  it('writes an import for each set of properties, whatever their order, and leaves no cell empty', async () => {
    const appcues = account()
    await deliver([
      identify('a', { plan: 'x' }),
      identify('b', { plan: 'x', seats: 1 }),
      identify('c', { seats: 2, plan: 'y' }),
      identify('d', { plan: ' ', seats: null, city: 'Oslo' })
    ])
    expect(seen(appcues)).toStrictEqual([
      [IMPORT, 'user_id,plan,seats\r\nb,x,1\r\nc,y,2\r\n'],
      [IMPORT, 'user_id,plan\r\na,x\r\n'],
      [IMPORT, 'user_id,city\r\nd,Oslo\r\n']
    ])
  })

  it('makes at most 16 imports and writes the people of the smallest sets one by one, typed', async () => {
    const appcues = account()
    const many = Array.from({ length: 17 }, (_, index) => identify(`user-${index}`, { [`p${index}`]: index }))
    const responses = await deliver([...many, identify('twin', { p16: true })])
    expect(seen(appcues).map(([request]) => request)).toStrictEqual([
      ...Array<string>(16).fill(IMPORT),
      'PATCH /users/user-15/profile'
    ])
    expect(appcues.requests[0].body).toBe('user_id,p16\r\nuser-16,16\r\ntwin,true\r\n')
    expect(appcues.requests[16].body).toStrictEqual({ p15: 15 })
    expect(responses.map(({ status }) => status)).toStrictEqual([...Array<number>(15).fill(202), 200, 202, 202])
  })

  it('has one row a person, with the latest value of each property, on a tie the one further down', async () => {
    const appcues = account()
    const responses = await deliver([
      identify('ada', { plan: 'new', seats: 1 }, { timestamp: '2026-03-10T12:00:00Z' }),
      identify('bob', { plan: 'x', seats: 9 }),
      identify('ada', { plan: 'old', city: 'Oslo' }, { timestamp: '2026-03-10T11:00:00Z' }),
      identify('ada', { seats: 2 }, { timestamp: '2026-03-10T12:00:00.000Z' }),
      identify('ada', { plan: 'undated' }, { timestamp: 'soon' })
    ])
    const ada = { user_id: 'ada', properties: { plan: 'new', seats: 2, city: 'Oslo' } }
    expect(seen(appcues)).toStrictEqual([
      [IMPORT, 'user_id,plan,seats,city\r\nada,new,2,Oslo\r\n'],
      [IMPORT, 'user_id,plan,seats\r\nbob,x,9\r\n']
    ])
    expect(responses.map(({ sent }) => sent)).toStrictEqual([
      ada,
      { user_id: 'bob', properties: { plan: 'x', seats: 9 } },
      ada,
      ada,
      ada
    ])
  })

  it('is one typed request a person where Delivery says so, and each person once', async () => {
    const appcues = account()
    const responses = await deliver(
      [
        identify('a/b', { vip: true, seats: 5, plan: 'x' }),
        identify('a/b', { seats: 6 }),
        identify('anon:1', { vip: false })
      ],
      ONE_BY_ONE
    )
    expect(seen(appcues)).toStrictEqual([
      ['PATCH /users/a%2Fb/profile', { vip: true, seats: 6, plan: 'x' }],
      ['PATCH /users/anon%3A1/profile', { vip: false }]
    ])
    expect(responses[2]).toStrictEqual({
      status: 200,
      sent: { user_id: 'anon:1', properties: { vip: false } },
      body: { title: 'OK' }
    })
  })

  it('takes the same way for one event alone', async () => {
    const appcues = account()
    await deliverOne(identify('ada', { plan: 'pro' }))
    await deliverOne(identify('ada', { plan: 'pro' }), ONE_BY_ONE)
    expect(seen(appcues)).toStrictEqual([
      [IMPORT, 'user_id,plan\r\nada,pro\r\n'],
      ['PATCH /users/ada/profile', { plan: 'pro' }]
    ])
  })

  it('knows people by the property that the settings name, looked up in traits', async () => {
    const appcues = account()
    await deliver([identify('segment-1', { appcuesUserID: 'ada', plan: 'pro' })], ALL, {
      appcuesIdentityProperty: 'appcuesuserid'
    })
    expect(seen(appcues)).toStrictEqual([[IMPORT, 'user_id,appcuesUserID,plan\r\nada,ada,pro\r\n']])
  })

  it('skips calls from a page of another host than the settings list', async () => {
    const appcues = account()
    const from = (url: string) => ({ context: { page: { url } } })
    const responses = await deliver(
      [
        identify('a', { plan: 'x' }, from('https://staging.example.com/')),
        identify('b', { plan: 'x' }, from('https://app.example.com/')),
        identify('c', { plan: 'x' })
      ],
      ALL,
      { onlyFromHosts: 'app.example.com' }
    )
    expect(seen(appcues)).toStrictEqual([[IMPORT, 'user_id,plan\r\nb,x\r\nc,x\r\n']])
    expect(responses[0].body).toStrictEqual({
      skipped: 'The page is on "staging.example.com", which the setting Only From Hosts does not list.'
    })
  })
})

describe('a property', () => {
  const inAppcues = async (traits: object) => {
    const appcues = account()
    const [{ body, errormessage }] = await deliver([identify('ada', { plan: 'x', ...traits })], ONE_BY_ONE)
    const [request] = appcues.requests
    const { plan, ...rest } = request.body as JSONObject
    expect([plan, errormessage]).toStrictEqual(['x', undefined])
    return { sent: rest, omitted: body?.omitted ?? [] }
  }
  const profile = 'it is part of a person’s profile.'

  it.each<[string, object, object]>([
    ['of a plain type keeps it', { a: 'x', b: 0, c: false, d: 1.5 }, { a: 'x', b: 0, c: false, d: 1.5 }],
    ['that is nested gets a dotted name', { a: { b: { c: 1 } } }, { 'a.b.c': 1 }],
    ['that is a list is joined to text', { a: ['x', 2, null] }, { a: 'x, 2' }],
    ['that is a date is ISO 8601 text', { a: '2026-03-10T00:00:00Z' }, { a: '2026-03-10T00:00:00Z' }],
    ['without a value is not there', { a: '', b: ' ', c: null, d: [], e: {}, f: [null] }, {}],
    ['with a name in another Unicode form has one', { 'Cafe\u0301': 1 }, { Café: 1 }],
    ['with blanks in its name keeps single ones', { ' Seat\n  count ': 3 }, { 'Seat count': 3 }],
    [
      'that looks like the reserved ones stays',
      { userid: 1, user_id_old: 2, a_: 3 },
      { userid: 1, user_id_old: 2, a_: 3 }
    ],
    [
      'that looks like a profile stays',
      { user_count: 1, userRole: 'x', identity_provider: 'y', Plan__c: 'z' },
      { user_count: 1, userRole: 'x', identity_provider: 'y', Plan__c: 'z' }
    ]
  ])('%s', async (_what, traits, sent) => {
    expect(await inAppcues(traits)).toStrictEqual({ sent, omitted: [] })
  })

  it.each<[string, object, string]>([
    [
      'of Appcues’ own',
      { _identity: { email: 'a@example.com' } },
      '_identity: names that begin with "_" are Appcues’ own.'
    ],
    ['of Appcues’ own behind a blank', { ' _device': 'token' }, '_device: Appcues reserves this name.'],
    ['of Appcues’ own, nested', { a: { _token: 1 } }, `a._token: ${profile}`],
    ['of a profile', { user: { email: 'a@example.com' } }, `user.email: ${profile}`],
    ['of a profile in an export’s spelling', { 'identity[email]': 'a@example.com' }, `identity[email]: ${profile}`],
    ['with the name of the id', { user_id: 'eve' }, 'user_id: Appcues reserves this name.'],
    ['with the name of the id in capitals', { ' USER_ID ': 'eve' }, 'USER_ID: Appcues reserves this name.'],
    ['without a readable name', { '\u200b': 1 }, '\u200b: its name has no character that anyone could see.'],
    ['with an endless name', { ['k'.repeat(1025)]: 1 }, `${'k'.repeat(80)}: its name is too long.`]
  ])('%s is omitted and named', async (_what, traits, omitted) => {
    expect(await inAppcues(traits)).toStrictEqual({ sent: {}, omitted: [omitted] })
  })

  it('that is all there is, and cannot be sent, rejects the call', async () => {
    account()
    const [response] = await deliver([identify('ada', { user_id: 'eve', _role: 'admin' })])
    expect(response).toMatchObject({
      status: 400,
      errormessage:
        'Properties: there is nothing to set. _role: names that begin with "_" are Appcues’ own. user_id: Appcues reserves this name. Map at least one property to a value.'
    })
  })
})

describe('trouble', () => {
  it.each([
    ['undefined', 'User ID: "undefined" is a placeholder, not a user ID. Map User ID to a real ID.'],
    ['', 'User ID: it is missing. Map User ID to the person’s ID in Appcues.']
  ])('with the person "%s" costs that call alone', async (userId, errormessage) => {
    const appcues = account()
    const responses = await deliver([identify('a', { plan: 'x' }), identify(userId, { plan: 'x' })])
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 400])
    expect(responses[1]).toMatchObject({ errormessage })
    expect(seen(appcues)).toStrictEqual([[IMPORT, 'user_id,plan\r\na,x\r\n']])
  })

  it('rejects an id that JSON has rounded', async () => {
    account()
    const responses = await deliver([identify((2 ** 53) as never, { plan: 'x' })])
    expect(responses).toMatchObject([{ status: 400, errormessage: expect.stringContaining('beyond 2^53') as string }])
  })

  it('with one id among many costs that one', async () => {
    const reply: [number, unknown] = [400, { error: true, status: 400, title: 'Bad Request', detail: 'Not valid.' }]
    const appcues = account(({ body }) => (idsOf(body).includes('user-7') ? reply : undefined))
    const people = Array.from({ length: 100 }, (_, index) => `user-${index}`)
    const responses = await deliver(people.map((id) => identify(id, { plan: 'x' })))
    expect([...appcues.profiles.keys()].sort()).toStrictEqual(people.filter((id) => id !== 'user-7').sort())
    expect(responses.filter(({ status }) => status !== 202)).toMatchObject([
      { status: 400, sent: { user_id: 'user-7' }, errormessage: 'Appcues responded with 400: Bad Request: Not valid.' }
    ])
  })

  it.each([
    [401, 503],
    [429, 429],
    [503, 503]
  ])('with a %i in the first import ends the batch, and the rest is retried by %i', async (status, rest) => {
    const appcues = account(() => [status, {}])
    const many = Array.from({ length: 20 }, (_, index) => identify(`user-${index}`, { [`p${index}`]: index }))
    const responses = await deliver(many)
    expect(appcues.requests).toHaveLength(1)
    expect(responses.map((response) => response.status)).toStrictEqual([status, ...Array<number>(19).fill(rest)])
    expect(responses[19].errormessage).toContain('Not sent: an earlier request in this batch failed')
  })

  it('goes on with the other sets where one is rejected for good', async () => {
    const appcues = account(({ body }) => (String(body).includes('plan') ? [400, {}] : undefined))
    const responses = await deliver([identify('a', { plan: 'x' }), identify('b', { seats: 1 })])
    expect(responses.map(({ status }) => status)).toStrictEqual([400, 202])
    expect(appcues.requests).toHaveLength(2)
  })

  it('says what is missing of the settings', async () => {
    const incomplete = subscribed(ALL, { appcuesApiSecret: undefined })
    await expect(
      new Destination(definition).onEvent(identify('a', { plan: 'x' }), incomplete as never)
    ).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('Appcues API Secret') as string
    })
  })
})
