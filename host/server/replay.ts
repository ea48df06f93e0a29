import { createProgress } from '../cli/progress'
import { backfillReport } from '../import/report'
import { readExport } from '../import/read-export'
import type { ReadChunk } from '../import/read-export'
import { runBackfill } from '../import/run-backfill'
import type { BackfillResult } from '../import/run-backfill'
import { openInput } from '../input/open-input'
import { EXPORT } from './api-types'
import { beginningOf, RECEIVED_KEPT } from './deliveries/size'
import type { LocalHost } from './local-host'

/**
 * Takes an export through the host's pipeline, as the command `backfill` would, so that there is something to see.
 *
 * @returns what was counted, and the report that `backfill` prints
 * @throws CommandError when the file cannot be read
 */
export async function replay(
  host: LocalHost,
  file: string,
  signal: AbortSignal
): Promise<{ result: BackfillResult; report: string }> {
  const began = performance.now()
  const input = await openInput(file)
  const progress = createProgress(input.size)
  const { recorder, engine, workspace, counts } = host
  const raw = new RawRows()
  const hooks = engine.hooks(EXPORT, ({ number }) => raw.of(number))
  try {
    const { chunks, format, unit } = await readExport(input, { keepsRows: true })
    const result = await runBackfill({
      chunks: raw.keep(chunks),
      definition: workspace.definition,
      settings: workspace.settings,
      subscriptions: workspace.subscriptions(),
      signal,
      ...hooks,
      settled: (item, outcomes) => {
        counts.received(EXPORT, 1)
        hooks.settled(item, outcomes)
      },
      outcome: ({ event, kind, reasons, source: { raw: row } }) => {
        // A row that became an event is shown where that ended; the others end here.
        if (!row || event !== undefined || (kind !== 'rejected' && kind !== 'skipped')) return
        const received = 'row' in row ? JSON.stringify(row.row) : row.text
        if (kind === 'skipped') counts.received(EXPORT, 0)
        recorder.addUndelivered(
          { from: EXPORT, received: beginningOf(received, RECEIVED_KEPT) },
          reasons.join(' '),
          kind
        )
      },
      checkpoint: (_mark, { rows }) => progress.show({ rows, read: input.read() })
    })
    const seconds = (performance.now() - began) / 1000
    return {
      result,
      report: backfillReport(result, {
        ...{ input: input.name, format, unit, seconds },
        target: 'the sandbox',
        canResume: false
      })
    }
  } finally {
    progress.stop()
    input.close()
  }
}

/** Rows that are kept until their events are settled: a batch waits no longer than these go by. */
const MOST_ROWS = 30_000

/** The rows of the file as they came, to be shown beside what became of them. */
class RawRows {
  private readonly rows = new Map<number, string>()

  of(number: number): string | undefined {
    return this.rows.get(number)
  }

  async *keep(chunks: AsyncIterable<ReadChunk>): AsyncGenerator<ReadChunk> {
    for await (const chunk of chunks) {
      for (const { number, raw } of chunk.rows) {
        if (raw && 'row' in raw) this.rows.set(number, beginningOf(JSON.stringify(raw.row), RECEIVED_KEPT))
        this.rows.delete(number - MOST_ROWS)
      }
      yield chunk
    }
  }
}

/** What the audience is called, and from which score on someone is in it. */
const NAME = 'NPS promoters'
const PROMOTER = 9

/**
 * Lets the promoters that Heap knows by now become an audience in Appcues, so that the other direction has something to show too.
 *
 * @returns what happened
 */
export async function showAudience({ audiences, sandboxes }: LocalHost): Promise<string> {
  const people = sandboxes?.heap.state.people() ?? []
  const ids = people.filter(({ kind, nps = 0 }) => kind === 'identity' && nps >= PROMOTER).map(({ id }) => id)
  const audience = await audiences.connect(NAME)
  await audiences.sync(
    audience,
    ids.map((id) => [id, true])
  )
  return `The Heap segment "${NAME}" went to Appcues: ${audience.members.size} people have the property "[Heap] ${NAME}" there, and are in a segment of that name.`
}
