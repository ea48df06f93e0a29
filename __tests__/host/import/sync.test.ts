import { readFileSync, readdirSync } from 'node:fs'
import type { AppcuesApi } from '../../../host/appcues/client'
import { Jobs, jobState, waitForJobs } from '../../../host/appcues/jobs'
import type { SyncFlags } from '../../../host/import/list-run'
import { syncList } from '../../../host/import/sync-list'
import { jobLines } from '../../../host/import/sync-report'
import { describeAudience, parseDescription } from '../../../src/destinations/heap-appcues/audience/remembered'
import type { KeptAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import type { VendorResponse } from '../../../src/destinations/heap-appcues/shared/http'
import { callsTo, connect, membersOf, withProperty } from '../../support/audience-platform'
import { appcuesEnvironment, quietContext } from '../../support/audience-context'
import { withSandboxes } from '../../support/sandboxes'
import { temporaryFolder } from '../../support/temporary-folder'

describe('sync into Appcues', () => {
  const sandboxes = withSandboxes()
  const folder = temporaryFolder()
  const PROPERTY = '[Heap] Power users'

  const list = (ids: readonly string[]): string =>
    `user_id\n${ids.map((id) => `"${id.replace(/"/g, '""')}"`).join('\n')}\n`
  const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `user-${index}`)

  async function sync(members: string, flags: Partial<SyncFlags> = {}) {
    const context = quietContext(folder.path('state'), appcuesEnvironment)
    const path = folder.write('members.csv', members)
    const result = await syncList(path, { segment: 'Power users', live: true, ...flags }, context)
    return { ...result, text: context.printed.join('\n') }
  }

  const kept = (property = PROPERTY) => ({
    property: withProperty(sandboxes.appcues, property),
    segment: membersOf(sandboxes.appcues, property)
  })

  describe('sync', () => {
    it('writes property and segment in batches of 1000, waits for the jobs, and remembers the time', async () => {
      const ids = people(1500)
      const { isWhole, endedJobs, lastSynced, text } = await sync(list(ids))
      expect(kept()).toStrictEqual({
        property: Object.fromEntries(ids.map((id) => [id, true])),
        segment: [...ids].sort()
      })
      expect(endedJobs?.map(({ kind, state, people }) => [kind, state, people])).toStrictEqual([
        ['import', 'done', 1000],
        ['segment', 'done', 1000],
        ['import', 'done', 500],
        ['segment', 'done', 500]
      ])
      expect(isWhole).toBe(true)
      expect(lastSynced).toStrictEqual({ time: '2026-03-11T08:00:00.000Z' })
      const [{ description }] = sandboxes.appcues.state.segments()
      expect(description).toBe(
        'Members of a Heap segment, kept by Segment, which sets the user property "[Heap] Power users" too. Last synced 2026-03-11T08:00:00.000Z. Do not change this: [heap-appcues:one-time:filled:list/Power users:%5BHeap%5D Power users]'
      )
      expect(text).toContain(
        'members.csv (CSV, ids in "user_id") went into Appcues, account 12345, US, as a one-time sync.'
      )
      expect(text).toContain(
        'Added: user-0, user-1, user-2, user-3, user-4, user-5, user-6, user-7, user-8, user-9 and 1,490 more'
      )
      expect(text).toContain('Imports of the property: 2 done.\nChanges of the segment: 2 done.')
      expect(text).toContain('Last synced 2026-03-11T08:00:00.000Z')
    })

    it('finds its segment again, and leaves those alone who are in no list', async () => {
      await sync(list(['ada', 'bob']))
      await sync(list(['eve']))
      expect(sandboxes.appcues.state.segments()).toHaveLength(1)
      expect(kept().segment).toStrictEqual(['ada', 'bob', 'eve'])
    })

    it('removes who is in --remove, except who is in the list too, and counts no one twice', async () => {
      await sync(list(['ada', 'bob', 'eve']))
      const remove = folder.write('gone.csv', list(['bob', 'ada', 'bob']))
      const { tallies, text } = await sync(list(['ada', 'ada']), { remove })
      expect(kept()).toStrictEqual({ property: { ada: true, bob: false, eve: true }, segment: ['ada', 'eve'] })
      expect(tallies.map(({ rows, delivered }) => ({ rows, delivered }))).toStrictEqual([
        { rows: 2, delivered: 1 },
        { rows: 3, delivered: 1 }
      ])
      expect(tallies.map(({ skipped }) => skipped.all())).toStrictEqual([
        [{ reason: 'The person is in the list already.', count: 1, firstRows: [3] }],
        [{ reason: 'The person is in the list of members, or in this list already.', count: 2, firstRows: [3, 4] }]
      ])
      expect(text).toContain('Removed: bob')
    })

    it('names the rows it rejects, and why, and delivers the others', async () => {
      const outcome = folder.path('outcome.ndjson')
      const { isWhole, tallies } = await sync('user_id,name\nada,Ada\n,Bob\nnull,Eve\n..,Dan\nzoe,Zoe\n', { outcome })
      expect(isWhole).toBe(false)
      expect(kept().segment).toStrictEqual(['ada', 'zoe'])
      expect(tallies[0].rejected.all()).toStrictEqual([
        { reason: 'The column "user_id" is empty here.', count: 1, firstRows: [3] },
        { reason: 'The column "user_id" holds "null", a placeholder and not a user ID.', count: 1, firstRows: [4] },
        {
          reason: 'User ID: ".." cannot be part of an address in Appcues’ API. Map User ID to another ID.',
          count: 1,
          firstRows: [5]
        }
      ])
      const lines = readFileSync(outcome, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object)
      expect(lines).toStrictEqual([
        { list: 'members.csv', row: 3, outcome: 'rejected', reason: 'The column "user_id" is empty here.' },
        {
          list: 'members.csv',
          row: 4,
          outcome: 'rejected',
          reason: 'The column "user_id" holds "null", a placeholder and not a user ID.'
        },
        { list: 'members.csv', row: 2, id: 'ada', outcome: 'added' },
        {
          list: 'members.csv',
          row: 5,
          id: '..',
          outcome: 'rejected',
          reason: 'User ID: ".." cannot be part of an address in Appcues’ API. Map User ID to another ID.'
        },
        { list: 'members.csv', row: 6, id: 'zoe', outcome: 'added' }
      ])
    })

    it('takes the whole name from --property-name', async () => {
      await sync(list(['ada']), { propertyName: 'VIP' })
      expect(kept('VIP')).toStrictEqual({ property: { ada: true }, segment: ['ada'] })
    })

    it('is rejected where another audience has the name', async () => {
      await connect('aud_1', 'Power users')
      await expect(sync(list(['ada']))).rejects.toMatchObject({
        name: 'CommandError',
        message:
          'Property Name: "[Heap] Power users" is taken in Appcues by another audience (spa_1/aud_1). Set Property Name (--property-name) to a name of its own for this audience.'
      })
    })

    it('becomes recurring, and stays so, with the time it remembers', async () => {
      await sync(list(['ada']))
      await sync(list(['ada']), { recurring: true })
      await sync(list(['ada']))
      const [{ description }] = sandboxes.appcues.state.segments()
      expect(description).toContain(
        'Last synced 2026-03-11T08:00:00.000Z. Do not change this: [heap-appcues:recurring:'
      )
    })

    it.each([
      ['for one of the two lists', '-', '-', 'Only one of the two lists can be standard input.'],
      ['with a name', 'members.csv', undefined, '--segment: give the segment a name.']
    ])('is asked %s only', async (_what, file, remove, message) => {
      const context = quietContext(folder.path('state'), appcuesEnvironment)
      const path = file === '-' ? '-' : folder.write(file, list(['ada']))
      await expect(syncList(path, { segment: ' ', live: true, remove }, context)).rejects.toMatchObject({
        name: 'CommandError',
        message
      })
    })
  })

  describe('trouble during a sync', () => {
    it('is tried again, and only what was not taken', async () => {
      sandboxes.appcues.faults.next(
        { kind: 'status', status: 503, match: ({ path }) => path.endsWith('/import/profiles') },
        2
      )
      const { isWhole, retried } = await sync(list(['ada', 'bob']))
      expect({ isWhole, retried }).toStrictEqual({ isWhole: true, retried: 4 })
      expect(kept().segment).toStrictEqual(['ada', 'bob'])
    })

    it('in connecting and in looking up a job is waited out too', async () => {
      sandboxes.appcues.faults.next({
        kind: 'status',
        status: 429,
        match: ({ method, path }) => method === 'POST' && path.endsWith('/segments')
      })
      sandboxes.appcues.faults.next({ kind: 'status', status: 500, match: ({ path }) => path.includes('/jobs/') })
      expect((await sync(list(['ada']))).isWhole).toBe(true)
      expect(sandboxes.appcues.state.segments()).toHaveLength(1)
    })

    it('that does not end is reported, with how to go on; --resume delivers the rest and nothing twice', async () => {
      const ids = people(2500)
      const isThird = ({ path, text }: { path: string; text: () => string }): boolean =>
        path.endsWith('/import/profiles') && text().includes('user-2499,')
      sandboxes.appcues.faults.always({ kind: 'status', status: 503, match: isThird })
      const first = await sync(list(ids))
      expect([first.isWhole, first.lastSynced]).toStrictEqual([false, undefined])
      expect(first.tallies[0].failed.total).toBe(500)
      expect(first.text).toContain('The same command with --resume delivers the rest.')

      sandboxes.appcues.faults.off()
      sandboxes.appcues.requests.clear()
      const { isWhole, tallies } = await sync(list(ids), { resume: true })
      expect(isWhole).toBe(true)
      expect(tallies[0].delivered).toBe(500)
      expect(callsTo(sandboxes.appcues, /import/)).toHaveLength(1)
      expect(kept().segment).toStrictEqual([...ids].sort())
    })

    it('remembers how far it got in a file of its own', async () => {
      await sync(list(['ada']))
      expect(readdirSync(folder.path('state')).sort()).toStrictEqual([
        '.gitignore',
        expect.stringMatching(/^sync-members\.csv-[0-9a-f]{12}\.json$/)
      ])
    })

    it('cannot be resumed with another list', async () => {
      await sync(list(['ada']))
      await expect(sync(list(['eve']), { resume: true })).rejects.toMatchObject({
        name: 'CommandError',
        message: 'The input differs from the interrupted run, or was changed. Start without --resume.'
      })
    })

    it('of a job that failed is reported, and no time is recorded', async () => {
      const failing = jest.spyOn(sandboxes.appcues.state, 'write').mockImplementation(() => {
        throw new TypeError('The file could not be read.')
      })
      const { isWhole, lastSynced, text } = await sync(list(['ada']))
      failing.mockRestore()
      expect({ isWhole, lastSynced }).toStrictEqual({ isWhole: false, lastSynced: undefined })
      expect(text).toMatch(/The import \S+, of 1 people: failed\. Appcues says: The file could not be read\./)
      expect(text).toContain('Some Appcues jobs did not finish, so the sync time was not recorded.')
      expect(sandboxes.appcues.state.segments()[0].description).not.toContain('Last synced')
    })

    it('of a job is not seen by those who do not wait', async () => {
      const { isWhole, endedJobs, text } = await sync(list(['ada']), { wait: false })
      expect({ isWhole, endedJobs }).toStrictEqual({ isWhole: true, endedJobs: undefined })
      expect(text).toMatch(/Appcues is working on it: 2 jobs \(first: \S+\)\. This command did not wait for them\./)
    })

    it('with the description of the segment is reported', async () => {
      sandboxes.appcues.faults.next({ kind: 'status', status: 400, match: ({ method }) => method === 'PATCH' })
      const { lastSynced, text } = await sync(list(['ada']))
      expect(lastSynced).toStrictEqual({ problem: 'Appcues responded with 400: Bad Request: Bad Request.' })
      expect(text).toContain(
        'The time of this sync could not be written into the segment’s description. Appcues responded with 400'
      )
    })
  })

  describe('--live', () => {
    it.each([
      [
        'missing',
        {},
        '--live needs APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, APPCUES_REGION. Put them into the environment or into a .env file here.'
      ],
      [
        'wrong',
        { ...appcuesEnvironment, APPCUES_API_SECRET: 'hunter2' },
        /^Credentials are invalid: {2}Appcues rejected the credentials \(401\)/
      ],
      [
        'of no region',
        { ...appcuesEnvironment, APPCUES_REGION: 'Mars' },
        'APPCUES_REGION (Appcues Region) is "Mars": fill in US or EU.'
      ]
    ])('says that the credentials are %s, and repeats no secret', async (_what, environment, message) => {
      const run = syncList(
        folder.write('members.csv', list(['ada'])),
        { segment: 'x', live: true },
        quietContext(folder.path('state'), environment)
      )
      await expect(run).rejects.toMatchObject({
        name: 'CommandError',
        message: typeof message === 'string' ? message : (expect.stringMatching(message) as unknown)
      })
      await expect(run).rejects.toMatchObject({ message: expect.not.stringContaining('hunter2') as unknown })
    })

    it('excludes --sandbox', async () => {
      await expect(sync(list(['ada']), { sandbox: 'http://127.0.0.1:1' })).rejects.toMatchObject({
        name: 'CommandError',
        message: '--live and --sandbox exclude each other. Give one of them.'
      })
    })
  })
})

