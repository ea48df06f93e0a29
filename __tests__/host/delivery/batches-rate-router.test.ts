import { Destination } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { outcomeOf, omittedBy } from '../../../host/delivery/outcome'
import { Batches } from '../../../host/delivery/batches'
import { definition } from '../../../host/delivery/definition'
import { createPace, createRate } from '../../../host/delivery/rate'
import { statusOf } from '../../../host/delivery/sender'
import { createRouter, automaticSubscriptions } from '../../../host/delivery/subscription'
import { events as catalog } from '../../../src/destinations/heap-appcues/catalog'
import { probeSubscription, probeDestination } from '../../support/probe-destination'

const [a, b] = [probeSubscription('A'), probeSubscription('B')]
const item = (number: number) => ({ number })

describe('Batches', () => {
  it('gives a batch when it is full, each subscription on its own', () => {
    const batches = new Batches<{ number: number }>(2)
    expect(batches.add(a, item(1))).toBeUndefined()
    expect(batches.add(b, item(2))).toBeUndefined()
    expect(batches.add(a, item(3))).toEqual({ subscription: a, items: [item(1), item(3)] })
    expect(batches.takeAll()).toEqual([{ subscription: b, items: [item(2)] }])
    expect(batches.takeAll()).toEqual([])
  })

  it('gives those that have waited since before a number', () => {
    const batches = new Batches<{ number: number }>(10)
    batches.add(a, item(5))
    batches.add(b, item(6))
    batches.add(a, item(7))
    expect(batches.takeBefore(5)).toEqual([])
    expect(batches.takeBefore(6)).toEqual([{ subscription: a, items: [item(5), item(7)] }])
  })
})

const now = (): number => performance.now()

describe('createPace', () => {
  it('gives turns in their order, evenly, and none after it was stopped', async () => {
    const pace = createPace(60_000 / 20, 1)
    const began = now()
    const order: number[] = []
    await Promise.all([1, 2, 3, 4].map(async (n) => (await pace.turn(1)) && order.push(n)))
    expect(order).toStrictEqual([1, 2, 3, 4])
    // The first at once, and 20 ms before each of the others.
    expect(now() - began).toBeGreaterThanOrEqual(60)
    const waiting = [pace.turn(1), pace.turn(1)]
    await waiting[0]
    pace.stop()
    expect(await Promise.all([...waiting, pace.turn(1)])).toStrictEqual([true, false, false])
  })
})

describe('createRate', () => {
  it('lets a minute of a slow rate go at once, and the rest as time passes', async () => {
    const rate = createRate(240)
    const began = now()
    expect(await rate.run(240, async () => 'at once')).toBe('at once')
    await rate.run(2, async () => undefined)
    // Two events at four a second.
    expect(now() - began).toBeGreaterThan(400)
    rate.stop()
    // Not at once would be a minute later.
  }, 50_000)

  it.each([
    [1, 1],
    [999, 999],
    [15_000, 1000]
  ])('allows at %d a minute at most %d at once', async (perMinute, most) => {
    const rate = createRate(perMinute)
    expect(rate.most).toBe(most)
    rate.stop()
  })

  it('gives back what was not used', async () => {
    const rate = createRate(60)
    await rate.run(60, async () => undefined)
    rate.giveBack(60)
    expect(await rate.run(60, async () => 'at once')).toBe('at once')
    rate.stop()
  }, 50_000)

  it('drops what waits when it is stopped, and nothing that runs', async () => {
    const rate = createRate(60)
    const first = rate.run(60, async () => 'done')
    const second = rate.run(60, async () => 'never')
    await first
    rate.stop()
    rate.stop()
    expect(await Promise.all([first, second])).toEqual(['done', undefined])
  })

  it('passes on what the work throws', async () => {
    const rate = createRate(60)
    await expect(rate.run(1, () => Promise.reject(new TypeError('broken')))).rejects.toMatchObject({
      message: 'broken'
    })
    rate.stop()
  })

  it('limits nothing without a number', async () => {
    const rate = createRate()
    expect(await rate.run(1_000_000, async () => 'done')).toBe('done')
    rate.giveBack(5)
    rate.stop()
    expect(rate.most).toBe(1000)
  })
})

const subscriptions = automaticSubscriptions(definition)
const track = (event: string, rest: object = {}): SegmentEvent => ({ type: 'track', event, messageId: 'm', ...rest })

