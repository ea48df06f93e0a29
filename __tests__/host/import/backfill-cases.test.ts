import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import type { HeapSandbox } from '../../../host/sandbox/heap'
import type { BackfillFlags } from '../../../host/import/backfill-file'
import { backfill } from '../../support/backfill'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
let heap: HeapSandbox
beforeAll(async () => (heap = await startHeapSandbox({ keepRequests: 1000 })))
afterEach(() => heap.reset())
afterAll(() => heap.close())

const caseFile = (name: string): string => join(__dirname, '../../cases', name)
const run = (file: string, flags: Partial<BackfillFlags> = {}, environment = {}) =>
  backfill(file, { sandbox: heap.url, ...flags }, { folder: folder.path('state'), environment })

/** All that Heap has, by person. */
const held = (): Record<string, unknown[]> =>
  Object.fromEntries(
    heap.state
      .people()
      .map(({ id }): [string, unknown[]] => [
        id,
        heap.state.eventsOf(id).map(({ name, properties }) => [name, properties])
      ])
  )
const propertyOf = (id: string, name: string): unknown => heap.state.eventsOf(id)[0]?.properties[name]

describe('an export with stray quotes', () => {
  it('in TSV is three rows, the quote as text', async () => {
    expect(await run(caseFile('export-stray-quote.tsv'))).toMatchObject({ isWhole: true })
    expect(propertyOf('u-1', 'NPS Feedback')).toBe('"Great tool')
    expect(propertyOf('u-3', 'NPS Feedback')).toBe('27" screen')
  })

  it('in CSV never makes one person’s words of others’ rows', async () => {
    const { isWhole, tally } = await run(caseFile('export-stray-quote.csv'))
    expect(isWhole).toBe(false)
    expect(tally.rejected.all()).toMatchObject([{ count: 4, firstRows: [2, 3, 4, 5] }])
    expect(Object.keys(held())).toStrictEqual(['u-5'])
  })

  it('inside its cells is three rows, of which a comma without quotes costs its own', async () => {
    const { tally } = await run(caseFile('export-inner-quotes.csv'))
    expect(tally.rows).toBe(3)
    expect(tally.rejected.all()).toMatchObject([
      { reason: 'It has more values than the header has columns.', count: 1, firstRows: [3] }
    ])
    expect(Object.keys(held()).sort()).toStrictEqual(['u-1', 'u-3'])
    expect(propertyOf('u-1', 'NPS Feedback')).toBe('"Great" tool')
  })
})

describe('an export that a spreadsheet or a database wrote', () => {
  it('merges no one under a damaged id or a placeholder', async () => {
    const { isWhole, tally } = await run(caseFile('export-excel-ids.csv'))
    expect({ isWhole, rejected: tally.rejected.total, held: held() }).toStrictEqual({
      isWhole: false,
      rejected: 6,
      held: {}
    })
  })

  it('merges no one under a decimal id', async () => {
    const row = 'name,timestamp,user_id\nappcues:flow_started,2026-03-10,1201.0\nappcues:flow_started,2026-03-10,v1.0\n'
    expect((await run(folder.write('decimal.csv', row))).tally.rejected.all()).toMatchObject([{ firstRows: [2] }])
    expect(Object.keys(held())).toStrictEqual(['v1.0'])
  })

  it('merges no one under a damaged value of the profile', async () => {
    const head = 'name,timestamp,user_id,identity.customer\n'
    const rows = ['1.23457E+15', '7E12'].map((id, n) => `appcues:flow_started,2026-03-10,u-${n},${id}\n`)
    const { tally } = await run(
      folder.write('profile.csv', head + rows.join('')),
      {},
      { HEAP_IDENTITY_PROPERTY: 'customer' }
    )
    expect(tally.rejected.all()).toMatchObject([{ firstRows: [2] }])
    expect(Object.keys(held())).toStrictEqual(['7E12'])
  })

  it('takes a mark for null as absent', async () => {
    await run(caseFile('export-null-mark.csv'))
    expect(heap.state.eventsOf('u-1')[0].properties).toStrictEqual({
      'Flow ID': 'f-1',
      Timestamp: '2026-03-10T22:21:56.000Z'
    })
  })

  it('reads Excel’s first line', async () => {
    await run(caseFile('export-sep-line.csv'))
    expect(propertyOf('u-1', 'Flow Name')).toBe('Überblick, "A"; B')
  })

  it.each([['export-capitals.csv'], ['export-spaced-header.csv'], ['export-event-alias.json']])(
    'reads the header of %s',
    async (name) => {
      expect(await run(caseFile(name))).toMatchObject({ isWhole: true })
      expect(held()).toMatchObject({ 'u-1': [['Flow Started', {}]] })
    }
  )

  it('reads the times that are times, and names each that is not', async () => {
    const { tally, isWhole } = await run(caseFile('export-times.csv'))
    expect(isWhole).toBe(false)
    const times = heap.state.eventsOf('u-1').map(({ properties, timestamp }) => [properties['Flow Name'], timestamp])
    expect(Object.fromEntries(times)).toStrictEqual({
      BigQuery: '2020-05-05T12:00:00.000Z',
      'BigQuery micros': '2020-05-05T12:00:00.123Z',
      '.NET ticks': '2020-05-05T12:00:00.123Z',
      nanos: '2020-05-05T06:30:00.123Z',
      seconds: '2020-05-05T12:00:00.000Z',
      'seconds fraction': '2020-05-05T12:00:00.250Z'
    })
    expect(tally.rejected.total).toBe(13)
  })
})