const KEPT: KeptAudience = { key: 'list/Power users', sync: 'one-time', fill: true, property: '[Heap] Power users' }
const TIME = '2026-03-11T08:00:00.000Z'

describe('the time of the last sync in a segment’s description', () => {
  it('stands there for people, and is read back', () => {
    const description = describeAudience({ ...KEPT, lastSynced: TIME })
    expect(description).toBe(
      'Members of a Heap segment, kept by Segment, which sets the user property "[Heap] Power users" too. Last synced 2026-03-11T08:00:00.000Z. Do not change this: [heap-appcues:one-time:filled:list/Power users:%5BHeap%5D Power users]'
    )
    expect(parseDescription(description)).toStrictEqual({ ...KEPT, lastSynced: TIME })
  })

  it('is kept when the audience is described anew, and gives way to a newer one', () => {
    const kept = parseDescription(describeAudience({ ...KEPT, lastSynced: TIME }))
    const again = describeAudience({ ...(kept ?? KEPT), sync: 'recurring' })
    expect(parseDescription(again)).toStrictEqual({ ...KEPT, sync: 'recurring', lastSynced: TIME })
    const later = '2026-03-12T08:00:00.000Z'
    expect(parseDescription(describeAudience({ ...(kept ?? KEPT), lastSynced: later }))?.lastSynced).toBe(later)
  })

  it.each([
    ['is missing', describeAudience(KEPT)],
    ['is only part of the property’s name', describeAudience({ ...KEPT, property: `Last synced ${TIME}.` })],
    ['was changed into a word', describeAudience({ ...KEPT, lastSynced: 'yesterday' })],
    ['was moved away from the brackets', `Last synced ${TIME}. ${describeAudience(KEPT)}`]
  ])('is unknown where it %s', (_what, description) => {
    expect(parseDescription(description)).toMatchObject({ key: KEPT.key })
    expect(parseDescription(description)).not.toHaveProperty('lastSynced')
  })
})

