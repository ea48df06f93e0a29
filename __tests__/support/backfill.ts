import type { CommandContext } from '../../host/cli/command-context'
import type { RetryPolicy } from '../../host/delivery/deliver'
import { backfillFile } from '../../host/import/backfill-file'
import type { BackfillEnd, BackfillFlags } from '../../host/import/backfill-file'
import type { HeapSandbox } from '../../host/sandbox/heap'

/** The real rule, without the waits. */
const QUICK: RetryPolicy = { retries: 4, firstWait: 1, longestWait: 5 }

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

/** So many good rows of an export, each of another event id. */
export const exportRows = (count: number, more: (n: number) => object = () => ({})): object[] =>
  Array.from({ length: count }, (_none, n) => ({
    id: `event-${n}`,
    name: ['appcues:flow_started', 'appcues:step_started', 'appcues:checklist_shown'][n % 3],
    user_id: `user-${n % 7}`,
    timestamp: new Date(Date.UTC(2026, 2, 1) + n * 1000).toISOString(),
    attributes: { flowId: 'f1', flowName: 'Welcome', checklistId: 'c1' },
    ...more(n)
  }))

export const asLines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The idempotency keys of all events a sandbox holds, sorted; one that is there twice stands here twice. */
export const keysIn = ({ state }: HeapSandbox): string[] =>
  state
    .people()
    .flatMap(({ id }) => state.eventsOf(id).map(({ key }) => key ?? ''))
    .sort()
