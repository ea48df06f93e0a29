import { reconcileList } from '../../../host/audit/reconcile'
import { syncList } from '../../../host/import/sync-list'
import { membersOf, withProperty } from '../../support/audience-platform'
import { appcuesEnvironment, quietWorld } from '../../support/audience-world'
import { withSandboxes } from '../../support/sandboxes'
import { temporaryFolder } from '../../support/temporary-folder'

const sandboxes = withSandboxes({ appcues: { planJob: () => ({ delay: 1 }) } })
const folder = temporaryFolder()
const PROPERTY = '[Heap] Power users'

const sync = (list: string) =>
  syncList(
    folder.write('synced.csv', list),
    { segment: 'Power users', live: true },
    quietWorld(folder.path('state'), appcuesEnvironment)
  )

async function repair(list: string, also?: string) {
  const world = quietWorld(folder.path('state'), appcuesEnvironment)
  const flags = { segment: 'Power users', live: true, repair: true, also: also && folder.write('also.csv', also) }
  const agrees = await reconcileList(folder.write('list.csv', list), flags, world)
  return { agrees, text: world.printed.join('\n\n') }
}

/** A second segment of the audience, with someone in it, as another process made it unseen. */
function addTwin(): void {
  const { state } = sandboxes.appcues
  const [{ name, description }] = state.segments()
  const twin = state.addSegment(name, description)
  state.changeMembers(twin.id, ['eve'], 'add')
}

describe('reconcile --repair', () => {
  it('brings everyone over to the older of twin segments, and deletes the other', async () => {
    await sync('user_id\nada\n')
    addTwin()
    const { agrees, text } = await repair('user_id\nada\neve\n')
    expect(agrees).toBe(true)
    expect(sandboxes.appcues.state.segments().map(({ name }) => name)).toStrictEqual([PROPERTY])
    expect(membersOf(sandboxes.appcues, PROPERTY)).toStrictEqual(['ada', 'eve'])
    expect(text).toMatch(/The further segment \S+ of this audience was deleted: everyone is in \S+\./)
  })

  it('keeps twins while a row of the list cannot be read', async () => {
    await sync('user_id\nada\n')
    addTwin()
    const { agrees, text } = await repair('user_id\nada\n1201.0\n')
    expect(agrees).toBe(false)
    expect(sandboxes.appcues.state.segments()).toHaveLength(2)
    expect(text).toMatch(/Further segments of this audience stay: \S+\. Once everyone agrees, --repair deletes them\./)
  })

  it('writes nothing about someone it could not read, and makes no stranger', async () => {
    await sync('user_id\nada\nbob\n')
    sandboxes.appcues.quirks.profilesUnreadable = true
    const { agrees } = await repair('user_id\nada\nnew\n', 'user_id\nbob\nstranger\n')
    expect(agrees).toBe(false)
    expect(withProperty(sandboxes.appcues, PROPERTY)).toStrictEqual({ ada: true, bob: true })
  })
})