const POLICY = { firstPause: 1, longestPause: 2, longest: 1000 }
const job = { id: 'job 1', kind: 'import', people: 2 } as const

/** An Appcues that gives one response after the other, and the last one for ever. */
function responding(...responses: Partial<VendorResponse>[]): { api: Pick<AppcuesApi, 'getJob'>; asked: string[] } {
  const asked: string[] = []
  const getJob = async (id: string): Promise<VendorResponse> => {
    const response = responses[Math.min(asked.length, responses.length - 1)]
    asked.push(id)
    return { status: 200, data: undefined, ...response }
  }
  return { api: { getJob }, asked }
}

const status = (word: unknown, events: unknown = []): Partial<VendorResponse> => ({ data: { status: word, events } })

describe('the status of a job', () => {
  it.each([['COMPLETED'], ['completed'], ['Finished'], ['SUCCESS'], [' done ']])('%j says that it is done', (word) => {
    expect(jobState(word)).toBe('done')
  })
  it.each([['FAILED'], ['error'], ['Timeout'], ['CANCELED'], ['cancelled']])('%j says that it failed', (word) => {
    expect(jobState(word)).toBe('failed')
  })
  it.each([['RUNNING'], ['PENDING'], ['UNDONE'], ['not completed'], [''], [undefined], [7]])(
    '%j says neither',
    (word) => {
      expect(jobState(word)).toBe('running')
    }
  )
})

