import { events } from '../../src/destinations/heap-appcues/catalog'
import { appcuesWebhook } from '../../src/sources/appcues-webhook'
import { depthOf, nested, NOW, rejection, requestOf, run, UNUSABLE_BODIES } from './support/run'

const { receive } = appcuesWebhook

const FLOW_STARTED = {
  id: 'delivery-1',
  name: 'appcues:flow_started',
  user_id: 'ada@example.com',
  account_id: '12345',
  group_id: 'acme',
  timestamp: '2026-03-10T22:21:56.123Z',
  attributes: {
    flowId: 'flow-1',
    flowName: 'Welcome',
    flowVersion: 1632142800000,
    timestamp: 1773181316123,
    _identity: { email: 'ada@example.com', plan: 'pro' }
  },
  context: { url: 'https://app.example.com/start', title: 'Start' }
}

const received = (change: Record<string, unknown>): ReturnType<typeof run> =>
  run(receive, requestOf({ ...FLOW_STARTED, ...change }))
const propertiesOf = (attributes: unknown): unknown => received({ attributes }).calls[0].properties

describe('an Appcues webhook', () => {
  it('becomes one track call with the client-side name, the person, the page, the original time and a mark of its origin', () => {
    expect(run(receive, requestOf(FLOW_STARTED))).toStrictEqual({
      calls: [
        {
          type: 'track',
          messageId: 'delivery-1',
          event: 'Flow Started (Appcues)',
          userId: 'ada@example.com',
          timestamp: '2026-03-10T22:21:56.123Z',
          properties: { flowId: 'flow-1', flowName: 'Welcome', flowVersion: 1632142800000, timestamp: 1773181316123 },
          context: {
            groupId: 'acme',
            page: { url: 'https://app.example.com/start', title: 'Start' },
            integration: { name: 'Appcues', source: 'appcues-webhook' }
          },
          integrations: { Appcues: false, 'Appcues (Actions)': false }
        }
      ],
      notes: ['Webhook Secrets is empty, so this webhook was not verified.']
    })
  })

  it('carries nothing that Appcues did not say', () => {
    const bare = { id: 'delivery-2', name: 'appcues:flow_started', user_id: 7 }
    expect(run(receive, requestOf(bare)).calls).toStrictEqual([
      {
        type: 'track',
        messageId: 'delivery-2',
        event: 'Flow Started (Appcues)',
        userId: '7',
        properties: {},
        context: { integration: { name: 'Appcues', source: 'appcues-webhook' } },
        integrations: { Appcues: false, 'Appcues (Actions)': false }
      }
    ])
  })

  it('works without anyone who listens to its notes', () => {
    expect(receive(requestOf(FLOW_STARTED), {}, NOW)).toHaveLength(1)
  })
})

describe('the name', () => {
  it.each(events.map((row) => [row.id, row.clientName]))('gives appcues:%s the name %s', (id, clientName) => {
    expect(received({ name: `appcues:${id}` }).calls[0].event).toBe(clientName)
  })

  it.each([
    ['appcues:some_new_thing', 'Some New Thing (Appcues)'],
    ['appcues:email_link_clicked', 'Email Link Clicked (Appcues)'],
    ['appcues:nps_survey_error', 'NPS Survey Error (Appcues)'],
    ['appcues:step_error', 'Step Error (Appcues)'],
    ['appcues:v2:step_error', 'Experience Step Error (Appcues)'],
    ['appcues:v2:experience_recovered', 'Experience Recovered (Appcues)'],
    ['v2:pin_interacted', 'Experience Pin Interacted (Appcues)'],
    ['flow_started', 'Flow Started (Appcues)'],
    [' appcues:flow_started ', 'Flow Started (Appcues)'],
    ['Banner Dismissed (Appcues)', 'Banner Dismissed (Appcues)']
  ])('makes %s into %s', (name, event) => {
    expect(received({ name }).calls[0].event).toBe(event)
  })

  it.each([
    'signed_up',
    'Signed Up',
    'Flow Started Manually',
    'Appcues Demo Booked',
    'appcues',
    'appcues:',
    'appcues:v2:',
    'v2',
    '__proto__'
  ])('skips %s, which is none of Appcues’ events, with a word in the log', (name) => {
    const { calls, notes } = received({ name })
    expect(calls).toStrictEqual([])
    expect(notes[1]).toBe(`Skipped "${name}": it is not one of Appcues’ events.`)
  })

  it.each([[undefined], [null], [''], ['  '], [5], [{}]])('rejects a webhook whose name is %p', (name) => {
    expect(() => received({ name })).toThrow(
      rejection('INVALID_PAYLOAD', 'The field "name" is missing. Send the name of the event.')
    )
  })
})

