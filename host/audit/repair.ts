import { appcuesMessage } from '../../src/destinations/heap-appcues/appcues/response'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { AppcuesApi } from '../appcues/client'
import { definition } from '../delivery/definition'
import type { ListRun } from '../import/list-run'
import { runSync } from '../import/run-sync'
import type { SyncResult } from '../import/run-sync'
import { settleJobs } from '../import/settle-jobs'
import type { Settled } from '../import/settle-jobs'
import type { Compared } from './compare'
import type { KeptList } from './find-kept'
import { peopleIn } from './id-list'

/**
 * Writes everyone as the list says, with the time of now: not only who differed, because who is in the segment cannot be read.
 * Someone unknown to Appcues who is not in the list is left alone: to write would make a user of them. So is who could not be read,
 * and, where the list could not be read whole, everyone who may be missing from it for that reason alone.
 *
 * @param isComplete whether every row of the list could be read
 */
export async function repair(
  run: Pick<ListRun, 'api' | 'context' | 'target' | 'audience' | 'time'> & { flags: ListRun['flags'] },
  compared: readonly Compared[],
  isComplete: boolean
): Promise<SyncResult & Settled> {
  const rowsOf = (isWanted: (person: Compared) => boolean): [string, number][] =>
    compared.filter(isWanted).map(({ id, row }) => [id, row])
  const lists = [
    { joins: true, people: peopleIn(rowsOf(({ isListed, state }) => isListed && state !== 'unreadable')) },
    { joins: false, people: peopleIn(rowsOf(({ isListed, state }) => isComplete && !isListed && state === 'known')) }
  ]
  const { target, audience, time, context } = run
  const result = await runSync({
    ...{ definition, settings: target.settings, reference: audience.reference, lists, time },
    ...{ policy: context.policy, signal: context.signal }
  })
  return { ...result, ...(await settleJobs(run, result)) }
}

/**
 * Deletes further segments of the audience, which two processes made unseen by each other: everyone is in the oldest now. Not
 * before that is certain, because who is in a segment cannot be read.
 *
 * @returns what became of them, for the report
 */
export async function joinDuplicates(
  api: Pick<AppcuesApi, 'deleteSegment'>,
  { segment, duplicates }: Pick<KeptList, 'segment' | 'duplicates'>,
  isCertain: boolean
): Promise<{ isJoined: boolean; lines: string[] }> {
  if (duplicates.length === 0) return { isJoined: true, lines: [] }
  if (!isCertain) {
    const stays = `Further segments of this audience stay: ${duplicates.join(', ')}. Once everyone agrees, --repair deletes them.`
    return { isJoined: false, lines: [stays] }
  }
  const lines: string[] = []
  let isJoined = true
  for (const id of duplicates) {
    const response = await api.deleteSegment(id)
    isJoined &&= isSuccess(response)
    lines.push(
      isSuccess(response)
        ? `The further segment ${id} of this audience was deleted: everyone is in ${segment}.`
        : `The further segment ${id} could not be deleted. ${appcuesMessage(response)}`
    )
  }
  return { isJoined, lines }
}
