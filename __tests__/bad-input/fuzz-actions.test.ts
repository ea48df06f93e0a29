import { defaultValues, Destination, IntegrationError, InvalidAuthenticationError } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import fc from '../support/fast-check'
import { definition } from '../../host/delivery/definition'
import { events } from '../../src/destinations/heap-appcues/catalog'
import { expectNone, hostileJson, hostileRecord, hostileText, mostly, pageAddress, runs } from '../support/hostile-json'
import { appcuesSettings, heapSettings, withSandboxes } from '../support/sandboxes'

const vendors = withSandboxes({ appcues: { planJob: () => ({ delay: 0 }) } })

const destination = new Destination(definition)
const settings = { ...heapSettings, ...appcuesSettings }
const HANG = 60_000
const BATCHES = { numRuns: runs(100), timeout: HANG }
const SINGLES = { numRuns: runs(200), timeout: HANG }
const MOST_EVENTS = 12

const time = fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString())
const names = fc.constantFrom(
  ...events.flatMap(({ name, clientName, id }) => [name, clientName, id]),
  'Report Exported'
)
const computation = mostly({
  computation_id: fc.constantFrom('aud_1', 'aud_2', 'heap/3'),
  namespace: fc.constant('spa_1'),
  audience_name: hostileText,
  external_audience_id: hostileText,
  audience_settings: mostly({ property_name: hostileText, keep_segment: fc.boolean() })
})
/**
 * The framework itself reads `context.personas` and its class and key before any action runs, and throws when they are not
 * objects and texts: Segment sees to that.
 */
const objects = (shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(shape, { requiredKeys: [], noNullPrototype: true })

const personas = fc
  .tuple(
    computation,
    objects({
      computation_class: fc.oneof(fc.constantFrom('audience', 'journey_step'), hostileText),
      computation_key: fc.oneof(fc.constant('vips'), hostileText)
    })
  )
  .map((parts): Record<string, unknown> => Object.assign({}, ...parts))
const page = mostly({ url: pageAddress, title: hostileText })
const context = fc
  .tuple(mostly({ page, traits: hostileRecord, groupId: hostileText }), objects({ personas }))
  .map((parts): Record<string, unknown> => Object.assign({}, ...parts))
const event = mostly({
  type: fc.constant('track'),
  event: names,
  messageId: fc.uuid(),
  userId: fc.oneof(fc.emailAddress(), hostileText),
  anonymousId: fc.uuid(),
  timestamp: time,
  properties: fc.oneof(hostileRecord, mostly({ vips: fc.boolean(), score: fc.nat({ max: 10 }), timestamp: time })),
  traits: mostly({ vips: fc.boolean(), appcuesUserID: hostileText }),
  integrations: hostileRecord
})
const segmentEvent = fc
  .tuple(event, objects({ context }))
  .map(([fields, more]): SegmentEvent => ({ ...fields, ...more, type: 'track' }))

/** A mapping with an unknown directive is rejected when it is saved. */
const isMapping = (value: unknown): boolean => !JSON.stringify(value).includes('"@')

/** What stands in the place of a field that has no default. */
const ANYTHING = { '@path': '$.properties' }

/** A mapping of the action's own fields, each as it is by default, or any value or template. */
function mappingFor(action: string): fc.Arbitrary<JSONObject> {
  const { fields } = definition.actions[action]
  const defaults = defaultValues(fields) as JSONObject
  const entries = Object.keys(fields).map((name) => [
    name,
    fc.oneof(
      { arbitrary: fc.constant(defaults[name] ?? ANYTHING), weight: 8 },
      hostileText,
      hostileRecord.filter(isMapping)
    )
  ])
  return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>) as fc.Arbitrary<JSONObject>
}

const subscriptionTo = (partnerAction: string, mapping: JSONObject) => ({
  subscribe: 'type = "track"',
  partnerAction,
  mapping
})

/** The sentence of the error that tells the platform what to do next; any other error passes through. */
function messageOf(error: unknown): string {
  const isRejection = error instanceof IntegrationError || error instanceof InvalidAuthenticationError
  const isOfFramework = error instanceof Error && error.name === 'AggregateAjvError'
  if (isRejection || isOfFramework) return error.message
  throw error
}

/** The Heap of the sandbox knows the documented limits: what it rejects should have been rejected or corrected here. */
const UNTOLD = /Heap rejected|is missing a response|undefined is not|Cannot read|is not a function/

