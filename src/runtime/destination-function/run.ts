import type { JSONLikeObject, SegmentEvent } from '@segment/actions-core'
import destination from '../../destinations/heap-appcues'
import { deliver } from '../core/deliver'
import { ConfigurationError, listOf } from '../core/options'
import type { RuntimeOptions } from '../core/options'
import { kindOf, outcomeOf } from '../core/outcome'
import type { Outcome } from '../core/outcome'
import { createRequestClient } from '../core/request-client'
import { readSettings } from '../core/settings'
import { subscriptionsOf } from '../core/subscriptions'
import type { Surroundings } from '../core/surroundings'

/** What Segment hands over: the values of the settings by name. */
export type FunctionSettings = Readonly<Record<string, unknown>>

/** Segment ends an invocation after 5 seconds, and repeats all of it then. */
const CALL = 4500
const REQUEST = 3000
const RESERVE = 500

const limitFrom = (now: number) => ({ deadline: now + CALL, request: REQUEST, reserve: RESERVE })

/** Delivers the events of one invocation, and says of each what became of it. */
export async function run(
  events: readonly SegmentEvent[],
  values: FunctionSettings,
  surroundings: Surroundings,
  onFault: (error: unknown) => void
): Promise<Outcome[]> {
  const request = createRequestClient(surroundings, limitFrom(surroundings.now()))
  const settings = readSettings(values)
  const deliveries = await deliver(events, subscriptionsOf(optionsOf(values)), { settings, request, onFault })
  return deliveries.map(outcomeOf)
}

/** Passes a deletion request on. Returns what went wrong, if anything did. */
export async function runDelete(
  event: SegmentEvent,
  values: FunctionSettings,
  surroundings: Surroundings
): Promise<Outcome | undefined> {
  const request = createRequestClient(surroundings, limitFrom(surroundings.now()))
  const settings = readSettings(values)
  const { userId, anonymousId } = event
  const remove = destination.onDelete as (client: typeof request, data: object) => Promise<JSONLikeObject>
  try {
    await remove(request, { payload: { userId, anonymousId }, settings })
    return undefined
  } catch (error) {
    const { status = 500, message } = error as { status?: number; message: string }
    return { kind: kindOf({ status, errormessage: message }), status, message }
  }
}

const optionsOf = (values: FunctionSettings): RuntimeOptions => ({
  presetsOff: listOf(values.presetsOff),
  forwardEvents: listOf(values.forwardEvents),
  extraProperties: pairsIn(values, 'extraProperties'),
  appcuesUserProperties: pairsIn(values, 'appcuesUserProperties')
})

function pairsIn(values: FunctionSettings, option: keyof RuntimeOptions): Record<string, string> {
  const pairs = values[option] ?? {}
  if (typeof pairs === 'object' && !Array.isArray(pairs)) return pairs as Record<string, string>
  throw new ConfigurationError(`${option}: fill in pairs of a property and a path.`)
}