describe('a name without a mark of Appcues', () => {
  const bare = [...new Set(events.flatMap((entry) => [entry.name, entry.clientName.replace(' (Appcues)', '')]))]

  it.each(bare)('%s is the customer’s own, skipped with a reason that is the same for each', (name) => {
    const { calls, notes } = received({ name })
    expect(calls).toStrictEqual([])
    expect(notes.slice(1)).toStrictEqual([
      `Skipped "${name}": without "appcues:" before its name it counts as an event of your own. If it comes from Appcues, turn on Take Bare Names.`
    ])
  })

  it.each(bare)('%s is taken with Take Bare Names', (name) => {
    const { calls, notes } = run(receive, requestOf({ ...FLOW_STARTED, name }), { takeBareNames: true })
    expect(calls.map(({ event }) => event)).toStrictEqual([
      events.find((entry) => entry.name === name || entry.clientName === `${name} (Appcues)`)?.clientName
    ])
    expect(notes).toHaveLength(1)
  })

  it.each(events.flatMap((entry) => [entry.id, entry.clientName, `appcues:${entry.id}`]))(
    'is not %s, which is Appcues’',
    (name) => {
      expect(received({ name }).calls).toHaveLength(1)
    }
  )

  it('cannot write lines of its own into the log', () => {
    expect(received({ name: 'a"b\n2026 Skipped' }).notes[1]).toBe(
      'Skipped "a\\"b\\n2026 Skipped": it is not one of Appcues’ events.'
    )
  })

  it('is cut in the log where it is endless', () => {
    expect(received({ name: 'x'.repeat(100_000) }).notes[1]).toHaveLength(
      100 + 'Skipped "": it is not one of Appcues’ events.'.length
    )
  })
})

describe('the person', () => {
  it('is the user id, trimmed', () => {
    expect(received({ user_id: ' u1 ' }).calls[0]).toMatchObject({ userId: 'u1' })
  })

  it('is an anonymous id where Appcues gives a visitor one', () => {
    const [call] = received({ user_id: 'anon:9f3' }).calls
    expect(call.anonymousId).toBe('anon:9f3')
    expect(call).not.toHaveProperty('userId')
  })

  it.each(['anonymous-cow@example.com', 'ananon:1', 'users', 'nullable'])('is known although the id is %s', (id) => {
    expect(received({ user_id: id }).calls[0]).toMatchObject({ userId: id })
  })

  it.each([
    [undefined],
    [null],
    [''],
    ['   '],
    ['undefined'],
    [' NULL '],
    ['user'],
    ['[object Object]'],
    ['00000000-0000-0000-0000-000000000000'],
    [{ id: 1 }],
    [2 ** 53],
    [1.5]
  ])('is rejected when the user id is %p', (id) => {
    expect(() => received({ user_id: id })).toThrow(
      rejection(
        'INVALID_PAYLOAD',
        'The field "user_id" is missing, or holds a placeholder instead of a user ID. A number beyond 2^53 must be sent as text.'
      )
    )
  })
})

