import { events } from '../../src/destinations/heap-appcues/catalog'
import { heapEventWebhook } from '../../src/sources/heap-event-webhook'
import { depthOf, nested, NOW, rejection, requestOf, run, UNUSABLE_BODIES } from './support/run'

const { receive } = heapEventWebhook

const WEBHOOK = {
  event: 'Report Exported',
  identity: 'ada@example.com',
  time: 1773181316123,
  event_id: 'e-77',
  plan: 'pro',
  rows: 12
}
const received = (
  change: Record<string, unknown> = {},
  settings: Record<string, unknown> = {}
): ReturnType<typeof run> => run(receive, requestOf({ ...WEBHOOK, ...change }), settings)
const idOf = (change: Record<string, unknown>): unknown => received(change).calls[0].messageId

describe('a webhook of Heap’s for one event', () => {
  it('becomes one track call that does not go back to Heap', () => {
    expect(received()).toStrictEqual({
      calls: [
        {
          type: 'track',
          messageId: expect.stringMatching(/^heap-event-[0-9a-f]{32}$/) as unknown,
          event: 'Report Exported',
          userId: 'ada@example.com',
          timestamp: '2026-03-10T22:21:56.123Z',
          properties: { plan: 'pro', rows: 12 },
          context: { integration: { name: 'Heap', source: 'heap-event-webhook' } },
          integrations: { Heap: false, 'Heap Cloud (Actions)': false }
        }
      ],
      notes: ['Basic User and Header Name are empty, so this webhook was not verified.']
    })
  })

  it('works without anyone who listens to its notes', () => {
    expect(receive(requestOf(WEBHOOK), {}, NOW)).toHaveLength(1)
  })

  it('is read by the field names of the settings', () => {
    const settings = {
      eventField: 'Event Name',
      userIdField: 'User',
      anonymousIdField: 'Visitor',
      timeField: 'When',
      idField: 'Key'
    }
    const body = {
      'Event Name': ' Report Exported ',
      User: 'u1',
      Visitor: 'v1',
      When: '2026-03-10T22:21:56Z',
      Key: 1,
      event: 'x'
    }
    expect(run(receive, requestOf(body), settings).calls[0]).toMatchObject({
      event: 'Report Exported',
      userId: 'u1',
      timestamp: '2026-03-10T22:21:56.000Z',
      properties: { event: 'x' }
    })
  })

  it('has an anonymous id when no user is known', () => {
    const [call] = received({ identity: 'null', anonymous_id: 5 }).calls
    expect(call.anonymousId).toBe('5')
    expect(call).not.toHaveProperty('userId')
  })

  it.each([[{ identity: '' }], [{ identity: undefined }], [{ identity: 2 ** 53, anonymous_id: 'anonymous' }]])(
    'is rejected when it names no one: %j',
    (change) => {
      expect(() => received(change)).toThrow(
        rejection(
          'INVALID_PAYLOAD',
          'The fields "identity" and "anonymous_id" have no user ID, or a placeholder for one. Set User ID Field to the field that holds it.'
        )
      )
    }
  )

  it.each([[undefined], [null], [''], [' '], [5], [{}]])('is rejected when its name is %p', (event) => {
    expect(() => received({ event })).toThrow(
      rejection(
        'INVALID_PAYLOAD',
        'The field "event" has no event name. Set Event Field to the field that holds the name.'
      )
    )
  })

  it('has no time of its own where Heap gives none', () => {
    expect(received({ time: undefined }).calls[0]).not.toHaveProperty('timestamp')
  })

  it('is rejected when its time cannot be read', () => {
    expect(() => received({ time: 'noon' })).toThrow(
      rejection(
        'INVALID_PAYLOAD',
        'The field "time" is not a valid time: "noon". Send ISO 8601, or seconds or milliseconds since 1970, from 2010 on and at most a day ahead.'
      )
    )
  })
})

describe('an event that Heap had from Appcues', () => {
  const NEITHER = { Appcues: false, 'Appcues (Actions)': false, Heap: false, 'Heap Cloud (Actions)': false }
  const integrationsOf = (event: string): unknown => received({ event }).calls[0].integrations

  it.each([...events.map((entry) => entry.clientName), 'appcues:anything', 'Banner Dismissed (Appcues)'])(
    '%s goes neither to Heap nor to Appcues, nor to this package’s destination',
    (event) => {
      expect(integrationsOf(event)).toStrictEqual({ ...NEITHER, 'Heap and Appcues (Actions)': false })
    }
  )

  it.each(events.flatMap((entry) => [entry.name, entry.id]))(
    'or only has its name, %s, reaches this package’s destination, which can forward it under another name',
    (event) => {
      expect(integrationsOf(event)).toStrictEqual(NEITHER)
    }
  )

  it.each(['Flow Started Manually', 'Appcues Demo Booked', 'Report (Appcues) Exported', 'my appcues:event'])(
    'is not %s',
    (event) => {
      expect(integrationsOf(event)).toStrictEqual({ Heap: false, 'Heap Cloud (Actions)': false })
    }
  )
})

