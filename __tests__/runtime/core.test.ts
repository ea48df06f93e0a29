import type { SegmentEvent } from '@segment/actions-core'
import destination from '../../src/destinations/heap-appcues'
import { deliver } from '../../src/runtime/core/deliver'
import { listFields, withoutEmptyValues } from '../../src/runtime/core/empty-values'
import { ConfigurationError, listOf } from '../../src/runtime/core/options'
import { kindOf, outcomeOf } from '../../src/runtime/core/outcome'
import { readSettings } from '../../src/runtime/core/settings'
import { presetNames, subscriptionsOf } from '../../src/runtime/core/subscriptions'
import { handle } from '../../src/runtime/handler/handle'
import { BodyReader } from '../../src/runtime/handler/read-body'
import type { LogEntry } from '../../src/runtime/handler'

const noRequest = () => Promise.reject(new Error('Nothing may be sent here.'))

describe('the outcome of an event', () => {
  const delivered = { subscription: 'A', response: { status: 200, body: {} } }
  const skipped = { subscription: 'B', response: { status: 200, body: { skipped: 'why' } } }
  const rejected = { subscription: 'C', response: { status: 400, errormessage: 'bad' } }
  const failed = { subscription: 'D', response: { status: 503, errormessage: 'down' } }

  it.each([
    [[], { kind: 'skipped', status: 200 }],
    [[skipped], { kind: 'skipped', status: 200 }],
    [[skipped, delivered], { kind: 'delivered', status: 200 }],
    [[delivered, rejected], { kind: 'rejected', status: 400, message: 'C: bad' }],
    [[rejected, failed, delivered], { kind: 'failed', status: 503, message: 'D: down' }],
    [[rejected, { ...rejected, subscription: 'E' }], { kind: 'rejected', status: 400, message: 'C: bad' }],
    [
      [rejected, delivered, { subscription: 'E', response: { status: 404, errormessage: 'worse' } }],
      { kind: 'rejected', status: 400, message: 'C: bad E: worse' }
    ]
  ])('of %j is %j', (deliveries, outcome) => {
    expect(outcomeOf(deliveries)).toStrictEqual(outcome)
  })

  it.each<[unknown, string]>([
    [{ skipped: 'why' }, 'skipped'],
    [{}, 'delivered'],
    [null, 'delivered'],
    [undefined, 'delivered'],
    ['skipped', 'delivered']
  ])('with the body %j and no error is %s', (body, kind) => {
    expect(kindOf({ status: 200, body })).toBe(kind)
  })

  it.each([
    [400, 'rejected'],
    [401, 'failed'],
    [403, 'failed'],
    [404, 'rejected'],
    [408, 'failed'],
    [413, 'rejected'],
    [429, 'failed'],
    [500, 'failed'],
    [501, 'rejected'],
    [503, 'failed']
  ])('with the status %i is %s', (status, kind) => {
    expect(kindOf({ status, errormessage: 'x' })).toBe(kind)
  })
})

describe('a payload', () => {
  const schema = {
    type: 'object',
    properties: {
      text: { type: 'string' },
      maybe: { type: ['boolean', 'null'] },
      number: { type: 'number' },
      choice: { enum: ['a'] },
      list: { type: 'array', items: { type: 'number' } },
      any: { type: 'array' },
      object: { type: 'object', properties: { inner: { type: 'string' } } },
      open: { type: 'object' },
      free: {}
    }
  }

  it('loses the empty values that its fields do not take, and no other', () => {
    const payload = {
      text: '',
      maybe: null,
      number: '',
      choice: null,
      list: [1, null, '', 2],
      any: [null],
      object: { inner: null, other: null },
      open: { a: null },
      free: null,
      unknown: null
    }
    expect(withoutEmptyValues(payload, schema)).toStrictEqual({
      text: '',
      maybe: null,
      list: [1, 2],
      any: [null],
      object: { other: null },
      open: { a: null },
      free: null,
      unknown: null
    })
    expect(withoutEmptyValues(payload)).toBe(payload)
  })

  it('gets a list where a field takes several values', () => {
    const payload = { list: 1, any: null, text: 'a', unknown: 2 }
    listFields(payload, schema)
    listFields(payload, {})
    expect(payload).toStrictEqual({ list: [1], any: null, text: 'a', unknown: 2 })
    const missing = { list: undefined }
    listFields(missing, schema)
    expect(missing).toStrictEqual({ list: undefined })
  })
})

describe('settings', () => {
  it('are typed, and without what is not filled in or unknown', () => {
    const values = {
      heapAppId: 11,
      heapRegion: ' ',
      heapApiKey: null,
      heapNames: undefined,
      recurringSyncLimit: '5',
      heapDeleteOnRequest: 'true',
      other: 1
    }
    expect(readSettings(values as never)).toStrictEqual({
      heapAppId: '11',
      recurringSyncLimit: 5,
      heapDeleteOnRequest: true
    })
  })

  it.each([
    [
      ['a', ' b ', '', ' ', 3, null],
      ['a', 'b']
    ],
    ['a, b\nc,', ['a', 'b', 'c']],
    [undefined, []],
    [5, []]
  ])('read the list %j', (value, members) => {
    expect(listOf(value)).toStrictEqual(members)
  })
})

