import Bottleneck from 'bottleneck'
import once from 'lodash/once'
import { BATCH_SIZE } from '../../src/destinations/heap-appcues/shared/limits'

/** Runs work that costs a number of events when the rate allows it. */
export interface Rate {
  /** The most events that one piece of work may cost. */
  most: number
  /** Undefined when the rate was stopped before the work's turn. */
  run: <T>(events: number, work: () => Promise<T>) => Promise<T | undefined>
  /** Gives back what was taken for events that were not sent after all. */
  giveBack: (events: number) => Promise<void>
  /** Drops work that still waits. */
  stop: () => Promise<void>
}

const STEP = 250
const MINUTE = 60_000

/**
 * At most this many events a minute, spread evenly: never more at once than one batch.
 *
 * @param perMinute no limit when undefined
 */
export function createRate(perMinute?: number): Rate {
  if (perMinute === undefined) return UNLIMITED
  const most = Math.max(1, Math.min(BATCH_SIZE, Math.floor(perMinute)))
  const limiter = new Bottleneck({ reservoir: most })
  const filling = fill(limiter, perMinute / MINUTE, most)
  return {
    most,
    run: (events, work) => limiter.schedule({ weight: events }, work).catch(droppedByStop),
    giveBack: async (events) => {
      if (events > 0) await limiter.incrementReservoir(events)
    },
    // Once: a run that is stopped early is stopped again at its end, and the limiter takes that for a mistake.
    stop: once(async () => {
      clearInterval(filling)
      await limiter.stop({ dropWaitingJobs: true })
    })
  }
}

/** By the time that has passed: the limiter's own refill counts timer ticks, which come late in a busy process. */
function fill(limiter: Bottleneck, perMillisecond: number, most: number): NodeJS.Timeout {
  let last = performance.now()
  const add = async (): Promise<void> => {
    const now = performance.now()
    const due = (now - last) * perMillisecond
    last = now
    const missing = most - ((await limiter.currentReservoir()) ?? 0)
    if (missing > 0) await limiter.incrementReservoir(Math.min(due, missing))
  }
  return setInterval(() => void add(), STEP)
}

function droppedByStop(error: unknown): undefined {
  if (!(error instanceof Bottleneck.BottleneckError)) throw error
}

const UNLIMITED: Rate = {
  most: BATCH_SIZE,
  run: (_events, work) => work(),
  giveBack: async () => undefined,
  stop: async () => undefined
}
