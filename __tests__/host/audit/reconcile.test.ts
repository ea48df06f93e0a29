import { readFileSync } from 'node:fs'
import { reconcileList } from '../../../host/audit/reconcile'
import type { ReconcileFlags } from '../../../host/audit/reconcile'
import { syncList } from '../../../host/import/sync-list'
import { connect, membersOf, withProperty } from '../../support/audience-platform'
import { appcuesEnvironment, quietContext } from '../../support/audience-context'
import { withSandboxes } from '../../support/sandboxes'
import { temporaryFolder } from '../../support/temporary-folder'

describe('reconcile', () => {
  const sandboxes = withSandboxes({ appcues: { planJob: () => ({ delay: 1 }) } })
  const folder = temporaryFolder()
  const PROPERTY = '[Heap] Power users'

  async function reconcile(list: string, flags: Partial<ReconcileFlags> = {}) {
    const context = quietContext(folder.path('state'), appcuesEnvironment)
    const path = folder.write('list.csv', list)
    const agrees = await reconcileList(path, { segment: 'Power users', live: true, ...flags }, context)
    return { agrees, text: context.printed.join('\n\n') }
  }

  const syncNow = (list: string, remove?: string) =>
    syncList(
      folder.write('synced.csv', list),
      { segment: 'Power users', live: true, remove },
      quietContext(folder.path('state'), appcuesEnvironment)
    )

  describe('reconcile', () => {
    it('agrees after a sync, reads only, and says what the API cannot tell', async () => {
      await syncNow('user_id\nada\nbob\n')
      sandboxes.appcues.requests.clear()
      const { agrees, text } = await reconcile('user_id\nada\nbob\n')
      expect(agrees).toBe(true)
      expect(text).toContain('2 agree, 0 differ.')
      expect(text).toContain('last synced 2026-03-11T08:00:00.000Z')
      expect(text).toContain('Appcues’ API does not tell who is in a segment: only the property was compared.')
      expect(text).toContain('People with the property who are not in the list cannot be found through the API.')
      expect(new Set(sandboxes.appcues.requests.entries.map(({ method }) => method))).toStrictEqual(new Set(['GET']))
    })

    it('names everyone who differs, each with the reason, in the file of outcomes too', async () => {
      await syncNow('user_id\nada\nbob\nold\ngone\n')
      await syncNow('user_id\nada\n', folder.write('remove.csv', 'user_id\nbob\ngone\n'))
      sandboxes.appcues.state.write('plain', [['plan', 'pro']])
      const also = folder.write('before.csv', 'user_id\nada\nold\ngone\nstranger\n')
      const outcome = folder.path('outcome.ndjson')
      const { agrees, text } = await reconcile('user_id\nada\nbob\nplain\neve\n', { also, outcome })
      expect(agrees).toBe(false)
      expect(text).toContain('3 agree, 4 differ.')
      expect(text).toContain('People with the property who are in neither list cannot be found through the API.')
      const lines = readFileSync(outcome, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object)
      expect(lines).toStrictEqual([
        { list: 'list.csv', row: 2, id: 'ada', outcome: 'agrees' },
        { list: 'list.csv', row: 3, id: 'bob', outcome: 'differs', reason: 'In the list, and the property is false.' },
        {
          list: 'list.csv',
          row: 4,
          id: 'plain',
          outcome: 'differs',
          reason: 'In the list, and without the property: not synced yet, or a filtering rule of the account drops it.'
        },
        {
          list: 'list.csv',
          row: 5,
          id: 'eve',
          outcome: 'differs',
          reason: 'In the list, and Appcues has no user with this id: the import was not applied, or the ids differ.'
        },
        {
          list: 'before.csv',
          row: 3,
          id: 'old',
          outcome: 'differs',
          reason: 'Not in the list, and the property is true.'
        },
        { list: 'before.csv', row: 4, id: 'gone', outcome: 'agrees' },
        { list: 'before.csv', row: 5, id: 'stranger', outcome: 'agrees' }
      ])
    })

    it('--repair corrects property and segment, and makes no user of a stranger who left', async () => {
      await syncNow('user_id\nada\nold\n')
      const [segment] = sandboxes.appcues.state.segments()
      sandboxes.appcues.state.changeMembers(segment.id, ['ada'], 'delete')
      const also = folder.write('before.csv', 'user_id\nold\nstranger\n')
      const { agrees, text } = await reconcile('user_id\nada\neve\n', { also, repair: true })
      expect(agrees).toBe(true)
      expect(text).toContain('Repaired: 2 written as members, 1 as having left.')
      expect(text).toContain('Read again: everyone who differed agrees now.')
      expect(withProperty(sandboxes.appcues, PROPERTY)).toStrictEqual({ ada: true, eve: true, old: false })
      expect(membersOf(sandboxes.appcues, PROPERTY)).toStrictEqual(['ada', 'eve'])
      expect(sandboxes.appcues.state.profile('stranger')).toBeUndefined()
    })

    it('--repair says who still differs, where an account drops the property', async () => {
      await connect('aud_1', 'Power users')
      const dropped = jest.spyOn(sandboxes.appcues.state, 'write').mockImplementation(() => undefined)
      const { agrees, text } = await reconcile('user_id\nada\n', { repair: true })
      dropped.mockRestore()
      expect(agrees).toBe(false)
      expect(text).toContain('Read again: 1 still differ.')
    })

    it('finds an audience of the platform, by its name of the first sync or what it is called in Appcues now', async () => {
      await connect('aud_1', 'Power users')
      const [segment] = sandboxes.appcues.state.segments()
      sandboxes.appcues.state.changeSegment(segment, { name: 'Champions' })
      for (const name of ['Power users', PROPERTY, 'Champions']) {
        expect((await reconcile('user_id\nada\n', { segment: name })).text).toContain(`the property "${PROPERTY}"`)
      }
    })

    it('takes the property alone where the segment is not filled', async () => {
      await connect('aud_1', 'Power users', { keep_segment: false })
      const { agrees, text } = await reconcile('user_id\nada\n', { repair: true })
      expect(agrees).toBe(true)
      expect(text).toContain('The segment of this audience is not filled: the property alone counts.')
      expect(membersOf(sandboxes.appcues, PROPERTY)).toStrictEqual([])
    })

    it('reports rows it cannot use, and does not agree then', async () => {
      await syncNow('user_id\nada\n')
      const { agrees, text } = await reconcile('user_id,name\nada,Ada\n,Bob\nnull,Eve\n')
      expect(agrees).toBe(false)
      expect(text).toContain(
        '2 rows of list.csv could not be used, the first in line 3: The column "user_id" is empty here.'
      )
    })

    it('says who could not be read', async () => {
      await syncNow('user_id\nada\n')
      sandboxes.appcues.faults.always({ kind: 'status', status: 500, match: ({ path }) => path.includes('/users/') })
      const { agrees, text } = await reconcile('user_id\nada\n')
      expect(agrees).toBe(false)
      expect(text).toContain('It could not be read. Appcues responded with 500')
    })

    it('stops when it is interrupted, says how far it came, and repairs nothing', async () => {
      await connect('aud_1', 'Power users')
      const ids = Array.from({ length: 40 }, (_, index) => `user-${index}`)
      const interrupt = new AbortController()
      let read = 0
      sandboxes.appcues.faults.schedule(({ path }) => {
        if (path.includes('/users/') && ++read === 10) interrupt.abort('It was interrupted.')
        return undefined
      })
      const context = { ...quietContext(folder.path('state'), appcuesEnvironment), signal: interrupt.signal }
      const path = folder.write('list.csv', `user_id\n${ids.join('\n')}\n`)
      expect(await reconcileList(path, { segment: 'Power users', live: true, repair: true }, context)).toBe(false)
      expect(context.printed.join('\n')).toMatch(/It was interrupted: \d+ of 40 people were compared\./)
      expect(sandboxes.appcues.requests.entries.some(({ path }) => path.endsWith('/import/profiles'))).toBe(false)
    })

    it.each<[string, Partial<ReconcileFlags>, string]>([
      [
        'where to look',
        { live: false },
        'reconcile compares with what is in Appcues: say --live, or --sandbox with the address of one that runs.'
      ],
      [
        'an audience that is kept',
        { segment: 'Nobody' },
        '--segment: no audience "Nobody" is kept in Appcues; kept there are "[Heap] Power users". A first sync makes it.'
      ],
      ['a column that is there', { idColumn: 'key' }, 'list.csv has no column "key": its columns are "user_id".']
    ])('asks for %s', async (_what, flags, message) => {
      await connect('aud_1', 'Power users')
      await expect(reconcile('user_id\nada\n', flags)).rejects.toMatchObject({ name: 'CommandError', message })
    })
  })

  describe('reconcile --person', () => {
    const explain = (person: string) => reconcile('user_id\nada\nbob\neve\nplain\n', { person })

    beforeEach(async () => {
      await syncNow('user_id\nada\nzoe\n', folder.write('remove.csv', 'user_id\nbob\n'))
      sandboxes.appcues.state.write('plain', [['plan', 'pro']])
    })

    it.each([
      [
        'ada',
        true,
        [
          '"ada" stands in list.csv, line 2.',
          'Appcues knows "ada", who has true for the property "[Heap] Power users".',
          'The list and the property agree.'
        ]
      ],
      [
        'bob',
        false,
        [
          '"bob" stands in list.csv, line 3.',
          'Appcues knows "bob", who has false for the property "[Heap] Power users".',
          'They differ: In the list, and the property is false. --repair corrects it.'
        ]
      ],
      [
        'eve',
        false,
        [
          '"eve" stands in list.csv, line 4.',
          'Appcues has no user with the id "eve".',
          'They differ: In the list, and Appcues has no user with this id: the import was not applied, or the ids differ. --repair corrects it.'
        ]
      ],
      [
        'plain',
        false,
        [
          '"plain" stands in list.csv, line 5.',
          'Appcues knows "plain", who does not carry the property "[Heap] Power users".'
        ]
      ],
      [
        'zoe',
        false,
        [
          '"zoe" does not stand in list.csv.',
          'They differ: Not in the list, and the property is true. --repair corrects it.'
        ]
      ],
      [
        'ADA',
        true,
        [
          '"ADA" does not stand in list.csv. "ada" does (line 2): to Appcues that is another person.',
          'Appcues has no user with the id "ADA".'
        ]
      ],
      [
        '..',
        false,
        [
          'Appcues could not be asked about "..". User ID: ".." cannot be part of an address in Appcues’ API. Map User ID to another ID.',
          'Whether they agree is unknown.'
        ]
      ]
    ])('says of %s what list and Appcues say', async (person, agrees, lines) => {
      const result = await explain(person)
      expect(result.agrees).toBe(agrees)
      for (const line of lines) expect(result.text).toContain(line)
      expect(result.text).toMatch(
        /The Appcues segment \S+ is filled, last synced 2026-03-11T08:00:00\.000Z\. Appcues’ API does not tell who is in a segment/
      )
    })
  })
})