describe('subscriptions', () => {
  it('are all automatic presets, with their mappings, unless they are off', () => {
    const automatic = destination.presets!.filter(({ type }) => type === 'automatic')
    expect(subscriptionsOf({}).map(({ name, mapping }) => [name, mapping])).toStrictEqual(
      automatic.map(({ name, mapping }) => [name, mapping])
    )
    expect(presetNames).toStrictEqual(automatic.map(({ name }) => name))
    expect(subscriptionsOf({ presetsOff: presetNames })).toStrictEqual([])
  })

  it('that were named follow them, and want their own calls only', () => {
    const named = { presetsOff: presetNames, forwardEvents: ['Report Exported'], appcuesUserProperties: { Plan: 'a' } }
    const calls = [
      { type: 'track', event: 'Report Exported' },
      { type: 'track', event: ' Report Exported ' },
      { type: 'track', event: 'Report Closed' },
      { type: 'track', event: 5 },
      { type: 'track' },
      { type: 'page', event: 'Report Exported' },
      { type: 'identify' }
    ] as SegmentEvent[]
    expect(subscriptionsOf(named).map(({ name, wants }) => [name, calls.map(wants)])).toStrictEqual([
      ['Forwarded events', [true, true, false, false, false, false, false]],
      ['Appcues user properties', [false, false, false, false, false, false, true]]
    ])
  })

  it.each([
    ['traits.plan', '$.traits.plan'],
    [' $.traits.plan ', '$.traits.plan'],
    ['traits.US$.plan', '$.traits.US$.plan']
  ])('read the path %j as %s', (path, read) => {
    const [{ mapping }] = subscriptionsOf({ presetsOff: presetNames, appcuesUserProperties: { Plan: path } })
    expect(mapping.properties).toStrictEqual({ Plan: { '@path': read } })
  })

  it.each([
    ['@path', 'properties.plan'],
    [' ', 'properties.plan'],
    ['Plan', ' '],
    ['Plan', 5]
  ])('take no property "%s" from the path %j', (name, path) => {
    const options = { extraProperties: { [name]: path } as never }
    expect(() => subscriptionsOf(options)).toThrow(
      new ConfigurationError(
        `extraProperties: "${name}" needs the path of a value in the event, for example "properties.plan", and a name that does not begin with "@".`
      )
    )
  })

  it('that cannot be made are an error of the configuration', () => {
    expect(new ConfigurationError('x')).toMatchObject({ name: 'ConfigurationError', message: 'x' })
  })

  it('add properties to a preset that passes all of them on, too', async () => {
    const bodies: string[] = []
    const request = async (_url: string, { json }: { json?: unknown } = {}) => {
      bodies.push(JSON.stringify(json))
      return { status: 200, data: {} }
    }
    const event = {
      type: 'track',
      event: 'Brand New (Appcues)',
      userId: 'ada',
      messageId: 'm-1',
      properties: { a: 1 },
      context: { traits: { plan: 'pro' } }
    }
    const on = subscriptionsOf({ extraProperties: { Plan: '$.context.traits.plan' } })
    await deliver([event as SegmentEvent], on, { settings: { heapAppId: '11' }, request: request as never })
    expect(
      bodies.map((body) => (JSON.parse(body) as { events: { properties: object }[] }).events[0].properties)
    ).toMatchObject([{ a: 1, Plan: 'pro' }])
  })
})

describe('a batch', () => {
  it('is of mappings that have the same fields and directives only, and an event that no trigger can read is in none', async () => {
    const [named] = subscriptionsOf({}).filter(({ name }) => name === 'Flow Started')
    const wants = (event: SegmentEvent): boolean => event.event!.startsWith('Flow')
    const all = { ...named, name: 'All', wants, mapping: { ...named.mapping, properties: { '@path': '$.properties' } } }
    const sent: string[] = []
    const request = async (url: string) => {
      sent.push(url)
      return { status: 200, data: {} }
    }
    const flow = { type: 'track', event: 'Flow Started (Appcues)', userId: 'ada', messageId: 'm', properties: {} }
    const unreadable = { type: 'track', event: null }
    const events = [flow, unreadable] as SegmentEvent[]
    const deliveries = await deliver(events, [named, all], { settings: { heapAppId: '11' }, request: request as never })
    expect(deliveries.map((each) => each.map(({ subscription }) => subscription))).toStrictEqual([
      ['Flow Started', 'All'],
      []
    ])
    expect(sent).toHaveLength(2)
  })
})

