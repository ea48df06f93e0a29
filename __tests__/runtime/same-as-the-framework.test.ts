import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import fc from '../support/fast-check'
import { definition } from '../../host/delivery/definition'
import { deliver } from '../../src/runtime/core/deliver'
import { withSyncMode } from '../../src/runtime/core/prepare'
import { createRequestClient } from '../../src/runtime/core/request-client'
import { subscriptionsOf, trigger } from '../../src/runtime/core/subscriptions'
import type { Subscription } from '../../src/runtime/core/subscriptions'
import type { Surroundings } from '../../src/runtime/core/surroundings'
import { anyEvent, reverseEtlRow } from './support/events'
import { troubledVendors } from './support/vendors'
import type { TroubledVendors, PlainRequest } from './support/vendors'

/** The vendors of the run that is on, for the framework's own client. */
let vendors: TroubledVendors

/** The module from which the framework's client takes its `fetch` at each request. The package exports it only by value. */
const framework = createRequire(__filename)(join(dirname(require.resolve('@segment/actions-core')), 'fetch.js')) as {
  default: (request: Request) => Promise<Response>
}

beforeEach(() => {
  jest.spyOn(framework, 'default').mockImplementation(async (request) => {
    const { status, body, headers } = vendors.respond(await plainRequest(request))
    return new Response(body, { status, headers })
  })
})
afterEach(() => jest.restoreAllMocks())

async function plainRequest(request: Request): Promise<PlainRequest> {
  const { method, url, headers } = request
  const body = await request.text()
  return { method, url, headers: Object.fromEntries(headers.entries()), body: body === '' ? undefined : body }
}

const SETTINGS = {
  heapAppId: '11',
  appcuesAccountId: '42',
  appcuesApiKey: 'key-1',
  appcuesApiSecret: 'secret-1'
}

interface Result {
  requests: PlainRequest[]
  /** For each event; undefined where no subscription wanted it. */
  responses: unknown[]
}

