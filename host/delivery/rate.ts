import { setTimeout as sleep } from 'node:timers/promises'
import { TokenBucket } from 'limiter'
import { BATCH_SIZE } from '../../src/destinations/heap-appcues/shared/limits'

/** Gives turns, first come, first served. */
export interface Pace {
  /** False when it was stopped before the turn came. */
  turn: (cost: number) => Promise<boolean>
  /** Gives back what a turn did not use. */
  giveBack: (cost: number) => void
  /** Ends the waiting of those whose turn has not come. */
  stop: () => void
}

/** Milliseconds after which a turn that waits looks again, as something may have been given back. */
const LOOK = 250

/**
 * At most so much a minute, spread evenly.
 *
 * @param most what may be used at once after a pause, and the most that one turn may cost
 */
export function createPace(perMinute: number, most: number): Pace {
  const bucket = new TokenBucket({ bucketSize: most, tokensPerInterval: perMinute, interval: 'minute' })
  bucket.content = most
  const stopped = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  const wait = async (cost: number): Promise<boolean> => {
    while (!stopped.signal.aborted) {
      if (bucket.tryRemoveTokens(cost)) return true
      const left = Math.min(bucket.getWaitTime(cost), LOOK)
      await sleep(left, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
    return false
  }

  return {
    turn(cost) {
      const turn = last.then(() => wait(cost))
      last = turn
      return turn
    },
    giveBack: (cost) => void (bucket.content = Math.min(most, bucket.content + cost)),
    stop: () => stopped.abort()
  }
}

/** Runs work that costs a number of events when the rate allows it. */
export interface Rate {
  /** The most events that one piece of work may cost. */
  most: number
  /** Undefined when the rate was stopped before the work's turn. */
  run: <T>(events: number, work: () => Promise<T>) => Promise<T | undefined>
  /** Gives back what was taken for events that were not sent after all. */
  giveBack: (events: number) => void
  /** Drops work that still waits. */
  stop: () => void
}

/**
 * At most this many events a minute: never more at once than one batch.
 *
 * @param perMinute no limit when undefined
 */
export function createRate(perMinute?: number): Rate {
  if (perMinute === undefined) return UNLIMITED
  const most = Math.max(1, Math.min(BATCH_SIZE, Math.floor(perMinute)))
  const { turn, giveBack, stop } = createPace(perMinute, most)
  return { most, run: async (events, work) => ((await turn(events)) ? work() : undefined), giveBack, stop }
}

const UNLIMITED: Rate = {
  most: BATCH_SIZE,
  run: (_events, work) => work(),
  giveBack: () => undefined,
  stop: () => undefined
}
