import { backfillFile } from '../../host/import/backfill-file'
import type { BackfillEnd, BackfillFlags } from '../../host/import/backfill-file'
import type { RetryPolicy } from '../../host/delivery/deliver'
import type { CommandContext } from '../../host/cli/command-context'

/** The real rule, without the waits. */
export const QUICK: RetryPolicy = { retries: 4, firstWait: 1, longestWait: 5 }

/** The clock of these runs. */
const NOW = Date.parse('2026-12-01T00:00:00.000Z')

/** Runs the command in this process; `said` is all that it printed. */
export async function backfill(
  file: string,
  flags: BackfillFlags,
  context: Partial<CommandContext> & { folder: string }
): Promise<BackfillEnd & { said: string }> {
  const said: string[] = []
  const print = (text: string): void => void said.push(text)
  const result = await backfillFile(file, flags, { environment: {}, policy: QUICK, print, now: () => NOW, ...context })
  return { ...result, said: said.join('\n') }
}
