import type { SegmentEvent } from '@segment/actions-core'
import { ConfigurationError } from '../core/options'
import type { Outcome } from '../core/outcome'
import type { Fetch, Surroundings } from '../core/surroundings'
import { run, runDelete } from './run'
import type { FunctionSettings } from './run'

declare const RetryError: new (message: string) => Error
declare const ValidationError: new (message: string) => Error

/** The documented globals. Without timers, which are not among them, the time-out is the one that Segment's own `fetch` keeps. */
const surroundings: Surroundings = {
  fetch: (url, init) => (fetch as unknown as Fetch)(url, init),
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    if (typeof setTimeout !== 'function') return () => undefined
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  }
}

const onFault = (error: unknown): void => console.error((error as Error).stack)

/** What is thrown decides what Segment does: a RetryError is tried again, a ValidationError is not. */
function assertDelivered({ kind, message = '' }: Outcome): void {
  if (kind === 'failed') throw new RetryError(message)
  if (kind === 'rejected') throw new ValidationError(message)
}

/** Nothing is lost while someone corrects the settings. */
async function orRetry<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof ConfigurationError ? new RetryError(error.message) : error
  })
}

async function deliverOne(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  const [outcome] = await orRetry(run([event], settings, surroundings, onFault))
  assertDelivered(outcome)
}

export async function onTrack(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  await deliverOne(event, settings)
}

export async function onIdentify(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  await deliverOne(event, settings)
}

export async function onPage(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  await deliverOne(event, settings)
}

export async function onScreen(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  await deliverOne(event, settings)
}

export async function onGroup(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  await deliverOne(event, settings)
}

export async function onAlias(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  await deliverOne(event, settings)
}

export async function onDelete(event: SegmentEvent, settings: FunctionSettings): Promise<void> {
  const fault = await orRetry(runDelete(event, settings, surroundings))
  if (fault) assertDelivered(fault)
}

/** Responds event by event: what failed is retried, and nothing else of the batch. */
export async function onBatch(
  events: SegmentEvent[],
  settings: FunctionSettings
): Promise<{ status: number; errormessage?: string }[]> {
  const outcomes = await orRetry(run(events, settings, surroundings, onFault))
  return outcomes.map(({ kind, status, message }) =>
    message === undefined ? { status: 200 } : { status: kind === 'failed' ? 500 : status, errormessage: message }
  )
}
