import { Destination } from '@segment/actions-core'
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { isCredentialError, isRetryable } from '../../src/destinations/heap-appcues/shared/http'
import type { EventResponse } from './outcome'
import type { Item } from './batches'
import type { Subscription } from './subscription'

/** A request that a vendor responded to. */
export interface Exchange {
  method: string
  url: string
  /** The JSON body; undefined for a body of another kind. */
  json: unknown
  /** A body that is text, such as CSV. */
  body?: string
  status: number
}

/** Takes a batch to a subscription's action and gives one response for each event, in their order. */
export type Send = (subscription: Subscription, events: readonly SegmentEvent[]) => Promise<EventResponse[]>

/**
 * The real destination as a function. What the action throws for the batch as a whole is thrown.
 *
 * @param onExchange called with every request that got a response
 */
export function createSender<Settings>(
  definition: DestinationDefinition<Settings>,
  settings: JSONObject,
  onExchange: (exchange: Exchange) => void
): Send {
  const destination = new Destination(definition)
  return async (subscription, events) => {
    // The framework's types know `subscription` only as JSON, and it is.
    const withSubscription = { ...settings, subscription } as unknown as Settings & JSONObject
    try {
      const [result] = await destination.onBatch([...events], withSubscription)
      return events.map(
        (_event, index) => (result?.multistatus?.[index] as EventResponse | undefined) ?? NOT_SUBSCRIBED
      )
    } finally {
      // The framework collects every response for good: taken out here, or the memory would grow with the file.
      destination.responses.splice(0).forEach((response) => onExchange(exchangeOf(response)))
    }
  }
}

/** What the framework says in one word when no event of a batch meets the trigger. */
const NOT_SUBSCRIBED: EventResponse = {
  status: 400,
  errormessage: 'The event does not meet the trigger of the mapping.'
}

type FrameworkResponse = Destination['responses'][number]

const exchangeOf = ({ request, options, status }: FrameworkResponse): Exchange => ({
  method: request.method,
  url: request.url,
  json: options.json,
  body: typeof options.body === 'string' ? options.body : undefined,
  status
})

/** The status of what an action threw: its own, that of the response behind it, or for a broken connection that of a timeout. */
export function statusOf(error: unknown): number {
  const { status, response, code } = error as { status?: unknown; response?: { status?: unknown }; code?: unknown }
  if (typeof status === 'number') return status
  if (typeof response?.status === 'number') return response.status
  // Node's codes for network trouble (ECONNRESET, ETIMEDOUT, EAI_AGAIN, …); anything else would throw again.
  return typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? 408 : 400
}

/**
 * The response for each item of a batch, also where the action throws: what it throws for one malformed event must not
 * cost the others, so a batch that fails as a whole and would fail again is sent one by one.
 */
export async function responsesOf(
  subscription: Subscription,
  items: readonly Item[],
  send: Send
): Promise<EventResponse[]> {
  try {
    return await send(
      subscription,
      items.map(({ event }) => event)
    )
  } catch (error) {
    const response = { status: statusOf(error), errormessage: error instanceof Error ? error.message : String(error) }
    if (items.length === 1 || isRetryable(response.status) || isCredentialError(response.status))
      return items.map(() => response)
  }
  const responses: EventResponse[] = []
  for (const item of items) responses.push(...(await responsesOf(subscription, [item], send)))
  return responses
}
