import type { DestinationDefinition, SegmentEvent } from '@segment/actions-core'
import destination from '../../src/destinations/heap-appcues'
import { events, properties } from '../../src/destinations/heap-appcues/catalog'
import type { EventEntry, PropertyKey } from '../../src/destinations/heap-appcues/catalog'
import { inputsOf, isUnderstoodTrigger, run, templatesOf, triggerOf } from './support/templates'

const definition = destination as unknown as DestinationDefinition<never>
const templates = templatesOf(definition)
const settings = { heapAppId: '11' }

/** An event that carries all that Appcues may say with it. */
const eventOf = (row: EventEntry): Partial<SegmentEvent> => ({
  type: 'track',
  event: row.clientName,
  userId: 'alice@example.com',
  messageId: 'message-1',
  timestamp: '2026-03-10T22:21:56.000Z',
  context: { page: { title: 'Home', url: 'https://app.example.com/' } },
  properties: Object.fromEntries(row.properties.map((key) => [properties[key].appcuesName, valueOf(key)]))
})

const valueOf = (key: PropertyKey): string | number => (properties[key].type === 'number' ? 9 : `the ${key}`)

const bodies = async (name: string, event: Partial<SegmentEvent>): Promise<unknown[]> => {
  const template = templates.find((one) => one.name === name)!
  const sent = await run(definition, inputsOf(definition, template, settings, event))
  return sent.map(({ url, method, headers, body }) => ({
    url,
    method,
    headers,
    body: JSON.parse(body ?? '') as unknown
  }))
}

describe('presets in PostHog’s pipeline', () => {
  it('become templates, for the destination is not hidden by its name', () => {
    expect(destination.slug).not.toContain('audiences')
    expect(templates.length).toBeGreaterThan(events.length)
  })

  it('mean there what they mean here, but for two that have to be switched off', () => {
    const others = templates.filter((preset) => !isUnderstoodTrigger(triggerOf(preset)))
    expect(others.map(({ name }) => name)).toStrictEqual(['Other Appcues events', 'Heap segments and Engage audiences'])
  })

  it.each(templates)('ask for nothing that cannot be looked up there: $name', (template) => {
    const inputs = inputsOf(definition, template, settings, eventOf(events[0]))
    expect(Object.keys(inputs)).toStrictEqual(expect.arrayContaining(Object.keys(settings)))
    expect(Object.values(inputs).filter((value) => /"@\w+"/.test(String(value)))).toStrictEqual([])
  })

  // Only declared sub-fields are offered there, and none is: each would cost an event whose value has another shape.
  it.each(events)('send $name with its time, and with properties when they are mapped by hand', async (row) => {
    expect(await bodies(row.name, eventOf(row))).toStrictEqual([
      {
        url: 'https://heapanalytics.com/api/track',
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: {
          app_id: '11',
          events: [
            {
              identity: 'alice@example.com',
              event: row.name,
              timestamp: '2026-03-10T22:21:56.000Z',
              idempotency_key: `message-1:${row.name}`,
              properties: { Timestamp: '2026-03-10T22:21:56.000Z' }
            }
          ]
        }
      }
    ])
  })

  it('send visitors who have no identity yet, whose empty inputs are empty texts', async () => {
    const row = events[0]
    const [request] = await bodies(row.name, { ...eventOf(row), userId: undefined, anonymousId: 'visitor-1' })
    expect(request).toMatchObject({
      url: 'https://heapanalytics.com/api/integrations/track',
      body: { events: [{ user_identifier: { anonymous_id: 'visitor-1' } }] }
    })
  })

  it('leave listed events to their own preset: the switch arrives as a word', async () => {
    expect(await bodies('Other Appcues events', eventOf(events[0]))).toStrictEqual([])
  })
})
