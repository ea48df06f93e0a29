import { resolve } from 'node:path'
import { definition } from '../../delivery/definition'
import { CommandError } from '../../cli/command-error'
import { openInput } from '../../input/open-input'
import type { Input } from '../../input/open-input'
import { readRows } from '../../input/read-rows'
import { automaticSubscriptions } from '../../delivery/subscription'
import { createProgress } from '../../cli/progress'
import type { CommandContext } from '../../cli/command-context'
import { ResumeFile } from '../resume-file'
import type { HeapSandbox } from '../../sandbox/heap'
import { thousands } from '../../cli/tables'
import { openHeapTarget } from '../../delivery/heap-target'
import type { HeapTarget } from '../../delivery/heap-target'
import type { TargetOptions } from '../../delivery/target'
import { FirstBodies } from './first-bodies'
import { RejectsFile } from './rejects-file'
import { reportOf } from './report'
import { runBackfill } from './run-backfill'
import type { BackfillResult } from './run-backfill'

export interface BackfillFlags extends TargetOptions {
  /** Most events a minute. */
  rate?: number
  /** ISO 8601 in UTC. */
  until?: string
  resume?: boolean
  rejects?: string
}

/**
 * Heap takes so many events a minute for one app (Heap's documentation). Its 1000 a minute for one identity are not paced: a
 * batch mixes people, and would wait as a whole for the busiest of them. Where they are passed, a 429 is tried again.
 */
export const HEAP_RATE = 15_000

/**
 * The command `backfill`: a file, or standard input for `-`, into Heap, with a report at the end.
 *
 * @throws CommandError when it cannot begin
 */
export async function backfillFile(file: string, flags: BackfillFlags, world: CommandContext): Promise<BackfillResult> {
  const input = await openInput(file)
  if (flags.rejects !== undefined && resolve(flags.rejects) === input.path) {
    throw new CommandError('--rejects names the export itself, which would be lost. Name another file.')
  }
  try {
    const target = await openHeapTarget(world.environment, flags)
    return await backfillInput(input, target, flags, world).finally(() => target.close())
  } finally {
    input.close()
  }
}

async function backfillInput(
  input: Input,
  target: HeapTarget,
  flags: BackfillFlags,
  world: CommandContext
): Promise<BackfillResult> {
  const began = performance.now()
  const resume = flags.dryRun && !flags.resume ? undefined : new ResumeFile('backfill', input, world.folder)
  const place = { input: input.identity, target: target.name, until: flags.until }
  const from = flags.resume ? resume?.load(place) : undefined
  const { rows, format, unit } = await readRows(input, from?.row)
  const rejects = flags.rejects === undefined ? undefined : await RejectsFile.open(flags.rejects, from?.row ?? 0)
  const bodies = flags.dryRun ? new FirstBodies() : undefined
  const progress = createProgress(input.size)
  const result = await runBackfill({
    rows,
    definition,
    settings: target.settings,
    subscriptions: automaticSubscriptions(definition),
    perMinute: flags.rate ?? (flags.live && !flags.dryRun ? HEAP_RATE : undefined),
    policy: world.policy,
    until: flags.until,
    from,
    signal: world.signal,
    reject: (reject) => rejects?.add(reject),
    exchange: (exchange) => bodies?.see(exchange),
    checkpoint: (mark, tally) => {
      progress.show({ rows: tally.rows, read: input.read() })
      if (!flags.dryRun) resume?.save({ ...place, ...mark })
    }
  }).finally(() => {
    progress.stop()
    rejects?.close()
  })
  const seconds = (performance.now() - began) / 1000
  if (bodies) world.print(bodies.toString())
  world.print(
    reportOf(result, { input: input.name, format, unit, target: target.name, seconds, from, dryRun: flags.dryRun })
  )
  if (target.sandbox && !flags.dryRun) world.print(`\n${sandboxLine(target.sandbox)}`)
  return result
}

const sandboxLine = ({ state }: HeapSandbox): string =>
  `The sandbox holds ${thousands(state.counters.stored)} events of ${thousands(state.people().length)} people; ${thousands(state.counters.duplicates)} were offered again under a key it knew, and changed nothing.`
