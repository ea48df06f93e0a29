import { setTimeout as sleep } from 'node:timers/promises'
import { ChildError } from '../process/messages'
import type { Child } from '../process/messages'
import { upTo } from './random'
import type { Ended, Progress, RunnerCommands } from './runner'

const LOOK = 100

/** What it took to get a direction through. */
export interface Passage {
  kills: number
  /** Ends that were not kills: rejected credentials, or a vendor that took nothing any more. Someone looked, and resumed. */
  stops: string[]
  retried: number
  /** Bytes: the most that any of its processes had. */
  memory: number
  seconds: number
}

export interface SuperviseOptions {
  /** Starts a fresh process. */
  start: () => Child<RunnerCommands>
  seed: number
  /** Rows, or changes, in all. */
  rows: number
  kills: number
  /** Sets it to work, from the beginning or from where the last one was. It kills itself (SIGKILL) after this many rows. */
  begin: (runner: Child<RunnerCommands>, killAfter: number | undefined) => Promise<Ended>
}

/** A run that stops again and again gets nowhere. */
const MOST_STOPS = 50

/** How many rows each process may settle before it is killed: in the middle of its work, and never the last of them all. */
const killPoints = ({ seed, rows, kills }: SuperviseOptions): number[] =>
  Array.from({ length: kills }, (_, n) => Math.ceil(((0.4 + upTo(50, seed, 'kill', n) / 100) * rows) / (kills + 1)))

/** Runs one direction to its end: kills its process at the planned places, and starts another that goes on. */
export async function supervise(options: SuperviseOptions): Promise<Passage> {
  const started = performance.now()
  const points = killPoints(options)
  const passage: Passage = { kills: 0, stops: [], retried: 0, memory: 0, seconds: 0 }
  while (passage.stops.length < MOST_STOPS) {
    const runner = options.start()
    const { ended, last } = await watch(runner, options.begin(runner, points[0]))
    passage.retried += last.retried
    passage.memory = Math.max(passage.memory, last.memory)
    await runner.end()
    if (ended === 'killed') {
      passage.kills += 1
      points.shift()
    } else if (ended.stopped === undefined) break
    else passage.stops.push(ended.stopped)
  }
  return { ...passage, seconds: (performance.now() - started) / 1000 }
}

/** Waits for the end, whichever it is, and keeps the last that was seen of the process. */
async function watch(
  runner: Child<RunnerCommands>,
  running: Promise<Ended>
): Promise<{ ended: Ended | 'killed'; last: Progress }> {
  let ended: Ended | 'killed' | undefined
  let last: Progress = { row: 0, retried: 0, memory: 0 }
  const over = running.catch(killed).then((end) => (ended = end))
  while (ended === undefined) {
    await Promise.race([over, sleep(LOOK)])
    if (ended === undefined) last = await runner.call('progress').catch(() => last)
  }
  await over
  return { ended, last: ended === 'killed' ? last : ended }
}

function killed(error: unknown): 'killed' {
  if (error instanceof ChildError && error.message.includes('SIGKILL')) return 'killed'
  throw error
}