/** What the framework itself does with each subscription. */
async function asked(event: SegmentEvent): Promise<string[]> {
  const { definition } = probeDestination(() => ({ status: 200 }))
  const responses = await Promise.all(
    subscriptions.map(async ({ name, subscribe }) => {
      const subscription = { subscribe, partnerAction: 'probe', mapping: {} }
      const [result] = await new Destination(definition).onBatch([event], { subscription })
      return result.multistatus ? [name] : []
    })
  )
  return responses.flat()
}

describe('createRouter', () => {
  const route = createRouter(subscriptions)
  const names = async (event: SegmentEvent): Promise<string[]> => (await route([event]))[0].map(({ name }) => name)

  const cases: Array<[string, SegmentEvent]> = [
    ...catalog.map(({ clientName }) => [clientName, track(clientName)] as [string, SegmentEvent]),
    ['an event that Appcues may add', track('Pin Shown (Appcues)')],
    ['an audience', track('Audience Entered', { context: { personas: { computation_class: 'audience' } } })],
    ['another type', { type: 'identify', event: 'Flow Started (Appcues)' }],
    ['another case', track('flow started (appcues)')],
    ['a name that begins alike', track('Flow Started (Appcues) ')],
    ['the documented name', track('Flow Started')],
    ['no name', { type: 'track' }],
    ['a hostile name', track('__proto__')]
  ]
  it.each(cases)('finds for %s what the framework finds', async (_title, event) => {
    expect(await names(event)).toEqual(await asked(event))
  })

  it('answers for a list in its order', async () => {
    const routed = await route([track('Flow Skipped (Appcues)'), track('Nothing'), track('Flow Aborted (Appcues)')])
    expect(routed.map((found) => found.map(({ name }) => name))).toEqual([
      ['Flow Skipped', 'Other Appcues events'],
      [],
      ['Flow Aborted', 'Other Appcues events']
    ])
  })

  it('answers for no events', async () => {
    expect(await route([])).toEqual([])
  })
})

describe('automaticSubscriptions', () => {
  it('leaves out presets that are not switched on by themselves', () => {
    const presets = [
      { name: 'A', subscribe: 's', partnerAction: 'a', mapping: {}, type: 'automatic' as const },
      {
        name: 'B',
        partnerAction: 'b',
        mapping: {},
        type: 'specificEvent' as const,
        eventSlug: 'journeys_step_entered_track' as const
      }
    ]
    expect(automaticSubscriptions({ presets })).toEqual([
      { name: 'A', subscribe: 's', partnerAction: 'a', mapping: {} }
    ])
  })
})

describe('outcomeOf', () => {
  it.each([
    [
      { status: 200, sent: {}, body: {} },
      { kind: 'delivered', reason: '' }
    ],
    [
      { status: 200, body: undefined },
      { kind: 'delivered', reason: '' }
    ],
    [
      { status: 200, body: { skipped: 'It is off.' } },
      { kind: 'skipped', reason: 'It is off.' }
    ],
    [
      { status: 200, body: { skipped: true } },
      { kind: 'delivered', reason: '' }
    ],
    [
      { status: 400, errormessage: 'No.' },
      { kind: 'rejected', reason: 'No.' }
    ]
  ])('makes of %j %j', (response, outcome) => expect(outcomeOf(response)).toEqual({ ...outcome, response }))
})

describe('omittedBy', () => {
  it.each([
    [{ omitted: ['One.', 2, 'Two.'] }, ['One.', 'Two.']],
    [{ omitted: 'One.' }, []],
    [{}, []],
    [null, []]
  ])('reads from %j %j', (body, remarks) => expect(omittedBy({ status: 200, body })).toEqual(remarks))
})

describe('statusOf', () => {
  it.each([
    ['its own status', { status: 429 }, 429],
    ['the status of the response behind it', { response: { status: 503 } }, 503],
    ['that of a timeout for a broken connection', { code: 'ECONNRESET' }, 408],
    ['that of a timeout for an unknown host', { code: 'EAI_AGAIN' }, 408],
    ['one that is not tried again for a code of the framework', { code: 'PAYLOAD_VALIDATION_FAILED' }, 400],
    ['one that is not tried again for a fault of ours', new TypeError('x is not a function'), 400]
  ])('gives an error %s', (_title, error, status) => expect(statusOf(error)).toBe(status))
})