describe('the time', () => {
  it.each([
    [1773181316, '2026-03-10T22:21:56.000Z'],
    [1773181316123, '2026-03-10T22:21:56.123Z'],
    ['1773181316123', '2026-03-10T22:21:56.123Z'],
    ['2026-03-10T23:21:56+01:00', '2026-03-10T22:21:56.000Z'],
    ['2026-03-11T22:21:59Z', '2026-03-11T22:21:59.000Z']
  ])('reads %p', (timestamp, iso) => {
    expect(received({ timestamp }).calls[0].timestamp).toBe(iso)
  })

  it.each([[undefined], [null], [''], [' ']])('is that of the attributes when the envelope says %p', (timestamp) => {
    expect(received({ timestamp }).calls[0].timestamp).toBe('2026-03-10T22:21:56.123Z')
  })

  it.each([
    ['yesterday', '"yesterday"'],
    [true, '"true"'],
    [{}, 'an object'],
    ['2026-13-45', '"2026-13-45"'],
    ['20260310', '"20260310"'],
    [0, '"0"'],
    [-1, '"-1"'],
    ['2026-03-11T22:22:01Z', '"2026-03-11T22:22:01Z"'],
    ['2999-01-01', '"2999-01-01"'],
    ['line\n'.repeat(20), `"${'line\\n'.repeat(8)}"`]
  ])('is rejected when it is %p, with its value', (timestamp, shown) => {
    expect(() => received({ timestamp })).toThrow(
      rejection(
        'INVALID_PAYLOAD',
        `The field "timestamp" is not a valid time: ${shown}. Send ISO 8601, or seconds or milliseconds since 1970, from 2010 on and at most a day ahead.`
      )
    )
  })

  it('is rejected in the attributes too, by the name it has there', () => {
    expect(() => received({ timestamp: undefined, attributes: { timestamp: 'soon' } })).toThrow(
      rejection('INVALID_PAYLOAD', /^The field "attributes.timestamp" is not a valid time: "soon"\./)
    )
  })
})

describe('the time among the attributes', () => {
  const propertiesAndNotes = (timestamp: unknown): unknown[] => {
    const { calls, notes } = received({ attributes: { flowId: 'f1', timestamp } })
    return [calls[0].timestamp, calls[0].properties, notes.slice(1)]
  }

  it.each([[1773181316000], ['1773181316'], ['2026-03-10T22:21:56Z']])('stays as it is: %p', (timestamp) => {
    expect(propertiesAndNotes(timestamp)).toStrictEqual(['2026-03-10T22:21:56.123Z', { flowId: 'f1', timestamp }, []])
  })

  it.each([[''], [' '], [null], [undefined]])('is absent where it is blank: %p', (timestamp) => {
    expect(propertiesAndNotes(timestamp)).toStrictEqual(['2026-03-10T22:21:56.123Z', { flowId: 'f1' }, []])
  })

  it.each([['soon'], [0], [-1], [20260310], [true], [{ ms: 1 }], ['2999-01-01']])(
    'is omitted, and named, where it is no time: %p',
    (timestamp) => {
      expect(propertiesAndNotes(timestamp)).toStrictEqual([
        '2026-03-10T22:21:56.123Z',
        { flowId: 'f1' },
        ['Omitted the property "timestamp": it is not a valid time. The event keeps its own.']
      ])
    }
  )
})

describe('the page', () => {
  it.each([
    [{ url: 'https://a.example' }, { url: 'https://a.example' }],
    [
      { page_url: 'https://a.example', page_title: 'A' },
      { url: 'https://a.example', title: 'A' }
    ],
    [
      { pageUrl: 'https://a.example', pageTitle: 'A' },
      { url: 'https://a.example', title: 'A' }
    ],
    [{ page: { url: 'https://a.example', title: 'A' } }, { url: 'https://a.example', title: 'A' }],
    [{ url: ' ', title: 5, page: { title: 'A' } }, { title: 'A' }],
    ['{"url":"https://a.example"}', { url: 'https://a.example' }]
  ])('reads %p', (context, page) => {
    expect(received({ context }).calls[0].context?.page).toStrictEqual(page)
  })

  it.each([[{}], [{ page: 'https://a.example' }], [null], ['']])('is absent when the context is %p', (context) => {
    expect(received({ context }).calls[0].context).not.toHaveProperty('page')
  })
})