describe('a fault of ours', () => {
  const broken = subscriptionsOf({}).filter(({ name }) => name === 'Step Started')
  const event = {
    type: 'track',
    event: 'Step Started (Appcues)',
    userId: 'ada',
    messageId: 'm-1',
    properties: {}
  } as SegmentEvent
  const response = {
    status: 500,
    errormessage: 'Something went wrong here with this event. It can be tried again.'
  }
  /** Settings that throw when they are read: nothing that a vendor or a user did. */
  const settings = new Proxy(
    {},
    {
      get: () => {
        throw new RangeError('odd')
      }
    }
  )

  it('is reported, as what can be retried', async () => {
    const faults: unknown[] = []
    const context = { settings, request: noRequest as never, onFault: (error: unknown) => faults.push(error) }
    const failed = [{ subscription: 'Step Started', response }]
    expect(await deliver([event, event], broken, context)).toStrictEqual([failed, failed])
    expect(faults).toMatchObject([{ name: 'RangeError' }])
    expect(await deliver([event], broken, { settings, request: noRequest })).toStrictEqual([failed])
  })

  it('is none where settings are missing: that has a status', async () => {
    const onFault = (error: unknown): never => {
      throw error
    }
    const [[delivery]] = await deliver([event], broken, { settings: {}, request: noRequest, onFault })
    expect(delivery.response).toStrictEqual({
      status: 401,
      errormessage: expect.stringMatching(/Heap App ID/) as string
    })
  })

  it('while a request is read gives 500 and is logged, and so does one while it is delivered', async () => {
    const log: LogEntry[] = []
    const context = {
      settings,
      subscriptions: broken,
      bodies: new BodyReader(),
      request: noRequest as never,
      now: () => 0,
      log: (entry: LogEntry) => log.push(entry)
    }
    const read = (): never => {
      throw new RangeError('odd')
    }
    const post = () => new Request('https://a.example', { method: 'POST', body: 'x' })
    const unread = await handle({ route: '/appcues', most: 10, read }, post(), context)
    expect([unread.status, await unread.json()]).toStrictEqual([
      500,
      { error: 'Something went wrong here, and the log says what. Send it again.' }
    ])
    const undelivered = await handle(
      { route: '/appcues', most: 10, read: () => ({ events: [event] }) },
      post(),
      context
    )
    const counts = { delivered: 0, skipped: 0, rejected: 0, failed: 1 }
    expect([undelivered.status, await undelivered.json()]).toStrictEqual([503, counts])
    const route = '/appcues'
    expect(log).toStrictEqual([
      { level: 'error', kind: 'fault', route, status: 500, reason: 'RangeError: odd' },
      { level: 'error', kind: 'fault', route, reason: 'RangeError: odd' },
      { level: 'warn', kind: 'failed', route, times: 1, reason: `Step Started: ${response.errormessage}` },
      { level: 'info', kind: 'request', route, status: 503, counts }
    ])
  })
})

describe('bodies', () => {
  const MIB = 1024 * 1024
  const post = (body: string | ReadableStream): Request =>
    new Request('https://a.example', { method: 'POST', body, duplex: 'half' } as RequestInit)

  it('are text, also where a character is cut in two on its way', async () => {
    const bytes = new TextEncoder().encode('a€b')
    const cut = new ReadableStream<Uint8Array>({
      start: (stream) => {
        for (const byte of bytes) stream.enqueue(Uint8Array.of(byte))
        stream.close()
      }
    })
    expect(await new BodyReader().read(post(cut), MIB, async (body) => body)).toBe('a€b')
    expect(await new BodyReader().read(new Request('https://a.example'), MIB, async (body) => body)).toBe('')
  })

  it('are taken up to their limit, announced or not', async () => {
    const read = (request: Request) => new BodyReader().read(request, 4, async (body) => body)
    const announced = (bytes: number) =>
      new Request('https://a.example', { method: 'POST', body: 'x', headers: { 'content-length': String(bytes) } })
    expect(await read(post('abcd'))).toBe('abcd')
    expect(await read(announced(4))).toBe('x')
    for (const request of [post('abcde'), announced(5)])
      await expect(read(request)).rejects.toMatchObject({ status: 413 })
  })

  it('are not held beyond 128 MiB together, and are let go when they are done', async () => {
    const reader = new BodyReader()
    const large = 'x'.repeat(64 * MIB)
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    let arrived = 0
    const hold = (): Promise<void> => {
      arrived += 1
      return held
    }
    const first = [reader.read(post(large), 64 * MIB, hold), reader.read(post(large), 64 * MIB, hold)]
    while (arrived < 2) await new Promise((resolve) => setImmediate(resolve))
    await expect(reader.read(post('x'), 64 * MIB, hold)).rejects.toMatchObject({
      status: 503,
      message: 'Too many large requests at once. Send this one again later.'
    })
    release()
    await Promise.all(first)
    expect(await reader.read(post('small'), 64 * MIB, async (body) => body)).toBe('small')
  })
})
