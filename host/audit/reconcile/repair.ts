import { definition } from '../../delivery/definition'
import type { ListRun } from '../../import/sync/list-run'
import { runSync } from '../../import/sync/run-sync'
import type { SyncResult } from '../../import/sync/run-sync'
import { settleJobs } from '../../import/sync/settle-jobs'
import type { Settled } from '../../import/sync/settle-jobs'
import type { Compared } from './compare'
import { peopleIn } from './id-list'

/**
 * Writes everyone as the list says, with the time of now: not only who differed, because who is in the segment cannot be read.
 * Someone unknown to Appcues who is not in the list is left alone: to write would make a user of them.
 */
export async function repair(
  run: Pick<ListRun, 'api' | 'world' | 'target' | 'audience' | 'time'> & { flags: ListRun['flags'] },
  compared: readonly Compared[]
): Promise<SyncResult & Settled> {
  const rowsOf = (isWanted: (person: Compared) => boolean): [string, number][] =>
    compared.filter(isWanted).map(({ id, row }) => [id, row])
  const lists = [
    { name: 'members', joins: true, people: peopleIn(rowsOf(({ isListed }) => isListed)) },
    { name: 'others', joins: false, people: peopleIn(rowsOf(({ isListed, isKnown }) => !isListed && isKnown)) }
  ]
  const { target, audience, time, world } = run
  const result = await runSync({
    ...{ definition, settings: target.settings, reference: audience.reference, lists, time },
    ...{ policy: world.policy, signal: world.signal }
  })
  return { ...result, ...(await settleJobs(run, result)) }
}