describe('the page of an NPS event', () => {
  const profile = { _currentPageUrl: 'https://a.example/nps', _currentPageTitle: 'NPS', email: 'ada@example.com' }
  const pageOf = (change: Record<string, unknown>): unknown =>
    received({ name: 'appcues:nps_score', context: {}, attributes: { score: 9, _identity: profile }, ...change })
      .calls[0].context?.page

  it.each(events.filter((entry) => entry.id.startsWith('nps_')).map((entry) => entry.id))(
    'is that of the profile where %s has none',
    (id) => {
      expect(pageOf({ name: `appcues:${id}` })).toStrictEqual({ url: 'https://a.example/nps', title: 'NPS' })
    }
  )

  it('is its own where it has one, and then not half the profile’s', () => {
    expect(pageOf({ context: { url: 'https://b.example' } })).toStrictEqual({ url: 'https://b.example' })
  })

  it('is absent where the profile has none, and of other events', () => {
    const [{ context }] = received({ name: 'appcues:nps_score', context: {}, attributes: { score: 9 } }).calls
    expect(context).toStrictEqual({
      groupId: 'acme',
      integration: { name: 'Appcues', source: 'appcues-webhook' }
    })
    expect(pageOf({ name: 'appcues:flow_started' })).toBeUndefined()
  })
})

describe('the traits', () => {
  const profile = {
    email: 'ada@example.com',
    Plan: 'pro',
    seats: 5,
    admin: false,
    team: { id: 1 },
    empty: '',
    _localId: 'x'
  }
  const traitsOf = (traits: unknown, change: Record<string, unknown> = { attributes: { _identity: profile } }) => {
    const { calls, notes } = run(receive, requestOf({ ...FLOW_STARTED, ...change }), { traits })
    return [calls[0].context?.traits, notes.slice(1)]
  }

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['phone', undefined],
    ['empty', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['email', { email: 'ada@example.com' }],
    [['email', 'plan', 'seats', 'admin'], { email: 'ada@example.com', plan: 'pro', seats: 5, admin: false }],
    ['email, _localId', { email: 'ada@example.com', _localId: 'x' }]
  ])('are those of the profile that are named, and no others: %j', (wanted, traits) => {
    expect(traitsOf(wanted)).toStrictEqual([traits, []])
  })

  it('are those of the very spelling, where there are two', () => {
    expect(traitsOf('email', { attributes: { _identity: { Email: 'a', email: 'b' } } })).toStrictEqual([
      { email: 'b' },
      []
    ])
  })

  it('are omitted and named where they are no plain value', () => {
    expect(traitsOf('team')).toStrictEqual([
      undefined,
      ['Omitted the trait "team": it is not text, a number or a boolean.']
    ])
  })

  it.each([
    [{ attributes: { identity: { email: 'a' } } }],
    [{ attributes: { user: { email: 'a' } } }],
    [{ attributes: { _identity: '{"email":"a"}' } }],
    [{ attributes: '{"_identity":{"email":"a"}}' }],
    [{ attributes: {}, identity: { email: 'a' } }],
    [{ attributes: {}, identity: '{"email":"a"}' }],
    [{ attributes: {}, user: { email: 'a' } }],
    [{ attributes: { user: { email: 'b' }, _identity: { email: 'a' } } }]
  ])('are found wherever Appcues puts the profile: %j', (change) => {
    expect(traitsOf('email', change)).toStrictEqual([{ email: 'a' }, []])
  })
})

