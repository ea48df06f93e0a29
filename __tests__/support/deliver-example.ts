import type { SegmentEvent } from '@segment/actions-core'
import { EXAMPLE_TIME } from '../../examples/events'
import type { EventExample, ExampleRequest } from '../../examples/events'
import { definition } from '../../host/delivery/definition'
import { createRouter, automaticSubscriptions } from '../../host/delivery/subscription'
import { createSender } from '../../host/delivery/sender'
import { sources } from '../../src/sources'
import { SourceError } from '../../src/sources/shared/errors'
import type { withSandboxes } from './sandboxes'
import { appcuesSettings, heapSettings } from './sandboxes'

export interface ExampleDelivery {
  out: ExampleRequest[]
  /** Messages of what was rejected, each once. */
  rejected: string[]
}

/**
 * Takes an example through its source and every preset that is on by default, and gives what reached the vendors.
 *
 * @param settings beside the defaults
 */
export async function deliverExample(
  example: EventExample,
  { heap, appcues }: ReturnType<typeof withSandboxes>,
  settings: Record<string, string | boolean> = {}
): Promise<ExampleDelivery> {
  const rejected = new Set<string>()
  const events = eventsOf(example, rejected)
  const subscriptions = automaticSubscriptions(definition)
  const takers = await createRouter(subscriptions)(events)
  const send = createSender(definition, { ...heapSettings, ...appcuesSettings, ...settings }, () => undefined)
  for (const subscription of subscriptions) {
    const taken = events.filter((_event, index) => takers[index].includes(subscription))
    const responses = taken.length > 0 ? await send(subscription, taken) : []
    responses.forEach(({ errormessage }) => errormessage !== undefined && rejected.add(errormessage))
  }
  const requests = [...heap.requests.entries, ...appcues.requests.entries].filter(({ method }) => method !== 'GET')
  const out = requests.map(({ host, path, body }) => ({ to: host + withoutIds(path), body: bodyOf(body) }))
  return { out: out.sort((one, other) => (one.to < other.to ? -1 : 1)), rejected: [...rejected] }
}

function eventsOf({ from, in: body }: EventExample, rejected: Set<string>): SegmentEvent[] {
  const asSegment = (call: object): SegmentEvent =>
    ({ timestamp: EXAMPLE_TIME, receivedAt: EXAMPLE_TIME, ...call }) as unknown as SegmentEvent
  if (from === 'segment') return [asSegment(body)]
  const source = Object.values(sources).find(({ name }) => name === from)
  if (!source) throw new TypeError(`There is no source "${from}".`)
  try {
    return source.receive({ headers: {}, body: JSON.stringify(body) }, {}, Date.parse(EXAMPLE_TIME)).map(asSegment)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    rejected.add(error.message)
    return []
  }
}

const withoutIds = (path: string): string => path.replace(/(?<=\/segments\/)[^/]+/, ':segment')

/** The id of a segment that was just made stands nowhere in a body. */
const bodyOf = (body: string): unknown => (body.startsWith('{') ? (JSON.parse(body) as unknown) : body)
