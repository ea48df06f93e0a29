import { backfillFile } from '../../host/backfill/backfill-file'
import type { BackfillFlags } from '../../host/backfill/backfill-file'
import type { BackfillResult } from '../../host/backfill/run-backfill'
import type { RetryPolicy } from '../../host/pipeline/deliver'
import type { CommandWorld } from '../../host/run/command-world'

/** The real rule, without the waits. */
export const QUICK: RetryPolicy = { retries: 4, firstWait: 1, longestWait: 5 }

/** Runs the command in this process; `said` is all that it printed. */
export async function backfill(
  file: string,
  flags: BackfillFlags,
  world: Partial<CommandWorld> & { folder: string }
): Promise<BackfillResult & { said: string }> {
  const said: string[] = []
  const print = (text: string): void => void said.push(text)
  const result = await backfillFile(file, flags, { environment: {}, policy: QUICK, print, ...world })
  return { ...result, said: said.join('\n') }
}
