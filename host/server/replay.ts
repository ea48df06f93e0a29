import type { BackfillResult } from '../import/run-backfill'
import { runBackfill } from '../import/run-backfill'
import { backfillReport } from '../import/report'
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
      outcome: ({ event, kind, reasons, source }) => {
        // A row that became an event is shown where that ended; the others end here.
        if (event !== undefined || kind !== 'rejected') return
        const received = 'row' in source ? JSON.stringify(source.row) : source.text
        recorder.refuse({ from: EXPORT, received }, reasons.join(' '))
      },
      checkpoint: (_mark, { rows }) => progress.show({ rows, read: input.read() })
    })
    const seconds = (performance.now() - began) / 1000
    return {
      result,
      report: backfillReport(result, { input: input.name, format, unit, target: 'the sandbox', seconds })
    }
  } finally {
    progress.stop()
    input.close()
  }
}
