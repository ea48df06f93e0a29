import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '../process/messages'
import type { Child } from '../process/messages'
import { upTo } from './chance'
import type { Ended, Progress, RunnerCommands } from './runner'

const RUNNER = join(__dirname, 'runner.ts')
const LOOK = 50

/** What it took to get a direction through. */
export interface Passage {
  kills: number
  /** Ends that were not kills: refused credentials, or a vendor that took nothing any more. Someone looked, and resumed. */
  stops: string[]
  retried: number
  /** Bytes: the most that any of its processes had. */
  memory: number
  seconds: number
}

export interface DriveOptions {
  seed: number
  /** Rows, or changes, in all. */
  rows: number
  kills: number
  /** Sets a fresh process to work, from the beginning or from where the last one was. */
  begin: (runner: Child<RunnerCommands>, resume: boolean) => Promise<Ended>
}

/** A run that stops again and again gets nowhere. */
const MOST_STOPS = 50

/** Rows at which the process is killed: in the middle, and not at equal distances. */
const killPoints = ({ seed, rows, kills }: DriveOptions): number[] =>
  Array.from({ length: kills }, (_, n) =>
    Math.floor(((n + 0.25 + upTo(50, seed, 'kill', n) / 100) / (kills + 1)) * rows)
  )

/** Runs one direction to its end: kills its process (SIGKILL) at the planned places, and starts another that goes on. */
export async function drive(options: DriveOptions): Promise<Passage> {
  const started = performance.now()
  const points = killPoints(options)
  const passage: Passage = { kills: 0, stops: [], retried: 0, memory: 0, seconds: 0 }
  for (let resume = false; passage.stops.length < MOST_STOPS;) {
    const runner = startChild<RunnerCommands>(RUNNER)
    const { ended, last } = await runUntil(runner, options.begin(runner, resume), points[0])
    resume ||= last.row > 0
    passage.retried += last.retried
    passage.memory = Math.max(passage.memory, last.memory)
    if (ended === 'killed') {
      passage.kills += 1
      points.shift()
      continue
    }
    await runner.end()
    if (ended.stopped === undefined) break
    passage.stops.push(ended.stopped)
  }
  return { ...passage, seconds: (performance.now() - started) / 1000 }
}

/** Waits for the end, or kills once everything up to the row is done. */
async function runUntil(
  runner: Child<RunnerCommands>,
  running: Promise<Ended>,
  killAt: number | undefined
): Promise<{ ended: Ended | 'killed'; last: Progress }> {
  let ended: Ended | undefined
  const over = running.then((result) => (ended = result))
  // A kill rejects it; whoever killed knows.
  over.catch(() => undefined)
  for (;;) {
    await Promise.race([over, sleep(LOOK)])
    if (ended) return { ended, last: ended }
    const last = await runner.tell('progress')
    if (ended) return { ended, last: ended }
    if (killAt === undefined || last.row < killAt) continue
    await runner.kill()
    return { ended: 'killed', last }
  }
}
