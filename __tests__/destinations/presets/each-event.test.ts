import mapValues from 'lodash/mapValues'
import pick from 'lodash/pick'
import { everything, everythingInHeap } from '../../../examples/everything'
import { appcuesEvent } from '../../support/appcues-event'
import { BEYOND, DOCUMENTED } from '../../support/event-tables'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough } from '../../support/heap-delivery'
import { recordHeap } from '../../support/record-vendors'

withoutNetwork()

const EVENTS = [...DOCUMENTED, ...BEYOND].map(([name, , clientName, names]) => [clientName, name, names] as const)

/** What the presets of user properties send besides, by event. */
const USER_PROPERTIES: Record<string, object> = {
  'Flow Started (Appcues)': { appcuesUserID: 'alice@example.com' },
  'NPS Survey Started (Appcues)': { appcuesUserID: 'alice@example.com' },
  'NPS Score (Appcues)': { 'Appcues NPS Score': 9, 'Appcues NPS Date': '2026-03-10T22:21:56.000Z' }
}

const trackPresets = automaticPresets.filter(({ partnerAction }) => partnerAction === 'trackEvent')

describe('with every preset subscribed', () => {
  it.each(EVENTS)('sends %s once, as %s with its documented properties', async (clientName, name, names) => {
    const requests = recordHeap()
    await deliverThrough(automaticPresets, appcuesEvent({ event: clientName, properties: everything }))
    const [track, ...others] = requests.sort((a, b) => (a.path < b.path ? 1 : -1))
    expect([track.host, track.path, track.body]).toStrictEqual([
      'https://heapanalytics.com',
      '/api/track',
      {
        app_id: '11',
        events: [
          {
            identity: 'alice@example.com',
            event: name,
            timestamp: '2026-03-10T22:22:00.000Z',
            idempotency_key: `message-1:${name}`,
            properties: pick(everythingInHeap, names)
          }
        ]
      }
    ])
    const users = USER_PROPERTIES[clientName] && [
      { identity: 'alice@example.com', properties: USER_PROPERTIES[clientName] }
    ]
    expect(others.map(({ path, body }) => [path, body])).toStrictEqual(
      users ? [['/api/add_user_properties', { app_id: '11', users }]] : []
    )
  })

  it.each(EVENTS)('sends of %s nothing that Appcues left empty', async (clientName, name, names) => {
    const requests = recordHeap()
    for (const empty of [null, undefined, '', ' ']) {
      const properties = mapValues(everything, () => empty)
      await deliverThrough(trackPresets, appcuesEvent({ event: clientName, properties, context: {} }))
    }
    const sent = requests.map(({ body }) => body.events?.[0])
    const ownTime = names.includes('Timestamp') ? { Timestamp: '2026-03-10T22:22:00.000Z' } : {}
    expect(sent.map((event) => event?.event)).toStrictEqual([name, name, name, name])
    expect(sent.map((event) => event?.properties)).toStrictEqual([ownTime, ownTime, ownTime, ownTime])
  })

  it('sends an anonymous visitor’s event as text, and sets no user property', async () => {
    const requests = recordHeap()
    await deliverThrough(
      automaticPresets,
      appcuesEvent({ event: 'NPS Score (Appcues)', userId: undefined, properties: { score: 0 } })
    )
    expect(requests.map(({ path, body }) => [path, body])).toStrictEqual([
      [
        '/api/integrations/track',
        {
          app_id: '11',
          library: 'server',
          events: [
            {
              event: 'NPS Score Submitted',
              user_identifier: { anonymous_id: 'visitor-1' },
              custom_properties: {
                Timestamp: '2026-03-10T22:22:00.000Z',
                'Page Title': 'Dashboard',
                'Page URL': 'https://app.example.com/dashboard',
                'NPS Score': '0'
              },
              idempotency_key: 'message-1:NPS Score Submitted',
              timestamp: '2026-03-10T22:22:00.000Z'
            }
          ]
        }
      ]
    ])
  })

  it('takes category and destination from the newer builder’s interaction data', async () => {
    const requests = recordHeap()
    const interactionData = { category: 'internal', destination: '/next' }
    await deliverThrough(
      automaticPresets,
      appcuesEvent({ event: 'Experience Step Interaction (Appcues)', properties: { interactionData } })
    )
    expect(requests[0].body.events?.[0].properties).toStrictEqual({
      Timestamp: '2026-03-10T22:22:00.000Z',
      Category: 'internal',
      Destination: '/next'
    })
  })

  it.each([
    [
      'the lifted keys',
      { category: 'lifted', formId: 'lifted', interaction: { category: 'inner', formId: 'inner' } },
      'lifted'
    ],
    ['the interaction', { interaction: { category: 'inner', formId: 'inner' } }, 'inner']
  ])('takes the category and form of a form from %s', async (_place, properties, found) => {
    const requests = recordHeap()
    await deliverThrough(automaticPresets, appcuesEvent({ event: 'Form Submitted (Appcues)', properties }))
    expect(requests[0].body.events?.[0].properties).toStrictEqual({
      Timestamp: '2026-03-10T22:22:00.000Z',
      'Form ID': found,
      Category: found
    })
  })
})

describe('with the setting "As the native integration"', () => {
  it.each([
    [
      'Flow Started (Appcues)',
      { flowId: 'flow-1', flowName: 'Welcome tour', flowVersion: 1773100000000, timestamp: everythingInHeap.Timestamp }
    ],
    [
      'NPS Score (Appcues)',
      {
        timestamp: everythingInHeap.Timestamp,
        pageTitle: 'Dashboard',
        pageUrl: 'https://app.example.com/dashboard',
        score: 9
      }
    ],
    [
      'Checklist Item Completed (Appcues)',
      {
        checklistId: 'checklist-1',
        checklistName: 'First steps',
        timestamp: everythingInHeap.Timestamp,
        itemId: 'item-1',
        itemLabel: 'Invite a colleague',
        itemIndex: 0
      }
    ]
  ])('sends %s under the client-side name with camelCase keys', async (clientName, expected) => {
    const requests = recordHeap()
    await deliverThrough(automaticPresets, appcuesEvent({ event: clientName, properties: everything }), {
      heapNames: 'As the native integration'
    })
    const [{ body }] = requests.filter(({ path }) => path === '/api/track')
    expect(body.events?.[0]).toMatchObject({ event: clientName, idempotency_key: `message-1:${clientName}` })
    expect(body.events?.[0].properties).toStrictEqual(expected)
  })
})
