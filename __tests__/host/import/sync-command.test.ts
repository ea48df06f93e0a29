import type { SyncFlags } from '../../../host/import/list-run'
import { syncList } from '../../../host/import/sync-list'
import { startAppcuesSandbox } from '../../../host/sandbox/appcues'
import type { AppcuesSandbox } from '../../../host/sandbox/appcues'
import { membersOf } from '../../support/audience-platform'
import { quietContext } from '../../support/audience-context'
import { runCli } from '../../support/run-cli'
import { temporaryFolder } from '../../support/temporary-folder'
import { until } from '../../support/until'

describe('as a process', () => {
  const folder = temporaryFolder()
  let appcues: AppcuesSandbox
  beforeAll(async () => (appcues = await startAppcuesSandbox({ rate: 0, latency: 30 })))
  afterEach(() => appcues.reset())
  afterAll(() => appcues.close())

  const SEGMENT = ['--segment', 'Power users']
  const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `user-${index}`)
  const list = (ids: readonly string[]): string => folder.write('members.csv', `user_id\n${ids.join('\n')}\n`)
  const cli = (args: string[], environment?: Record<string, string>) => runCli(args, folder.path(''), environment)

  describe('the commands about audiences, each as a process', () => {
    it('sync ends with 0 when everyone was taken, from a file and from standard input', async () => {
      const first = await cli(['sync', list(['ada']), ...SEGMENT, '--sandbox', appcues.url]).ended
      const { child, ended } = cli(['sync', '-', ...SEGMENT, '--sandbox', appcues.url])
      child.stdin?.end('{"id":"bob"}\n')
      const second = await ended
      expect([first.code, first.err, second.code, second.err]).toStrictEqual([0, '', 0, ''])
      expect(second.out).toContain('standard input (NDJSON, ids in "id") went into')
      expect(membersOf(appcues, '[Heap] Power users')).toStrictEqual(['ada', 'bob'])
    })

    it('sync ends with 1 when somebody was rejected, and reconcile when somebody differs', async () => {
      const sync = await cli(['sync', list(['ada', 'null']), ...SEGMENT, '--sandbox', appcues.url]).ended
      expect(sync.code).toBe(1)
      expect(sync.out).toContain('a placeholder and not a user ID.')
      const reconcile = (ids: string[]) =>
        cli(['reconcile', list(ids), ...SEGMENT, '--sandbox', appcues.url, '--repair']).ended
      const { code, out } = await reconcile(['ada', 'null'])
      expect([code, out.includes('1 row of members.csv could not be used')]).toStrictEqual([1, true])
      expect((await reconcile(['ada', 'eve'])).code).toBe(0)
      expect(membersOf(appcues, '[Heap] Power users')).toStrictEqual(['ada', 'eve'])
    })

    it.each([
      [['sync', 'gone.csv', ...SEGMENT], 2, 'There is no file gone.csv.'],
      [['sync', 'gone.csv'], 2, "required option '--segment <name>' not specified"],
      [
        ['reconcile', 'gone.csv', ...SEGMENT],
        2,
        'reconcile compares with what is in Appcues: say --live, or --sandbox'
      ],
      [['check', '--audience', 'gone.csv'], 2, 'Nothing is filled in. For Heap: HEAP_APP_ID, HEAP_REGION']
    ])('%j cannot begin, and says why without a stack', async (args, code, words) => {
      const result = await cli(args).ended
      expect(result.code).toBe(code)
      expect(result.err).toContain(words)
      expect(result.err).not.toMatch(/\bat .*:\d+:\d+/)
    })

    it.each<NodeJS.Signals>(['SIGINT', 'SIGKILL'])(
      'sync, ended by %s and given again, ends with everyone in',
      async (signal) => {
        const ids = people(6000)
        const isAdding = ({ path }: { path: string }): boolean => path.endsWith('/add_user_ids')
        // Once the first are in, the others take so long that the signal comes in the middle, on any machine.
        appcues.faults.schedule(({ path }) =>
          path.endsWith('/import/profiles') && appcues.requests.entries.some(isAdding)
            ? { kind: 'delay', milliseconds: 2000 }
            : undefined
        )
        const { child, ended } = cli(['sync', list(ids), ...SEGMENT, '--sandbox', appcues.url])
        await until(() => appcues.requests.entries.some(isAdding))
        child.kill(signal)
        const { code, out } = await ended
        appcues.faults.off()
        expect(code).toBe(signal === 'SIGINT' ? 1 : null)
        expect(out.includes('Stopped: It was interrupted.')).toBe(signal === 'SIGINT')
        const again = await cli([
          'sync',
          list(ids),
          ...SEGMENT,
          '--sandbox',
          appcues.url,
          ...(signal === 'SIGINT' ? ['--resume'] : [])
        ]).ended
        expect([again.code, again.err.replace(/^.* a second\n/gm, '')]).toStrictEqual([0, ''])
        expect(membersOf(appcues, '[Heap] Power users')).toStrictEqual([...ids].sort())
      }
    )
  })
})

describe('sync into a sandbox of its own', () => {
  const folder = temporaryFolder()
  let running: AppcuesSandbox
  beforeAll(async () => {
    running = await startAppcuesSandbox()
  })
  afterAll(() => running.close())

  async function sync(members: string, flags: Partial<SyncFlags> = {}) {
    const context = quietContext(folder.path('state'))
    const result = await syncList(folder.write('members.csv', members), { segment: 'Power users', ...flags }, context)
    return { ...result, text: context.printed.join('\n') }
  }

  describe('a sync without --live', () => {
    it('goes into a sandbox of its own, needs no credentials, and says what it holds', async () => {
      const { isWhole, text } = await sync('user_id\nada\nbob\n')
      expect(isWhole).toBe(true)
      expect(text).toContain('went into the Appcues sandbox, as a one-time sync.')
      expect(text).toContain(
        'The sandbox holds 2 people with the property true, 0 people with false, and 2 members in the segment. It ends with this command; --live takes the list to your Appcues.'
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
})