/** As plain data, and without the one header that names the client. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
const seen = (requests: readonly PlainRequest[]): PlainRequest[] =>
  requests
    .map((request) => ({ ...request, headers: { ...request.headers, 'user-agent': '' } }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const NOT_WANTED = 'Payload is either invalid or does not match the subscription'

async function byTheFramework(events: SegmentEvent[], one: Subscribed, seed: number): Promise<Result> {
  vendors = troubledVendors(seed)
  const { subscribe, subscription } = one
  const options = { features: { connect_on_delivery: true } }
  const settings = {
    ...SETTINGS,
    subscription: { subscribe, partnerAction: subscription.action, mapping: subscription.mapping }
  }
  const results = await new Destination(definition).onBatch(events, settings, options)
  const responses = results[0].multistatus ?? events.map(() => ({ errormessage: NOT_WANTED }))
  const wanted = responses.map((response) =>
    (response as { errormessage?: string }).errormessage === NOT_WANTED ? undefined : response
  )
  return { requests: seen(vendors.requests), responses: wanted.map(plain) }
}

const surroundingsOf = (vendors: TroubledVendors): Surroundings => ({
  fetch: async (url, { method, headers, body }) => {
    const { status, body: content, headers: given } = vendors.respond({ method, url, headers, body })
    return new Response(content, { status, headers: given })
  },
  now: () => 0,
  after: () => () => undefined
})

async function byTheRuntime(events: SegmentEvent[], { subscription }: Subscribed, seed: number): Promise<Result> {
  const own = troubledVendors(seed)
  const request = createRequestClient(surroundingsOf(own))
  const deliveries = await deliver(events, [subscription], { settings: SETTINGS, request })
  return { requests: seen(own.requests), responses: deliveries.map(([first]) => plain(first?.response)) }
}

interface Subscribed {
  subscribe: string
  subscription: Subscription
}

const presets = definition.presets!.filter((preset) => preset.type === 'automatic')
const ENGAGE = 'type = "track" or type = "identify"'
const subscribed = subscriptionsOf({}).map((subscription): Subscribed => {
  const { subscribe } = presets.find(({ name }) => name === subscription.name)!
  // Our own subscription takes what Engage addresses without a trigger, too.
  if (subscription.action !== 'syncAudience') return { subscribe, subscription }
  return { subscribe: ENGAGE, subscription: { ...subscription, wants: trigger(ENGAGE) } }
})
const [forwarded] = subscriptionsOf({
  presetsOff: presets.map(({ name }) => name!),
  forwardEvents: ['Report Exported']
})
const forwarding = { subscribe: 'type = "track" and event = "Report Exported"', subscription: forwarded }
const [updated] = subscriptionsOf({
  presetsOff: presets.map(({ name }) => name!),
  appcuesUserProperties: {
    Plan: 'traits.plan',
    Person: 'context.traits',
    Score: '$.properties.score',
    'All of it': 'traits'
  }
})
const updating = { subscribe: 'type = "identify"', subscription: updated }
const audience = subscribed.find(({ subscription }) => subscription.action === 'syncAudience')!
const reverseEtl = (['add', 'update', 'upsert', 'delete', 'mirror'] as const).map((mode): Subscribed => {
  const mapping: JSONObject = withSyncMode(
    { ...audience.subscription.mapping, computation_id: 'retl/VIPs', audience_name: 'VIPs' },
    mode
  )
  return {
    subscribe: 'type = "track"',
    subscription: { ...audience.subscription, mapping, wants: trigger('type = "track"') }
  }
})

const isUnreadable = (error: unknown): boolean => error instanceof TypeError

async function expectSame(events: SegmentEvent[], one: Subscribed, seed: number): Promise<number> {
  const copy = (): SegmentEvent[] => structuredClone(events)
  const theirs = await byTheFramework(copy(), one, seed).catch((error: unknown) => error)
  // An event that the framework cannot read costs it the whole batch; here only itself.
  if (isUnreadable(theirs)) return 0
  expect(await byTheRuntime(copy(), one, seed)).toStrictEqual(theirs)
  return events.length
}

const batch = (event: fc.Arbitrary<SegmentEvent>) => fc.array(event, { minLength: 1, maxLength: 16 })
const anySeed = fc.nat({ max: 1000 })

describe('the runtime', () => {
  it('makes the same requests and gives the same responses as the framework, preset by preset', async () => {
    let compared = 0
    const one = fc.constantFrom(...subscribed, audience, audience, audience, forwarding, updating)
    await fc.assert(
      fc.asyncProperty(batch(anyEvent), one, anySeed, async (events, each, seed) => {
        compared += await expectSame(events, each, seed)
      }),
      { numRuns: 600 }
    )
    expect(compared).toBeGreaterThan(3000)
  })

  it('does so for rows of Reverse ETL in every sync mode', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(batch(reverseEtlRow), fc.constantFrom(...reverseEtl), anySeed, async (events, each, seed) => {
        compared += await expectSame(events, each, seed)
      }),
      { numRuns: 200 }
    )
    expect(compared).toBeGreaterThan(800)
  })

  it('makes one batch of all presets that name their properties, and gives each the responses that it has alone', async () => {
    const events = subscribed
      .filter(({ subscription }) => subscription.action === 'trackEvent')
      .map(({ subscribe }, index): SegmentEvent => {
        const [, event = 'Brand New (Appcues)'] = /event = "([^"]+)"/.exec(subscribe) ?? []
        return {
          type: 'track',
          event,
          messageId: `m-${index}`,
          userId: `u-${index}`,
          properties: { flowId: 'f', score: 9 }
        }
      })
    const vendors = troubledVendors(0)
    const request = createRequestClient(surroundingsOf(vendors))
    const together = await deliver(events, subscriptionsOf({}), { settings: SETTINGS, request })
    expect(vendors.requests.map(({ url }) => url).sort()).toStrictEqual([
      'https://heapanalytics.com/api/add_user_properties',
      'https://heapanalytics.com/api/track',
      // The preset of the events that Appcues may add later.
      'https://heapanalytics.com/api/track'
    ])
    for (const [index, event] of events.entries()) {
      const one = { settings: SETTINGS, request: createRequestClient(surroundingsOf(troubledVendors(0))) }
      expect(plain([together[index]])).toStrictEqual(plain(await deliver([event], subscriptionsOf({}), one)))
    }
  })

  it.each(subscribed.map((each): [string, Subscribed] => [each.subscription.name, each]))(
    'does so for the event of the preset "%s"',
    async (_name, each) => {
      const [, event = 'Flow Started (Appcues)'] = /event = "([^"]+)"/.exec(each.subscribe) ?? []
      const one = {
        type: 'track',
        event,
        messageId: 'm-1',
        userId: 'ada',
        timestamp: '2025-03-10T22:21:56.000Z'
      } as const
      await expectSame([{ ...one, properties: { flowId: 'f', score: 9, timestamp: 1_700_000_000_000 } }], each, 1)
    }
  )
})
