import { isDirective } from '@segment/actions-core'
import type { JSONObject, MultiStatusResponse, RequestClient, SegmentEvent } from '@segment/actions-core'
import chunk from 'lodash/chunk'
import groupBy from 'lodash/groupBy'
import destination from '../../destinations/heap-appcues'
import type { Settings } from '../../destinations/heap-appcues/generated-types'
import { BATCH_SIZE } from '../../destinations/heap-appcues/shared/limits'
import type { EventResponse } from './response'
import { prepare } from './prepare'
import type { Prepared } from './prepare'
import type { ActionName, Subscription } from './subscriptions'

/** What became of one event in one subscription. */
export interface Delivery {
  subscription: string
  response: EventResponse
}

export interface DeliveryContext {
  settings: Settings
  request: RequestClient
  /** Takes a fault of ours, which no vendor reported. */
  onFault?: (error: unknown) => void
}

/** One event for one subscription that wants it. */
interface Task {
  event: SegmentEvent
  subscription: Subscription
  response?: EventResponse
}

/**
 * Delivers events to all subscriptions that want them: one batch for an action, however many presets lead to it.
 *
 * @returns for each event, in order, one delivery for each subscription that wanted it; none when no subscription did
 */
export async function deliver(
  events: readonly SegmentEvent[],
  subscriptions: readonly Subscription[],
  context: DeliveryContext
): Promise<Delivery[][]> {
  const tasks = events.map((event): Task[] =>
    subscriptions.filter(({ wants }) => isWanted(wants, event)).map((subscription) => ({ event, subscription }))
  )
  const actions = Object.keys(destination.actions)
  await Promise.all(
    actions.map(async (action) => {
      const own = tasks.flat().filter(({ subscription }) => subscription.action === action)
      const alike = Object.values(groupBy(own, ({ subscription }) => shapeOf(subscription.mapping)))
      // One after the other: a later batch may hold a later change of the same person.
      for (const batch of alike.flatMap((group) => chunk(group, BATCH_SIZE))) await perform(action, batch, context)
    })
  )
  return tasks.map((each) =>
    each.map(({ subscription, response }) => ({ subscription: subscription.name, response: response ?? MISSING }))
  )
}

/**
 * Which fields a mapping has, and which of them are directives. An action is given one mapping for a batch, so only those that
 * are alike in this go together: presets that name their properties do, one that passes all of them on stands alone.
 */
const shapeOf = (mapping: JSONObject): string =>
  Object.entries(mapping)
    .map(([field, value]) => `${field} ${isDirective(value) ? Object.keys(value).join() : typeof value}`)
    .join('\n')

/** As the framework says it. */
const MISSING: EventResponse = {
  status: 500,
  errormessage: 'MultiStatusResponse is missing a response at the specified index'
}

/** A trigger reads paths without asking what stands there; what it cannot read it does not want. */
function isWanted(wants: Subscription['wants'], event: SegmentEvent): boolean {
  try {
    return wants(event)
  } catch {
    return false
  }
}

type PerformBatch = (request: RequestClient, data: object) => Promise<MultiStatusResponse>

async function perform(action: ActionName, tasks: readonly Task[], context: DeliveryContext): Promise<void> {
  const ready: { task: Task; prepared: Prepared }[] = []
  for (const task of tasks) {
    const prepared = prepare(task.event, action, task.subscription.mapping)
    if ('response' in prepared) task.response = prepared.response
    else ready.push({ task, prepared })
  }
  if (ready.length === 0) return
  const responses = await performBatch(action, ready, context)
  ready.forEach(({ task }, index) => (task.response = responses[index]))
}

/** What is thrown speaks for the whole batch. */
async function performBatch(
  action: ActionName,
  ready: readonly { task: Task; prepared: Prepared }[],
  { settings, request, onFault }: DeliveryContext
): Promise<EventResponse[]> {
  const run = destination.actions[action].performBatch as unknown as PerformBatch
  const data = {
    settings,
    payload: ready.map(({ prepared }) => prepared.payload),
    audienceMembership: ready.map(({ prepared }) => prepared.membership),
    rawData: ready.map(({ task }) => task.event),
    rawMapping: ready[0].task.subscription.mapping,
    // There is no step here that connects an audience, so its first delivery does.
    features: { connect_on_delivery: true },
    hookOutputs: {} as JSONObject
  }
  try {
    return (await run(request, data)).getAllResponses().map((response) => responseOf(response.value()))
  } catch (error) {
    const { status, message } = Object(error) as { status?: unknown; message?: unknown }
    if (typeof status !== 'number') onFault?.(error)
    const known = typeof status === 'number' ? { status, errormessage: String(message) } : FAULT
    return ready.map(() => known)
  }
}

const FAULT: EventResponse = {
  status: 500,
  errormessage: 'Something went wrong here with this event. It can be tried again.'
}

/** An error with something of the vendor's is the vendor's, as the framework reports it. */
function responseOf(value: object): EventResponse {
  const response = value as EventResponse
  if (response.errormessage === undefined) return response
  return { ...response, errorreporter: response.sent || response.body ? 'DESTINATION' : 'INTEGRATIONS' }
}
