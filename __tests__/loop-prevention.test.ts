import type { SegmentEvent } from '@segment/actions-core'
import { definition } from '../host/delivery/definition'
import { createSender } from '../host/delivery/sender'
import { automaticSubscriptions, createRouter } from '../host/delivery/subscription'
import { events } from '../src/destinations/heap-appcues/catalog'
import { sources } from '../src/sources'
import type { SegmentCall } from '../src/sources/shared/types'
import { appcuesSettings, heapSettings, withSandboxes } from './support/sandboxes'
import { subscriptionTo } from './support/segment-events'

const vendors = withSandboxes()
const NOW = 1_773_181_316_000
const OURS = 'Heap and Appcues (Actions)'
const MOST_TURNS = 5

interface Webhook {
  from: 'appcuesWebhook' | 'heapEventWebhook'
  body: object
}

/** Whether Segment heeds who an event is for. The circle must end either way: such flags are easily lost on the way. */
type Heeds = (call: SegmentCall) => boolean
const heeding: Heeds = ({ integrations }) => integrations?.[OURS] ?? integrations?.All ?? true
const heedless: Heeds = () => true

/** The mappings that lead in a circle: every event to Appcues, and every event to Heap. */
const FORWARD = { name: 'Forward everything', ...subscriptionTo('forwardEvent') }
const TRACK = { name: 'Track everything', ...subscriptionTo('trackEvent') }

/** Segment with every preset switched on, and mappings of one's own. */
function segment(settings: object, heeds: Heeds, own: readonly (typeof FORWARD)[]) {
  const subscriptions = [...automaticSubscriptions(definition), ...own]
  const router = createRouter(subscriptions)
  const send = createSender(definition, settings as never, () => undefined)
  return async (calls: readonly SegmentCall[]): Promise<string[]> => {
    const delivered = calls.filter(heeds) as SegmentEvent[]
    const rejections: string[] = []
    for (const [index, found] of (await router(delivered)).entries()) {
      for (const subscription of found) {
        const [response] = await send(subscription, [delivered[index]])
        if (response.errormessage !== undefined) rejections.push(response.errormessage)
      }
    }
    return rejections
  }
}

/** What Heap would call a webhook for: the events it has got since the last turn. */
function heapWebhooks(seen: Set<string>): Webhook[] {
  const all = vendors.heap.state
    .people()
    .flatMap(({ id }) => [...vendors.heap.state.eventsOf(id)].map((event) => ({ id, event })))
  const fresh = all.filter(({ event }) => !seen.has(event.key ?? ''))
  fresh.forEach(({ event }) => seen.add(event.key ?? ''))
  return fresh.map(({ id, event }) => ({
    from: 'heapEventWebhook',
    body: { event: event.name, identity: id, time: event.timestamp, ...event.properties }
  }))
}

/** What Appcues would call a webhook for: the events that were forwarded to it since the last turn. */
function appcuesWebhooks(seen: Set<string>): Webhook[] {
  const all = vendors.appcues.state.profiles().flatMap(({ id }) => [...vendors.appcues.state.eventsOf(id)])
  const fresh = all.filter(({ user_id, name }) => !seen.has(`${user_id} ${name}`))
  fresh.forEach(({ user_id, name }) => seen.add(`${user_id} ${name}`))
  return fresh.map(({ user_id, name, timestamp, attributes }) => ({
    from: 'appcuesWebhook',
    body: { name, user_id, timestamp, attributes }
  }))
}

/** Lets webhooks go round until nothing moves any more; the turns, and what was rejected in each. */
async function goRound(
  first: Webhook[],
  settings: object,
  heeds: Heeds,
  own: readonly (typeof FORWARD)[] = [FORWARD]
): Promise<string[][]> {
  const deliver = segment(settings, heeds, own)
  const seen = { heap: new Set<string>(), appcues: new Set<string>() }
  const turns: string[][] = []
  for (let webhooks = first; webhooks.length > 0 && turns.length < MOST_TURNS;) {
    const calls = webhooks.flatMap(({ from, body }) =>
      sources[from].receive({ headers: {}, body: JSON.stringify(body) }, {}, NOW)
    )
    turns.push(await deliver(calls))
    webhooks = [...heapWebhooks(seen.heap), ...appcuesWebhooks(seen.appcues)]
  }
  return turns
}