function expectResponses(responses: unknown, count: number): void {
  const given = responses as { status: number; errormessage?: string }[]
  const wrong = given.filter(({ status, errormessage = '' }) => !(status >= 200) || UNTOLD.test(errormessage))
  const faults = wrong.map((response) => JSON.stringify(response))
  expectNone(given.length === count ? faults : [...faults, `${given.length} responses to ${count} events`])
}

async function expectResponseOrError(delivery: Promise<unknown>): Promise<void> {
  const message = await delivery.then(() => '', messageOf)
  expectNone(UNTOLD.test(message) ? [message] : [])
}

describe.each(Object.keys(definition.actions))('%s', (action) => {
  const batch = fc.array(segmentEvent, { minLength: 1, maxLength: MOST_EVENTS })

  it('gives every event of any batch a response', async () => {
    await fc.assert(
      fc.asyncProperty(batch, async (events) => {
        vendors.appcues.reset()
        const subscription = subscriptionTo(action, defaultValues(definition.actions[action].fields))
        const [{ multistatus }] = await destination.onBatch(events, { ...settings, subscription })
        expectResponses(multistatus, events.length)
      }),
      BATCHES
    )
  })

  it('answers or rejects any single event', async () => {
    await fc.assert(
      fc.asyncProperty(segmentEvent, async (one) => {
        vendors.appcues.reset()
        const subscription = subscriptionTo(action, defaultValues(definition.actions[action].fields))
        await expectResponseOrError(destination.onEvent(one, { ...settings, subscription }))
      }),
      SINGLES
    )
  })

  it('answers or rejects under any mapping and any settings', async () => {
    const anySettings = mostly(
      Object.fromEntries(
        Object.keys(definition.authentication?.fields ?? {}).map((key) => [
          key,
          fc.constant(settings[key as keyof typeof settings])
        ])
      )
    )
    await fc.assert(
      fc.asyncProperty(segmentEvent, mappingFor(action), anySettings, async (one, mapping, filledIn) => {
        vendors.appcues.reset()
        const given = { ...filledIn, subscription: subscriptionTo(action, mapping) } as unknown as typeof settings
        await expectResponseOrError(destination.onEvent(one, given))
      }),
      SINGLES
    )
  })
})

const LENGTH = 100_000

it.each([' ', '0', '.', '"', '\\', '[', '{"user":', '%', 'anon:', '\uD800', '\n,', '(Appcues)', '{{'])(
  'takes %j over and over without hanging',
  async (part) => {
    const text = part.repeat(LENGTH / part.length)
    const ids = [
      { event: 'Flow Started', userId: 'alice', messageId: 'message-1', timestamp: '2026-03-10T22:21:56Z' },
      { event: text, userId: text, messageId: text, timestamp: text }
    ]
    const events = ids.map((fields) => ({
      ...fields,
      type: 'track' as const,
      properties: { flowId: text, score: text, timestamp: text, interaction: { category: text }, [text]: text },
      context: { page: { url: text, title: text }, personas: { computation_id: text, audience_name: text } }
    }))
    for (const action of Object.keys(definition.actions)) {
      const subscription = subscriptionTo(action, defaultValues(definition.actions[action].fields))
      const [{ multistatus }] = await destination.onBatch(events, { ...settings, subscription })
      expectResponses(multistatus, events.length)
    }
  },
  HANG
)

it('connects or rejects an audience of any name, computation and settings of its own', async () => {
  const given = mostly({ computation_id: hostileText, computation_key: hostileText, namespace: hostileText })
  await fc.assert(
    fc.asyncProperty(hostileText, given, hostileJson, async (audienceName, computation, audienceSettings) => {
      const bundle = { settings, audienceName, personas: computation, audienceSettings } as never
      await destination.createAudience(bundle).catch(messageOf)
      await destination.getAudience({ ...(bundle as object), externalId: audienceName } as never).catch(messageOf)
      expectNone([])
    }),
    BATCHES
  )
})

it('deletes or rejects any person', async () => {
  await fc.assert(
    fc.asyncProperty(mostly({ userId: hostileText, anonymousId: hostileText }), async (person) => {
      const deletion = { ...person, type: 'delete' } as unknown as SegmentEvent
      await destination
        .onDelete?.(deletion, { ...settings, heapDeleteOnRequest: true, heapApiKey: 'k' })
        .catch(messageOf)
      expectNone([])
    }),
    BATCHES
  )
})