describe('the message id', () => {
  it('comes from the webhook’s id, whatever else changes', () => {
    expect(idOf({ plan: 'free', time: 1773181317 })).toBe(idOf({}))
    expect(idOf({ event_id: 'e-78' })).not.toBe(idOf({}))
    expect(idOf({ event: 'Report Opened' })).not.toBe(idOf({}))
  })

  it.each([[undefined], [null], [' ']])(
    'is left to Segment, which gives each its own, where a webhook has neither an id nor a time: %j',
    (nothing) => {
      const [call] = received({ event_id: nothing, time: nothing }).calls
      expect(Object.keys(call)).toStrictEqual(['type', 'event', 'userId', 'properties', 'context', 'integrations'])
      expect(received({ event_id: 1, time: nothing }).calls[0]).toHaveProperty('messageId')
    }
  )

  it('comes from the content without one, in any order of the keys', () => {
    const content = (change: Record<string, unknown>): unknown => idOf({ event_id: undefined, ...change })
    const reversed = Object.fromEntries(Object.entries({ ...WEBHOOK, event_id: null }).reverse())
    expect(run(receive, requestOf(reversed)).calls[0].messageId).toBe(content({}))
    expect(content({ plan: 'free' })).not.toBe(content({}))
    expect(content({ identity: 'bob' })).not.toBe(content({}))
    expect(content({ time: 1773181317 })).not.toBe(content({}))
  })
})