describe('the properties', () => {
  it('are camelCase at every depth, whatever Appcues wrote', () => {
    const attributes = {
      flow_id: 'f1',
      step_child_number: 2,
      interaction: { form_id: 'form', response: [{ field_id: 'x', label: 'snake_case stays in values' }] }
    }
    expect(propertiesOf(attributes)).toStrictEqual({
      flowId: 'f1',
      stepChildNumber: 2,
      interaction: { formId: 'form', response: [{ fieldId: 'x', label: 'snake_case stays in values' }] }
    })
  })

  it('prefer the camelCase spelling where both are there', () => {
    expect(propertiesOf({ flow_id: 'snake', flowId: 'camel' })).toStrictEqual({ flowId: 'camel' })
    expect(propertiesOf({ flowId: 'camel', flow_id: 'snake' })).toStrictEqual({ flowId: 'camel' })
  })

  it.each(['Flow_Name', 'trailing_', 'kebab-case', 'UTM_source', 'a.b_c'])('leave the key %s as it is', (key) => {
    expect(propertiesOf({ [key]: 1 })).toStrictEqual({ [key]: 1 })
  })

  it('are read from JSON in a text', () => {
    expect(propertiesOf('{"flow_id":"f1","_identity":{"email":"a"}}')).toStrictEqual({ flowId: 'f1' })
  })

  it.each(['interaction', 'interactionData'])('have %s as an object where it is JSON in a text', (key) => {
    const object = { category: 'form', _identity: { email: 'a' }, field_id: 'f' }
    expect(propertiesOf({ [key]: JSON.stringify(object) })).toStrictEqual({ [key]: { category: 'form', fieldId: 'f' } })
    expect(propertiesOf({ [key]: 'click' })).toStrictEqual({ [key]: 'click' })
    expect(propertiesOf({ [key]: '[1]' })).toStrictEqual({ [key]: '[1]' })
  })

  it('take the spelling of the envelope that holds something', () => {
    const twice = { user_id: null, userId: 'u1', group_id: 'g1', groupId: '' }
    expect(received(twice).calls[0]).toMatchObject({ userId: 'u1', context: { groupId: 'g1' } })
  })

  it('take the envelope’s other spelling too', () => {
    const { user_id: userId, group_id: groupId, ...rest } = FLOW_STARTED
    expect(run(receive, requestOf({ ...rest, userId, groupId })).calls).toStrictEqual(
      run(receive, requestOf(FLOW_STARTED)).calls
    )
  })

  it.each([
    ['attributes', 'text'],
    ['attributes', []],
    ['attributes', '[1]'],
    ['attributes', 5],
    ['context', 'text']
  ])('are rejected when %s is %p', (field, value) => {
    expect(() => received({ [field]: value })).toThrow(
      rejection('INVALID_PAYLOAD', `The field "${field}" is not an object. Send an object, or its JSON as text.`)
    )
  })

  it('hold neither null nor what is no JSON number', () => {
    expect(propertiesOf('{"a":null,"b":[null,1],"c":1e999,"d":false,"e":0,"f":""}')).toStrictEqual({
      b: [1],
      d: false,
      e: 0,
      f: ''
    })
  })
})

describe('a person’s profile', () => {
  it.each([
    [{ _identity: { email: 'a' } }],
    [{ identity: { email: 'a' } }],
    [{ user: { email: 'a' } }],
    [{ User: { email: 'a' } }],
    [{ 'user.email': 'a' }],
    [{ 'extra.identity.email': 'a' }],
    [{ _device: { _pushToken: 'p' } }],
    [{ _sessionId: 's' }],
    [{ _identity_email: 'a' }],
    [{ 'identity[email]': 'a' }]
  ])('never passes: %j', (attributes) => {
    expect(propertiesOf({ ...attributes, flowId: 'f1' })).toStrictEqual({ flowId: 'f1' })
  })

  it('never passes from deep inside', () => {
    const attributes = { interaction: { _device: 1, element: [{ user: { email: 'a' }, id: 1 }] } }
    expect(propertiesOf(attributes)).toStrictEqual({ interaction: { element: [{ id: 1 }] } })
  })

  it.each([
    ['userCount', 3],
    ['identityProvider', 'okta'],
    ['userRole', 'admin'],
    ['superuser', true],
    ['label', 'the user said {"hm"}'],
    ['text', '{"users":1}']
  ])('is not %s', (key, value) => {
    expect(propertiesOf({ [key]: value })).toStrictEqual({ [key]: value })
  })
})

