import { retryingAppcuesApi } from '../../appcues/client'
import { CommandError } from '../../cli/command-error'
import { openAppcuesTarget } from '../../delivery/appcues-target'
import { connectList } from './connect-list'
import { deliverLists } from './deliver-lists'
import { FirstRequests } from './first-requests'
import type { AudienceWorld, ListRun, SyncFlags } from './list-run'
import { openPeople } from '../../input/people'
import { reportOf } from './report'
import type { SyncResult } from './run-sync'
import { sandboxLine } from './sandbox-line'
import { settleJobs } from './settle-jobs'
import type { Settled } from './settle-jobs'

/**
 * The command `sync`: a list of people, and perhaps one of people to remove, into Appcues, with a report at the end.
 *
 * @param file path of the list, `-` for standard input
 * @throws CommandError when it cannot begin
 */
export async function syncList(file: string, flags: SyncFlags, world: AudienceWorld): Promise<SyncResult & Settled> {
  const { lists, close } = await openLists(file, flags)
  try {
    const target = await openAppcuesTarget(world.environment, flags)
    return await syncInto({ target, lists, flags, world }).finally(() => target.close())
  } finally {
    close()
  }
}

async function openLists(
  file: string,
  { remove, idColumn }: SyncFlags
): Promise<Pick<ListRun, 'lists'> & { close: () => void }> {
  if (file === '-' && remove === '-') throw new CommandError('Only one of the two lists can be standard input.')
  const members = await openPeople(file, idColumn)
  const lists = [{ ...members, joins: true }]
  const close = (): void => lists.forEach(({ input }) => input.close())
  if (remove === undefined) return { lists, close }
  const gone = await openPeople(remove, idColumn).catch((error: unknown) => {
    close()
    throw error
  })
  lists.push({ ...gone, joins: false })
  return { lists, close }
}

async function syncInto(place: Pick<ListRun, 'target' | 'lists' | 'flags' | 'world'>): Promise<SyncResult & Settled> {
  const { target, lists, flags, world } = place
  const began = performance.now()
  const api = retryingAppcuesApi(target.settings, world.policy)
  const { segment: name, propertyName, recurring = false, dryRun } = flags
  const audience = await connectList(api, target.settings, { name, propertyName, recurring })
  const time = new Date((world.now ?? Date.now)()).toISOString()
  const run = { ...place, api, audience, time }
  const requests = dryRun ? new FirstRequests() : undefined
  const result = await deliverLists(run, requests)
  const settled = await settleJobs(run, result)
  const seconds = (performance.now() - began) / 1000
  if (requests) world.print(requests.toString())
  world.print(reportOf(result, { ...settled, ...audience, lists, target: target.name, recurring, seconds, dryRun }))
  if (target.sandbox && !dryRun) world.print(sandboxLine(target.sandbox, audience))
  return { ...result, ...settled }
}