describe('the credentials', () => {
  const basic = (text: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(text).toString('base64')}`
  })
  const BASIC = { basicUser: 'heap', basicPassword: 'pä:ss' }
  const HEADER = { headerName: 'X-Heap-Token', headerValue: 'tok' }
  const attempt =
    (headers: Record<string, string>, settings: Record<string, unknown>, body: unknown = WEBHOOK) =>
    () =>
      run(receive, requestOf(body, headers), settings)

  it.each([
    ['Basic', basic('heap:pä:ss'), BASIC],
    ['basic in lower case', { authorization: `basic  ${Buffer.from('heap:pä:ss').toString('base64')} ` }, BASIC],
    ['a header', { 'x-heap-token': ' tok ' }, HEADER],
    ['both', { ...basic('heap:pä:ss'), 'x-heap-token': 'tok' }, { ...BASIC, ...HEADER }],
    [
      'a header called Authorization',
      { authorization: 'Bearer t' },
      { headerName: 'Authorization', headerValue: 'Bearer t' }
    ]
  ])('are accepted as %s, and the log says nothing', (_case, headers, settings) => {
    const { calls, notes } = attempt(headers, settings)()
    expect(calls).toHaveLength(1)
    expect(notes).toStrictEqual([])
  })

  const WRONG_BASIC =
    'The webhook’s credentials are missing or wrong. Enter Basic User and Basic Password of the settings in Heap.'
  const WRONG_HEADER =
    'The webhook’s credentials are missing or wrong. Enter Header Name and Header Value of the settings in Heap.'

  it.each([
    ['no header', {}, BASIC, WRONG_BASIC],
    ['another password', basic('heap:pass'), BASIC, WRONG_BASIC],
    ['another user', basic('Heap:pä:ss'), BASIC, WRONG_BASIC],
    [
      'another scheme',
      { authorization: basic('heap:pä:ss').authorization.replace('Basic', 'Bearer') },
      BASIC,
      WRONG_BASIC
    ],
    [
      'their scheme after another',
      { authorization: `Digest ${basic('heap:pä:ss').authorization}` },
      BASIC,
      WRONG_BASIC
    ],
    ['their scheme within another', { authorization: `X${basic('heap:pä:ss').authorization}` }, BASIC, WRONG_BASIC],
    ['more after them', { authorization: `${basic('heap:pä:ss').authorization} more` }, BASIC, WRONG_BASIC],
    ['no base64', { authorization: 'Basic heap:pä:ss' }, BASIC, WRONG_BASIC],
    ['no header of that name', { 'x-heap': 'tok' }, HEADER, WRONG_HEADER],
    ['another value', { 'x-heap-token': 'token' }, HEADER, WRONG_HEADER],
    ['one of two', basic('heap:pä:ss'), { ...BASIC, ...HEADER }, WRONG_HEADER],
    ['the other of two', { 'x-heap-token': 'tok' }, { ...BASIC, ...HEADER }, WRONG_BASIC]
  ])('are rejected: %s', (_case, headers, settings, message) => {
    expect(attempt(headers, settings)).toThrow(rejection('INVALID_SIGNATURE', message))
  })

  it('are checked before anything in the body is read', () => {
    for (const body of ['', 'no json', '[]', '{}', nested(10_000)]) {
      expect(attempt({}, BASIC, body)).toThrow(rejection('INVALID_SIGNATURE', WRONG_BASIC))
    }
  })

  it.each(['__proto__', 'X Key', 'x-key:', 'x-\nkey', 'schlüssel', ' ,'])(
    'are rejected when %j cannot be the name of a header',
    (headerName) => {
      expect(attempt({ 'x-key': 'v' }, { headerName, headerValue: 'v' })).toThrow(
        rejection('MISCONFIGURED', /^Header Name is ".+", which cannot be the name of a header: enter one name\.$/s)
      )
    }
  )

  it.each([
    [
      { headerName: ['x-key'], headerValue: ['v'] },
      'The setting Header Name is not text: enter one text, or clear it.'
    ],
    [{ headerName: 'x-key', headerValue: {} }, 'The setting Header Value is not text: enter one text, or clear it.'],
    [{ basicUser: [''], basicPassword: [''] }, 'The setting Basic User is not text: enter one text, or clear it.'],
    [{ basicUser: 'u', basicPassword: ' ' }, 'The setting Basic Password is blank: enter the secret, or clear it.']
  ])('are rejected when they are filled in and unusable: %j', (settings, message) => {
    expect(attempt({ 'x-key': 'v' }, settings)).toThrow(rejection('MISCONFIGURED', message))
  })

  it.each(['constructor', 'toString', 'hasOwnProperty'])(
    'are looked for in the headers alone, not in %s',
    (headerName) => {
      expect(attempt({}, { headerName, headerValue: 'v' })).toThrow(rejection('INVALID_SIGNATURE', WRONG_HEADER))
      expect(attempt({ [headerName.toLowerCase()]: 'v' }, { headerName, headerValue: 'v' })().calls).toHaveLength(1)
    }
  )

  it.each([
    [{ basicUser: 'heap' }, 'Basic User is filled in, but Basic Password is empty: enter both or neither.'],
    [{ basicPassword: 'p' }, 'Basic Password is filled in, but Basic User is empty: enter both or neither.'],
    [{ headerName: 'x' }, 'Header Name is filled in, but Header Value is empty: enter both or neither.'],
    [{ headerValue: 'x' }, 'Header Value is filled in, but Header Name is empty: enter both or neither.']
  ])('are rejected by halves: %j', (settings, message) => {
    expect(attempt({}, settings)).toThrow(rejection('MISCONFIGURED', message))
  })
})

describe('bad input', () => {
  it.each(UNUSABLE_BODIES)('rejects %s', (_case, body, message) => {
    expect(() => run(receive, requestOf(body))).toThrow(rejection('INVALID_PAYLOAD', message))
  })

  it('cuts 10,000 levels at the 32nd and leaves null out', () => {
    const body = `{"event":"a","identity":"u","deep":${nested(10_000)},"none":null}`
    const [call] = run(receive, requestOf(body)).calls
    expect(depthOf(call.properties)).toBe(32)
    expect(Object.keys(call.properties ?? {})).toStrictEqual(['deep'])
  })

  it('treats hostile keys as keys like any other', () => {
    const body = '{"event":"a","identity":"u","__proto__":{"polluted":1},"constructor":2}'
    const [call] = run(receive, requestOf(body)).calls
    expect(Object.keys(call.properties ?? {})).toStrictEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('omits a property that makes the event too large, and names it', () => {
    const { calls, notes } = received({ note: 'x'.repeat(40_000) })
    expect(calls[0].properties).toStrictEqual({ plan: 'pro', rows: 12 })
    expect(notes[1]).toMatch(
      /^Omitted the property "note" of "Report Exported": it is \d+ bytes long; Segment takes events up to 32 KB\.$/
    )
  })
})

describe('the id of a webhook without one', () => {
  it('is made of its content', () => {
    expect(idOf({ event_id: undefined })).toMatch(/^heap-event-[0-9a-f]{32}$/)
  })
})

describe('an event with the mark of Appcues’ browser integration', () => {
  it.each(['Anything (Appcues)', 'Anything(Appcues)'])('goes nowhere: %s', (event) => {
    expect(received({ event }).calls[0].integrations).toMatchObject({
      Appcues: false,
      Heap: false,
      'Heap and Appcues (Actions)': false
    })
  })
})