describe('the message id', () => {
  const idOf = (change: Record<string, unknown>): unknown => received({ id: undefined, ...change }).calls[0].messageId

  it('is the delivery’s id, so that a redelivery changes nothing', () => {
    expect(received({ id: 77 }).calls[0].messageId).toBe('77')
  })

  it.each([[undefined], [null], [''], [2 ** 53], [{}]])('comes from the content when the id is %p', (id) => {
    expect(idOf({ id })).toBe(idOf({}))
    expect(idOf({ id })).toMatch(/^appcues-[0-9a-f]{32}$/)
  })

  it('is short even if the delivery’s id is not', () => {
    expect(received({ id: 'x'.repeat(80) }).calls[0].messageId).toBe('x'.repeat(80))
    expect(received({ id: 'x'.repeat(81) }).calls[0].messageId).toMatch(/^appcues-[0-9a-f]{32}$/)
    expect(idOf({ id: 'x'.repeat(81) })).not.toBe(idOf({ id: 'x'.repeat(82) }))
  })

  it('does not depend on the order of the keys', () => {
    const reversed = Object.fromEntries(Object.entries(FLOW_STARTED.attributes).reverse())
    expect(idOf({ attributes: reversed })).toBe(idOf({}))
  })

  it.each([
    [{ name: 'appcues:flow_completed' }],
    [{ user_id: 'bob@example.com' }],
    [{ timestamp: 1773181317123 }],
    [{ attributes: { flowId: 'flow-2' } }],
    [{ attributes: {} }]
  ])('differs for other content: %j', (change) => {
    expect(idOf(change)).not.toBe(idOf({}))
  })
})

describe('bad input', () => {
  it.each(UNUSABLE_BODIES)('rejects %s', (_case, body, message) => {
    expect(() => run(receive, requestOf(body))).toThrow(rejection('INVALID_PAYLOAD', message))
  })

  it('reads a body with a byte order mark', () => {
    expect(run(receive, requestOf(`\uFEFF${JSON.stringify(FLOW_STARTED)}`)).calls).toHaveLength(1)
  })

  it('cuts 10,000 levels at the 32nd', () => {
    const body = `{"id":"1","name":"appcues:flow_started","user_id":"u","attributes":${nested(10_000)}}`
    const [call] = run(receive, requestOf(body)).calls
    expect(depthOf(call.properties)).toBe(32)
  })

  it('cuts lists as it cuts objects', () => {
    const attributes = `{"a":${'['.repeat(10_000)}1${']'.repeat(10_000)}}`
    const body = `{"id":"1","name":"appcues:flow_started","user_id":"u","attributes":${attributes}}`
    expect(depthOf(run(receive, requestOf(body)).calls[0].properties)).toBe(32)
  })

  it('treats hostile keys as keys like any other', () => {
    const attributes = '{"__proto__":{"polluted":1},"constructor":2,"toString":3,"has_own_property":4}'
    const body = `{"id":"1","__proto__":{"name":"x"},"name":"appcues:flow_started","user_id":"u","attributes":${attributes}}`
    const properties = run(receive, requestOf(body)).calls[0].properties ?? {}
    expect(Object.keys(properties)).toStrictEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype)
  })

  it('passes lone surrogates, NUL and large numbers on as JSON gives them', () => {
    const body =
      '{"id":"1","name":"appcues:flow_started","user_id":"u\\u0000","attributes":{"a":"\\ud800","n":12345678901234567890}}'
    expect(run(receive, requestOf(body)).calls[0]).toMatchObject({
      userId: 'u\u0000',
      properties: { a: '\ud800', n: Number('12345678901234567890') }
    })
  })

  it('leaves the largest properties out of an event over 32 KB and names them', () => {
    const attributes = { flowId: 'f1', interaction: { text: 'ä'.repeat(10_000) }, message: 'x'.repeat(12_000) }
    const { calls, notes } = received({ attributes })
    expect(calls[0].properties).toStrictEqual({ flowId: 'f1', message: 'x'.repeat(12_000) })
    expect(notes.slice(1)).toStrictEqual([
      'Omitted the property "interaction" of "Flow Started (Appcues)": it is 20027 bytes long; Segment takes events up to 32 KB.'
    ])
  })

  it('keeps an event that just fits', () => {
    const { calls, notes } = received({ attributes: { message: 'x'.repeat(30_000) } })
    expect(calls[0].properties).toStrictEqual({ message: 'x'.repeat(30_000) })
    expect(notes).toHaveLength(1)
  })

  it('rejects an event that is over 32 KB without its properties', () => {
    expect(() => received({ user_id: 'x'.repeat(32_000) })).toThrow(
      rejection('INVALID_PAYLOAD', 'The event is over 32 KB even without its properties; Segment takes no more.')
    )
  })
})
