import type { CommandContext } from '../cli/command-context'
import { createProgress } from '../cli/progress'
import { counted, thousands } from '../cli/tables'
import { definition } from '../delivery/definition'
import { openHeapTarget } from '../delivery/heap-target'
import type { HeapTarget } from '../delivery/heap-target'
import type { Exchange } from '../delivery/sender'
import { automaticSubscriptions } from '../delivery/subscription'
import type { TargetOptions } from '../delivery/target'
import { openInput } from '../input/open-input'
import type { Input } from '../input/open-input'
import { chunksOf } from '../input/streams'
import { ExportNotes } from './export-notes'
import { openExport } from './open-export'
import type { OpenExport } from './open-export'
import { rejectedRow, runBackfill } from './run-backfill'
import type { RejectedRow, BackfillResult } from './run-backfill'
import { backfillReport } from './report'
import { ResultsFile } from './results-file'
import { ResumeFile } from './resume-file'
import { runImport } from './run-import'
import type { ImportResult, Mark } from './run-import'
import { Sample } from './sample'
import { NewestEvents, splitByHistory } from './user-properties'
import type { NewestRow } from './user-properties'

export interface BackfillFlags extends TargetOptions {
  /** Most events a minute. */
  rate?: number
  /** ISO 8601 in UTC. */
  until?: string
  /** Writes the newest NPS score of each person, which may be older than what Heap has. */
  userProperties?: boolean
  /** A bare "Form Submitted" is Appcues' own. */
  takeBareNames?: boolean
  resume?: boolean
  rejects?: string
}

export interface BackfillEnd extends BackfillResult {
  /** The run that wrote user properties, if there was one. */
  userProperties?: ImportResult
  /** Nothing was rejected and nothing is left to be delivered. */
  isWhole: boolean
}

/**
 * The events a minute that Heap takes for one app (Heap's documentation). Its 1000 a minute for one identity are not paced: a
 * batch mixes people, and would wait as a whole for the busiest of them. Where they are passed, a 429 is tried again.
 */
export const HEAP_RATE = 15_000

/**
 * The command `backfill`: a file, or standard input for `-`, into Heap, with a report at the end.
 *
 * @throws CommandError when it cannot begin
 */
export async function backfillFile(file: string, flags: BackfillFlags, context: CommandContext): Promise<BackfillEnd> {
  const input = await openInput(file)
  try {
    const target = await openHeapTarget(context.environment, flags)
    try {
      return await backfillInput(input, target, flags, context)
    } finally {
      await target.close()
    }
  } finally {
    input.close()
  }
}

async function backfillInput(
  input: Input,
  target: HeapTarget,
  flags: BackfillFlags,
  context: CommandContext
): Promise<BackfillEnd> {
  const began = performance.now()
  const { dryRun, until, userProperties, takeBareNames } = flags
  const resume = dryRun && !flags.resume ? undefined : new ResumeFile('backfill', input, context.folder)
  const identity = { input: input.identity, target: target.name, options: optionsOf(flags) }
  const from = flags.resume ? resume?.load(identity) : undefined
  const source = await openExport(input, {
    // The newest value of a person may stand in a row that is done already. The last one that is done is read to see that it is there.
    after: from && !userProperties ? from.row - 1 : 0,
    ...{ until, takeBareNames, traits: traitsFor(target.settings), now: (context.now ?? Date.now)() },
    keepsRows: flags.rejects !== undefined
  })
  const save = (mark: Mark): void => {
    if (!dryRun) resume?.save({ ...identity, ...mark })
  }
  try {
    return await deliverExport(source, { input, target, flags, context, from, began, save })
  } finally {
    await source.close()
  }
}

/** What a backfill works with, besides the export. */
interface Errand {
  input: Input
  target: HeapTarget
  flags: BackfillFlags
  context: CommandContext
  from?: Mark
  /** By `performance.now()`. */
  began: number
  save: (mark: Mark) => void
}

