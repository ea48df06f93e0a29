import { backfillFile } from '../../host/import/backfill/backfill-file'
import type { BackfillFlags } from '../../host/import/backfill/backfill-file'
import type { BackfillResult } from '../../host/import/backfill/run-backfill'
import type { RetryPolicy } from '../../host/delivery/deliver'
import type { CommandContext } from '../../host/cli/command-context'

/** The real rule, without the waits. */
export const QUICK: RetryPolicy = { retries: 4, firstWait: 1, longestWait: 5 }

/** Runs the command in this process; `said` is all that it printed. */
export async function backfill(
  file: string,
  flags: BackfillFlags,
  world: Partial<CommandContext> & { folder: string }
): Promise<BackfillResult & { said: string }> {
  const said: string[] = []
  const print = (text: string): void => void said.push(text)
  const result = await backfillFile(file, flags, { environment: {}, policy: QUICK, print, ...world })
  return { ...result, said: said.join('\n') }
}