/** For jobs that end: however slow the machine, the wait outlasts them. */
const PATIENT = { ...POLICY, longest: 20_000 }

describe('waiting for jobs', () => {
  it('asks until the job is done, and then no more', async () => {
    const { api, asked } = responding(status('RUNNING'), status('RUNNING'), status('COMPLETED'))
    expect(await waitForJobs(api, [job], PATIENT)).toStrictEqual([{ ...job, state: 'done', remarks: [] }])
    expect(asked).toStrictEqual(Array(3).fill('job 1'))
  })

  it('tells what Appcues says about it, and only words', async () => {
    const { api } = responding(status('FAILED', [{ message: 'Row 2 has no user_id.' }, { message: 7 }, 'x']))
    expect(await waitForJobs(api, [job], PATIENT)).toStrictEqual([
      { ...job, state: 'failed', remarks: ['Row 2 has no user_id.'] }
    ])
  })

  it('gives up in time', async () => {
    const { api, asked } = responding(status('RUNNING'))
    expect(await waitForJobs(api, [job], POLICY)).toStrictEqual([{ ...job, state: 'running', remarks: [] }])
    expect(asked.length).toBeGreaterThan(2)
  })

  it('does not ask again for a job it cannot look up', async () => {
    const { api, asked } = responding({ status: 404, data: { title: 'Not Found', detail: 'There is no such job.' } })
    expect(await waitForJobs(api, [job], POLICY)).toStrictEqual([
      { ...job, state: 'unknown', remarks: ['Appcues responded with 404: Not Found: There is no such job.'] }
    ])
    expect(asked).toHaveLength(1)
  })

  it('ends at once when it is interrupted', async () => {
    const controller = new AbortController()
    const { api } = responding(status('RUNNING'))
    const waiting = waitForJobs(
      api,
      [job],
      { firstPause: 60_000, longestPause: 60_000, longest: 600_000 },
      controller.signal
    )
    setTimeout(() => controller.abort('It was interrupted.'), 20)
    expect(await waiting).toStrictEqual([{ ...job, state: 'running', remarks: [] }])
  })
})