describe('the columns of an export', () => {
  it.each([['export-plain-columns.json'], ['export-plain-columns.csv']])(
    'beside the envelope are attributes: %s',
    async (name) => {
      expect(await run(caseFile(name))).toMatchObject({ isWhole: true })
      expect(held()).toMatchObject({
        'u-1': [
          ['NPS Score Submitted', { 'NPS Score': 9 }],
          ['NPS Feedback Submitted', { 'NPS Feedback': 'Love the new board' }]
        ],
        'u-2': [
          ['NPS Score Submitted', { 'NPS Score': 0 }],
          ['NPS Feedback Submitted', { 'NPS Feedback': 'Too slow' }]
        ]
      })
    }
  )

  it('that hold a profile are not passed on, in no spelling', async () => {
    await run(caseFile('export-profile-columns.csv'))
    const all = JSON.stringify([held(), heap.requests.entries])
    expect(all).not.toMatch(/pat@example|Pat Example|acme|_identity|Mozilla/)
  })

  it('that are used for nothing are named once, and times without a zone counted', async () => {
    const rows = 'name,timestamp,user_id,plan,attributes_flowId\n'
    const row = 'appcues:flow_started,2026-03-10 12:00:00,u-1,pro,f1\n'
    const { said } = await run(folder.write('columns.csv', rows + row + row))
    expect(said).toContain('Columns that are not used: "plan".')
    expect(said).toContain('2 times without a zone were read as UTC.')
  })

  it('hold the identity that Heap knows people by, and nothing else of the profile leaves', async () => {
    const { isWhole } = await run(caseFile('export-identity-by-email.ndjson'), {}, { HEAP_IDENTITY_PROPERTY: 'email' })
    expect(isWhole).toBe(true)
    expect(Object.keys(held())).toStrictEqual(['pat@example.com'])
  })
})

const score = (id: string, user_id: string, value: number, timestamp: string) => ({
  id,
  name: 'appcues:nps_score',
  user_id,
  timestamp,
  attributes: { score: value }
})
const asLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const npsOf = (): unknown => heap.state.people().map(({ id, properties }) => [id, properties['Appcues NPS Score']])