async function deliverExport({ chunks, format, unit }: OpenExport, errand: Errand): Promise<BackfillEnd> {
  const { input, target, flags, context, from, began, save } = errand
  const { dryRun, userProperties } = flags
  const rejects = await openRejects(flags, input, from?.row ?? 0)
  const sample = dryRun ? new Sample() : undefined
  const { safe, late } = splitByHistory(automaticSubscriptions(definition))
  const notes = new ExportNotes()
  const newest = new NewestEvents(userProperties ? late : [])
  const common = {
    definition,
    settings: target.settings,
    perMinute: flags.rate ?? (flags.live && !dryRun ? HEAP_RATE : undefined),
    policy: context.policy,
    signal: context.signal,
    exchange: (exchange: Exchange) => sample?.seeExchange(exchange)
  }
  const progress = createProgress(input.size)
  try {
    const result = await runBackfill({
      ...common,
      ...{ chunks, subscriptions: safe, from, notes },
      sees: (event) => newest.add(event),
      outcome: ({ source: { raw }, kind, reasons }) => {
        if (raw && (kind === 'rejected' || kind === 'failed')) rejects?.add(rejectedRow(raw, kind, reasons))
      },
      checkpoint: (mark, counts) => {
        progress.show({ rows: counts.rows, read: input.read() })
        save(mark)
      }
    })
    const isComplete = result.stopped === undefined && result.tally.failed.total === 0
    // After the history, and once for each person.
    const lists = [{ chunks: chunksOf(newest.rows()), read: ({ event }: NewestRow) => ({ events: [event] }) }]
    const updates =
      userProperties && isComplete ? await runImport({ ...common, subscriptions: late, lists }) : undefined
    progress.stop()
    const seconds = (performance.now() - began) / 1000
    if (sample) context.print(sample.toString())
    const facts = { input: input.name, format, unit, target: target.name, seconds, from, dryRun }
    context.print(backfillReport(result, { ...facts, userProperties: updates, notes: notes.take() }))
    if (target.sandbox && !dryRun) context.print(`\n${sandboxLine(target.sandbox)}`)
    return { ...result, userProperties: updates, isWhole: isWhole(result, updates) }
  } finally {
    progress.stop()
    rejects?.close()
  }
}

const openRejects = async (
  { rejects }: BackfillFlags,
  input: Input,
  doneTo: number
): Promise<ResultsFile<RejectedRow> | undefined> =>
  rejects === undefined
    ? undefined
    : ResultsFile.open(rejects, {
        option: '--rejects',
        inputs: [input],
        keep: doneTo > 0 ? ({ row }) => row <= doneTo : undefined
      })

/** What decides which events are sent, as it is given on the command line. */
const optionsOf = ({ until, userProperties, takeBareNames }: BackfillFlags): string =>
  [until && `--until ${until}`, userProperties && '--user-properties', takeBareNames && '--take-bare-names']
    .filter(Boolean)
    .join(' ')

/** The person's identity in Heap stands in the profile, of which nothing else leaves. */
const traitsFor = ({ heapIdentityProperty }: HeapTarget['settings']): string[] =>
  typeof heapIdentityProperty === 'string' && heapIdentityProperty.trim() !== '' ? [heapIdentityProperty.trim()] : []

function isWhole({ tally, mark, stopped }: BackfillResult, updates: ImportResult | undefined): boolean {
  const tallies = [tally, ...(updates?.tallies ?? [])]
  const isDelivered = tallies.every(({ rejected, failed }) => rejected.total === 0 && failed.total === 0)
  return isDelivered && mark.rejected === 0 && stopped === undefined && updates?.stopped === undefined
}

const sandboxLine = ({ state }: NonNullable<HeapTarget['sandbox']>): string =>
  `The sandbox holds ${counted(state.counters.stored, 'event')} of ${counted(state.people().length, 'person', 'people')}; ${thousands(state.counters.duplicates)} were offered again under a key it knew, and changed nothing.`
