import { startAppcuesSandbox } from '../../../host/sandbox/appcues'
import type { AppcuesSandbox } from '../../../host/sandbox/appcues'
import type { SyncFlags } from '../../../host/import/list-run'
import { syncList } from '../../../host/import/sync-list'
import { membersOf } from '../../support/audience-platform'
import { quietWorld } from '../../support/audience-world'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
let running: AppcuesSandbox
beforeAll(async () => {
  running = await startAppcuesSandbox()
})
afterAll(() => running.close())

async function sync(members: string, flags: Partial<SyncFlags> = {}) {
  const world = quietWorld(folder.path('state'))
  const result = await syncList(folder.write('members.csv', members), { segment: 'Power users', ...flags }, world)
  return { ...result, text: world.printed.join('\n') }
}

describe('a sync without --live', () => {
  it('goes into a sandbox of its own, needs no credentials, and says what it holds', async () => {
    const { isWhole, text } = await sync('user_id\nada\nbob\n')
    expect(isWhole).toBe(true)
    expect(text).toContain('went into the Appcues sandbox, as a one-time sync.')
    expect(text).toContain(
      'The sandbox holds 2 people with the property true, 0 with false, and 2 members in the segment. It ends with this command; --live takes the list to your Appcues.'
    )
  })

  it('goes into a sandbox that runs already', async () => {
    const { text } = await sync('user_id\nada\n', { sandbox: running.url })
    expect(membersOf(running, '[Heap] Power users')).toStrictEqual(['ada'])
    expect(text).toContain(`went into the Appcues sandbox ${running.url}`)
    expect(text).not.toContain('The sandbox holds')
  })

  it.each([['https://api.appcues.com'], ['http://example.com'], ['127.0.0.1:3000']])(
    'goes to no other place: %s',
    async (sandbox) => {
      await expect(sync('user_id\nada\n', { sandbox })).rejects.toMatchObject({
        name: 'CommandError',
        message: `--sandbox takes the address of a sandbox on this machine (http://127.0.0.1:…), not "${sandbox}".`
      })
    }
  )

  it('with --dry-run shows what would leave, and lets nothing leave', async () => {
    running.reset()
    const ids = Array.from({ length: 20 }, (_, index) => `user-${index}`)
    const { text, lastSynced } = await sync(`user_id\n${ids.join('\n')}\n`, { dryRun: true, sandbox: running.url })
    expect(running.requests.total).toBe(0)
    expect(lastSynced).toBeUndefined()
    expect(text).toContain(
      'POST https://api.appcues.com/v2/accounts/12345/import/profiles\nuser_id,[Heap] Power users\nuser-0,true\nuser-1,true\nuser-2,true\n…'
    )
    expect(text).toContain('Would be added: user-0, user-1')
    expect(text).toContain('would go into')
    expect(text).not.toMatch(/Basic|sandbox-key|sandbox-secret/)
  })
})
