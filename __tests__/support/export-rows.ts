import type { HeapSandbox } from '../../host/sandbox/heap'

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