describe('the jobs of a sync', () => {
  it('are gathered from the responses, each once, with how many people they are about', () => {
    const jobs = new Jobs()
    const body = (segment: string) => ({ title: 'Accepted', job_id: 'import', segment: { id: '7', job_id: segment } })
    for (const segment of ['add', 'add', 'remove']) jobs.see({ status: 202, body: body(segment) })
    jobs.see({ status: 200, body: { title: 'OK' } })
    jobs.see({ status: 202 })
    expect(jobs.all()).toStrictEqual([
      { id: 'import', kind: 'import', people: 3 },
      { id: 'add', kind: 'segment', people: 2 },
      { id: 'remove', kind: 'segment', people: 1 }
    ])
  })

  it('are reported by kind, and one by one where they have remarks', () => {
    const ended = [
      { ...job, state: 'done', remarks: [] },
      { ...job, id: 'job 2', state: 'failed', remarks: ['No space left.'] },
      { ...job, id: 'job 3', kind: 'segment', people: 1000, state: 'running', remarks: [] }
    ] as const
    expect(
      jobLines(
        ended,
        [...ended].map((each) => ({ ...each, remarks: [...each.remarks] }))
      )
    ).toBe(
      [
        'Imports of the property: 1 done, 1 failed.',
        'Changes of the segment: 1 not done yet.',
        'The import job 2, of 2 people: failed. Appcues says: No space left.',
        'The change of the segment job 3, of 1,000 people: not done yet.'
      ].join('\n')
    )
  })
})