describe('--repair', () => {
  const sandboxes = withSandboxes({ appcues: { planJob: () => ({ delay: 1 }) } })
  const folder = temporaryFolder()
  const PROPERTY = '[Heap] Power users'

  const sync = (list: string) =>
    syncList(
      folder.write('synced.csv', list),
      { segment: 'Power users', live: true },
      quietContext(folder.path('state'), appcuesEnvironment)
    )

  async function repair(list: string, also?: string) {
    const context = quietContext(folder.path('state'), appcuesEnvironment)
    const flags = { segment: 'Power users', live: true, repair: true, also: also && folder.write('also.csv', also) }
    const agrees = await reconcileList(folder.write('list.csv', list), flags, context)
    return { agrees, text: context.printed.join('\n\n') }
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
      expect(text).toMatch(
        /Further segments of this audience stay: \S+\. Once everyone agrees, --repair deletes them\./
      )
    })

    it('writes nothing about someone it could not read, and makes no stranger', async () => {
      await sync('user_id\nada\nbob\n')
      sandboxes.appcues.quirks.profilesUnreadable = true
      const { agrees } = await repair('user_id\nada\nnew\n', 'user_id\nbob\nstranger\n')
      expect(agrees).toBe(false)
      expect(withProperty(sandboxes.appcues, PROPERTY)).toStrictEqual({ ada: true, bob: true })
    })
  })
})