describe('history', () => {
  const rows = asLines([
    score('s-1', 'ada', 3, '2026-01-01T00:00:00Z'),
    score('s-2', 'ada', 9, '2026-03-01T00:00:00Z'),
    score('s-3', 'ada', 5, '2026-02-01T00:00:00Z'),
    score('s-4', 'bob', 0, '2026-02-01T00:00:00Z')
  ])

  it('writes no user property that may be newer in Heap', async () => {
    await run(folder.write('export.ndjson', rows))
    expect(npsOf()).toStrictEqual([
      ['ada', undefined],
      ['bob', undefined]
    ])
  })

  it('writes the newest of each person once, at the end, when it is asked to', async () => {
    const { said, isWhole } = await run(folder.write('export.ndjson', rows), { userProperties: true })
    expect(npsOf()).toStrictEqual([
      ['ada', 9],
      ['bob', 0]
    ])
    expect({ isWhole, said }).toMatchObject({
      isWhole: true,
      said: expect.stringContaining('User properties of 2 people were written, the newest of each.') as string
    })
    const paths = heap.requests.entries.map(({ path }) => path)
    expect(paths.indexOf('/api/add_user_properties')).toBe(paths.length - 1)
  })

  it('still says who the person is in Appcues', async () => {
    const row = { id: 'f', name: 'appcues:flow_started', user_id: 'ada', timestamp: '2026-01-01T00:00:00Z' }
    await run(folder.write('export.ndjson', asLines([row])))
    expect(heap.state.people()).toMatchObject([{ properties: { appcuesUserID: 'ada' } }])
  })

  it('takes a bare name for the customer’s own event by default', async () => {
    const row = { id: 'b', name: 'Form Submitted', user_id: 'ada', timestamp: '2026-01-01T00:00:00Z' }
    const file = folder.write('export.ndjson', asLines([row]))
    const { isWhole, tally } = await run(file)
    expect(isWhole).toBe(true)
    expect(tally.skipped.all()).toMatchObject([
      { reason: expect.stringMatching(/"Form Submitted".*add --take-bare-names/) as string, count: 1 }
    ])
    await run(file, { takeBareNames: true })
    expect(held()).toMatchObject({ ada: [['Form Submitted', {}]] })
  })
})

describe('a file of rejects', () => {
  it('can be given to backfill again once it is corrected', async () => {
    const rejects = folder.path('rejects.ndjson')
    const bad = [score('r-1', 'null', 7, '2026-01-01T00:00:00Z'), score('r-2', 'bob', 8, '2026-01-01T00:00:00Z')]
    await run(folder.write('export.ndjson', `${asLines(bad)}{"half":\n`), { rejects })
    const corrected = readFileSync(rejects, 'utf8').replace('"user_id":"null"', '"user_id":"ada"')
    const { tally } = await run(folder.write('corrected.ndjson', corrected))
    expect(held()).toMatchObject({
      ada: [['NPS Score Submitted', { 'NPS Score': 7 }]],
      bob: [['NPS Score Submitted', {}]]
    })
    expect(tally.rejected.all()).toMatchObject([
      { reason: expect.stringContaining('Write the event into it as an object called "record"') as string, count: 1 }
    ])
  })
})

describe('the settings of events', () => {
  const flow = (id: string, user_id: string, url?: string) => ({
    id,
    name: 'appcues:flow_started',
    user_id,
    group_id: 'acme',
    timestamp: '2026-03-10T22:21:56Z',
    attributes: { flowId: 'f1', localeName: 'English', flowType: 'journey' },
    context: { url }
  })
  const rows = asLines([
    flow('e-1', 'ada', 'https://app.example.com/'),
    flow('e-2', 'bob', 'https://staging.example.com/'),
    flow('e-3', 'cyd')
  ])

  it('keep out rows about another host, which is well, and take those without a page', async () => {
    const file = folder.write('hosts.ndjson', rows)
    const { isWhole, said } = await run(file, {}, { ONLY_FROM_HOSTS: 'app.example.com' })
    expect(Object.keys(held()).sort()).toStrictEqual(['ada', 'cyd'])
    expect(isWhole).toBe(true)
    expect(said).toContain('The page is on "staging.example.com", which the setting Only From')
  })

  it('add the account and the page to each event, and leave the account of the person as it is today', async () => {
    const file = folder.write('added.ndjson', rows)
    await run(file, {}, { HEAP_GROUP_ID: 'true', HEAP_PAGE_AND_LOCALE: 'true' })
    const added = { 'Group ID': 'acme', 'Locale Name': 'English', 'Flow Type': 'journey' }
    const own = { 'Flow ID': 'f1', Timestamp: '2026-03-10T22:21:56.000Z' }
    expect(held().ada).toStrictEqual([['Flow Started', { ...own, ...added, 'Page URL': 'https://app.example.com/' }]])
    expect(held().cyd).toStrictEqual([['Flow Started', { ...own, ...added }]])
    expect(heap.state.people().map(({ properties }) => properties['Appcues Group ID'])).toStrictEqual([
      undefined,
      undefined,
      undefined
    ])
  })

  it('set the newest account of a person with --user-properties', async () => {
    const file = folder.write('group.ndjson', rows)
    await run(file, { userProperties: true }, { HEAP_GROUP_ID: 'true' })
    expect(heap.state.people().map(({ properties }) => properties['Appcues Group ID'])).toStrictEqual([
      'acme',
      'acme',
      'acme'
    ])
  })
})
