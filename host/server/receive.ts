import type { SegmentEvent } from '@segment/actions-core'
import type { Received } from './api-types'
import { eventName, personOf } from './deliveries/delivery'
import { beginningOf, RECEIVED_KEPT } from './deliveries/size'
import type { Tracked } from './deliveries/recorder'
import type { HostParts } from './host-parts'
import { asSegmentEvent } from './segment'
import { SourceError } from '../../src/sources/shared/errors'
import type { Source, SourceRequest } from '../../src/sources/shared/types'

/** Milliseconds that the sender of a webhook waits to hear where it went; deliveries that take longer go on without it. */
const LONGEST_WAIT = 2000

/** What a webhook became; or, rejected by the source, its status, and the messages for the person at this machine and for the sender. */
export type Reception =
  | { status: 200; received: Received }
  | { status: SourceError['status']; message: string; publicMessage: string; id: number }

/** Takes a webhook as a vendor sends it: through the source's core, and what it makes of it through the pipeline. */
export async function receive(
  source: Source,
  request: SourceRequest,
  settings: Record<string, unknown>,
  { engine, recorder, counts }: Pick<HostParts, 'engine' | 'recorder' | 'counts'>
): Promise<Reception> {
  const origin = { from: source.name, received: beginningOf(request.body, RECEIVED_KEPT) }
  const notes: string[] = []
  try {
    const calls = source.receive(request, settings, Date.now(), (note) => notes.push(note))
    counts.received(source.name, calls.length)
    if (calls.length === 0) recorder.addUndelivered(origin, notes[notes.length - 1] ?? 'It became no event.', 'skipped')
    const events = calls.map((call) => asSegmentEvent(call, new Date()))
    const { tracked, done } = engine.accept(events, origin)
    await Promise.race([done, longestWait()])
    return {
      status: 200,
      received: { events: events.map((event, n) => whereItWent(event, tracked[n])), notes }
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const { id } = recorder.addUndelivered(origin, error.message)
    return { status: error.status, message: error.message, publicMessage: error.publicMessage, id }
  }
}

export const longestWait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT).unref())

/** What became of an event so far, delivery by delivery. */
export function whereItWent(event: SegmentEvent, { deliveries }: Tracked): Received['events'][number] {
  const shown = [...deliveries.values()].filter(({ isBeside }) => !isBeside)
  return {
    event: eventName({ event }),
    person: personOf({ event }),
    deliveries: shown.map(({ id, subscription, vendor, outcome, message }) => ({
      id,
      preset: subscription?.name,
      to: vendor,
      outcome,
      message
    }))
  }
}
