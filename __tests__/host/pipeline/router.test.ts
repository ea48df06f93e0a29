import { Destination } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { createRouter, automaticSubscriptions } from '../../../host/delivery/subscription'
import { definition } from '../../../host/delivery/definition'
import { events as catalog } from '../../../src/destinations/heap-appcues/catalog'
import { probeDestination } from '../../support/probe-destination'

const subscriptions = automaticSubscriptions(definition)
const track = (event: string, rest: object = {}): SegmentEvent => ({ type: 'track', event, messageId: 'm', ...rest })

/** What the framework itself does with each subscription. */
async function asked(event: SegmentEvent): Promise<string[]> {
  const { definition } = probeDestination(() => ({ status: 200 }))
  const answers = await Promise.all(
    subscriptions.map(async ({ name, subscribe }) => {
      const subscription = { subscribe, partnerAction: 'probe', mapping: {} }
      const [result] = await new Destination(definition).onBatch([event], { subscription })
      return result.multistatus ? [name] : []
    })
  )
  return answers.flat()
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
