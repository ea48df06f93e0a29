import type { SegmentEvent } from '@segment/actions-core'
import { SourceError } from './source-cores'
import type { Source, SourceRequest } from '../../src/sources/shared/types'
import type { Received } from './api-types'
import type { FlowCounts } from './deliveries/flow-counts'
import { eventName, personOf } from './deliveries/deliveries'
import type { Recorder, Tracked } from './deliveries/recorder'
import type { DeliveryEngine } from './engine'
import { asSegmentWould } from './as-segment-would'

/** So much of a webhook is kept for reading. */
const RECEIVED_KEPT = 16_384

/** Milliseconds that the sender of a webhook waits to hear where it went; deliveries that take longer go on without them. */
const PATIENCE = 2000

export interface Receiving {
  engine: DeliveryEngine
  recorder: Recorder
  counts: FlowCounts
}

/** What a webhook became; or, refused by the source, its status and sentence. */
export type Reception = { status: 200; received: Received } | { status: 400 | 403 | 500; refusal: string; id: number }

/** Takes a webhook as a vendor sends it: through the source's core, and what it makes of it through the pipeline. */
export async function receive(
  source: Source,
  request: SourceRequest,
  settings: Record<string, unknown>,
  { engine, recorder, counts }: Receiving
): Promise<Reception> {
  const origin = { from: source.name, received: request.body.slice(0, RECEIVED_KEPT) }
  const notes: string[] = []
  try {
    const calls = source.receive(request, settings, Date.now(), (note) => notes.push(note))
    counts.received(source.name, calls.length)
    if (calls.length === 0) recorder.refuse(origin, notes[notes.length - 1] ?? 'It became no event.', 'left out')
    const events = calls.map((call) => asSegmentWould(call, new Date()))
    const { tracked, done } = engine.accept(events, origin)
    await Promise.race([done, patience()])
    return {
      status: 200,
      received: { events: events.map((event, n) => whereItWent(event, tracked[n])), notes }
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const { id } = recorder.refuse(origin, error.message)
    return { status: error.status as 400 | 403 | 500, refusal: error.message, id }
  }
}

export const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())

/** What became of an event so far, delivery by delivery. */
export function whereItWent(event: SegmentEvent, { deliveries }: Tracked): Received['events'][number] {
  const shown = [...deliveries.values()].filter(({ isBeside }) => !isBeside)
  return {
    event: eventName({ event }),
    person: personOf({ event }),
    deliveries: shown.map(({ id, subscription, vendor, outcome, sentence }) => ({
      id,
      preset: subscription?.name,
      to: vendor,
      outcome,
      sentence
    }))
  }
}
