import { definition } from '../../../host/delivery/definition'
import { events } from '../../../src/destinations/heap-appcues/catalog'
import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough } from '../../support/heap-delivery'
import { recordHeap } from '../../support/record-vendors'

withoutNetwork()

const presets = definition.presets ?? []
const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const toHeap = automatic.filter(({ partnerAction }) => ['trackEvent', 'updateUser'].includes(partnerAction))

describe('the presets', () => {
  it('are fewer than the fifty mappings a destination may have, each with a name of its own', () => {
    expect(presets.length).toBeLessThan(50)
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
  })

  it('have no comma in their names, which settings list with commas between', () => {
    expect(presets.filter(({ name }) => name?.includes(','))).toStrictEqual([])
  })

  it('to Heap are one for each event of the catalog, one for the others, and four of user properties', () => {
    expect(toHeap).toHaveLength(31 + 1 + 4)
  })

  it.each(toHeap.map(({ name, subscribe }) => [name, subscribe]))(
    '%s triggers on exactly two conditions',
    (_name, subscribe) => {
      expect(subscribe).toMatch(
        /^type = "track" and (event = "[A-Z][A-Za-z ]+ \(Appcues\)"|match\(event, "\*\(Appcues\)"\))$/
      )
    }
  )

  it.each(automatic.map((preset) => [preset.name, preset] as const))(
    '%s uses fields of its action only',
    (_name, preset) => {
      const { fields } = definition.actions[preset.partnerAction]
      expect(Object.keys(preset.mapping ?? {}).filter((key) => !(key in fields))).toStrictEqual([])
    }
  )
})

const other = automaticPresets.filter(({ name }) => name === 'Other Appcues events')

describe('the preset "Other Appcues events"', () => {
  it('sends an unlisted event under its own client-side name, its properties as they are', async () => {
    const requests = recordHeap()
    const properties = {
      flowId: 'flow-1',
      score: 7,
      done: true,
      tags: ['a', 'b'],
      interaction: { category: 'link' },
      user: { email: 'profile@example.com' }
    }
    await deliverThrough(automaticPresets, appcuesEvent({ event: 'Pin Clicked (Appcues)', properties }))
    expect(requests.map(({ path, body }) => [path, body])).toStrictEqual([
      [
        '/api/track',
        {
          app_id: '11',
          events: [
            {
              identity: 'alice@example.com',
              event: 'Pin Clicked (Appcues)',
              timestamp: '2026-03-10T22:22:00.000Z',
              idempotency_key: 'message-1:Pin Clicked (Appcues)',
              properties: { flowId: 'flow-1', score: 7, done: 'true', tags: 'a||b', 'interaction.category': 'link' }
            }
          ]
        }
      ]
    ])
  })

  it.each(events.map(({ clientName }) => clientName))('leaves %s to its own preset', async (event) => {
    const requests = recordHeap()
    const results = await deliverThrough(other, appcuesEvent({ event }))
    expect(requests).toStrictEqual([])
    expect(results.find(({ data }) => data)?.data).toStrictEqual({
      status: 200,
      sent: {},
      body: { skipped: 'This event has a preset of its own; turn that preset on to send it.' }
    })
  })

  it('keeps a listed event off whose preset is off, blanks around its name or not', async () => {
    const requests = recordHeap()
    const rest = automaticPresets.filter(({ name }) => name !== 'Flow Skipped')
    await deliverThrough(rest, appcuesEvent({ event: 'Flow Skipped (Appcues)' }))
    await deliverThrough(rest, appcuesEvent({ event: ' Flow Skipped (Appcues)' }))
    expect(requests).toStrictEqual([])
  })

  it.each([
    'Flow Started',
    'flow_started',
    'appcues:flow_started',
    'Signed Up',
    '(Appcues) Reviewed',
    'Pin Clicked (appcues)'
  ])('does not answer to %s', async (event) => {
    const requests = recordHeap()
    await deliverThrough(automaticPresets, appcuesEvent({ event }))
    expect(requests).toStrictEqual([])
  })

  it('answers to track calls only', async () => {
    const requests = recordHeap()
    await deliverThrough(automaticPresets, appcuesEvent({ type: 'identify' }))
    expect(requests).toStrictEqual([])
  })
})
