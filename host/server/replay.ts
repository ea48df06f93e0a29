import type { BackfillResult } from '../import/backfill/run-backfill'
import { runBackfill } from '../import/backfill/run-backfill'
import { reportOf } from '../import/backfill/report'
import { openInput } from '../input/open-input'
import { readRows } from '../input/read-rows'
import { createProgress } from '../cli/progress'
import type { LocalHost } from './local-host'

/** How the deliveries of a replayed file call where they came from. */
export const EXPORT = 'appcues-export'

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
  const hooks = engine.hooks(EXPORT)
  try {
    const { rows, format, unit } = await readRows(input)
    const result = await runBackfill({
      rows,
      definition: workspace.definition,
      settings: workspace.settings,
      subscriptions: workspace.subscriptions(),
      signal,
      ...hooks,
      settled: (item, outcomes) => {
        counts.received(EXPORT, 1)
        hooks.settled(item, outcomes)
      },
      reject: ({ event, reasons, text = '' }) => {
        // A row that became an event is told where that ended; the others end here.
        if (event === undefined) recorder.refuse({ from: EXPORT, received: text }, reasons.join(' '))
      },
      checkpoint: (_mark, tally) => progress.show({ rows: tally.rows, read: input.read() })
    })
    const seconds = (performance.now() - began) / 1000
    return { result, report: reportOf(result, { input: input.name, format, unit, target: 'the sandbox', seconds }) }
  } finally {
    progress.stop()
    input.close()
  }
}