const fromAppcues = (name: string, n: number): Webhook => ({
  from: 'appcuesWebhook',
  body: {
    id: `delivery-${n}`,
    name: `appcues:${name}`,
    user_id: `person-${n}`,
    timestamp: NOW + n,
    attributes: { flowId: 'flow-1', score: 9, feedback: 'Nice', interactionType: 'click' }
  }
})
const everyEvent = [...events.map(({ id }) => id), 'something_new'].map(fromAppcues)
const both = { ...heapSettings, ...appcuesSettings }

const FROM_HEAP =
  'Event Name: this event came from Heap and is never sent back to it. Exclude events of the Heap source from this mapping’s trigger.'

const names = ['Documented', 'As the native integration']

describe('the circle Appcues → Segment → Heap → Segment → Appcues', () => {
  it.each(names)('stops after one turn, with the names "%s"', async (heapNames) => {
    const turns = await goRound(everyEvent, { ...both, heapNames }, heeding)
    expect(turns).toHaveLength(2)
    expect(vendors.heap.state.counters).toMatchObject({ stored: everyEvent.length, duplicates: 0, rejected: 0 })
    expect(vendors.appcues.requests.total).toBe(0)
  })

  it.each(names)(
    'ends, and nothing reaches Appcues, even where Segment heeds nothing, with the names "%s"',
    async (heapNames) => {
      const turns = await goRound(everyEvent, { ...both, heapNames }, heedless)
      expect(turns.length).toBeLessThan(MOST_TURNS)
      expect(vendors.appcues.requests.total).toBe(0)
    }
  )

  it('rejects each event that comes back, with a message, where Segment ignores integrations', async () => {
    const [first, second] = await goRound(everyEvent, both, heedless)
    const sentence = /^Event Name: ".+" came from Appcues and is never sent back to it\./
    expect(first).toEqual(everyEvent.map(() => expect.stringMatching(sentence) as string))
    // The last one has the name of no listed event: the preset for such events would send it to Heap again.
    expect(second.filter((message) => message !== FROM_HEAP)).toEqual(
      first.map(() => expect.stringMatching(sentence) as string)
    )
    expect(second.filter((message) => message === FROM_HEAP)).toHaveLength(1)
  })

  it.each<[string, Heeds]>([
    ['heeds who it is for', heeding],
    ['heeds nothing', heedless]
  ])('lets an event of one’s own reach Appcues, and stops there, where Segment %s', async (_name, heeds) => {
    const own: Webhook = { from: 'heapEventWebhook', body: { event: 'Report Exported', identity: 'alice', time: NOW } }
    const turns = await goRound([own], both, heeds)
    expect(turns).toEqual([[], []])
    expect(vendors.appcues.state.eventsOf('alice').map(({ name }) => name)).toEqual(['Report Exported'])
    expect(vendors.heap.state.counters.stored).toBe(0)
  })

  it.each<[string, Heeds]>([
    ['heeds who it is for', heeding],
    ['heeds nothing', heedless]
  ])(
    'sends nothing of Heap’s back to Heap through a mapping of every event, where Segment %s',
    async (_name, heeds) => {
      const names = ['Report Exported', 'Form Submitted', 'Banner Closed']
      const own = names.map((event): Webhook => ({
        from: 'heapEventWebhook',
        body: { event, identity: 'alice', time: NOW }
      }))
      const turns = await goRound(own, both, heeds, [TRACK])
      expect(turns).toEqual([names.map(() => FROM_HEAP)])
      expect(vendors.heap.requests.total).toBe(0)
    }
  )

  it('forwards an event of one’s own that has the name of one of Appcues’, under another name', async () => {
    const renamed = { ...FORWARD, mapping: { ...FORWARD.mapping, event_name: 'Lead Form Submitted' } }
    const own: Webhook = { from: 'heapEventWebhook', body: { event: 'Form Submitted', identity: 'alice', time: NOW } }
    const turns = await goRound([own], both, heeding, [renamed])
    expect(turns).toEqual([[], []])
    expect(vendors.appcues.state.eventsOf('alice').map(({ name }) => name)).toEqual(['Lead Form Submitted'])
  })
})
