import { startHeapSandbox } from '../../../host/sandbox/heap'
import type { AcceptedEvent, HeapSandbox } from '../../../host/sandbox/heap'
import { backfill } from '../../support/backfill'
import { asLines, exportRows, keysIn } from '../../support/export-rows'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
let heap: HeapSandbox
const poison = ({ properties }: AcceptedEvent): boolean => properties['Flow Name'] === 'poison'
beforeAll(async () => (heap = await startHeapSandbox({ poison })))
afterEach(() => heap.reset())
afterAll(() => heap.close())

const run = (content: string) =>
  backfill(folder.write('export.ndjson', content), { sandbox: heap.url }, { folder: folder.path('state') })

const row = (more: object): object => ({ ...exportRows(1)[0], ...more })
const propertiesOf = (id: string) => heap.state.eventsOf(id).map(({ properties }) => properties)

describe('backfill of bad input', () => {
  it('delivers 999 when Heap refuses one, and names that one', async () => {
    const rows = exportRows(1000, (n) => ({
      name: 'appcues:flow_started',
      attributes: { flowName: n === 500 ? 'poison' : 'fine' }
    }))
    const { tally, mark } = await run(asLines(rows))
    expect(keysIn(heap)).toHaveLength(999)
    expect(tally.rejected.all()).toMatchObject([{ count: 1, firstRows: [501] }])
    expect(mark).toEqual({ row: 1000, rejected: 1 })
  })

  it('delivers 999 beside one event that nests 10,000 levels deep', async () => {
    const deep = JSON.stringify(row({ id: 'deep' })).replace('"f1"', `${'['.repeat(10_000)}${']'.repeat(10_000)}`)
    const { tally, stopped } = await run(`${asLines(exportRows(999))}${deep}\n`)
    expect(stopped).toBeUndefined()
    const refused = tally.rejected.total
    expect(keysIn(heap)).toHaveLength(1000 - refused)
    expect(keysIn(heap).filter((key) => !key.startsWith('deep'))).toHaveLength(999)
  })

  it('keeps ids beyond 2^53 apart', async () => {
    const text = asLines([row({ id: 'a', user_id: 'ID1' }), row({ id: 'b', user_id: 'ID2' })])
    await run(text.replace('"ID1"', '9007199254740992').replace('"ID2"', '9007199254740993'))
    expect(
      heap.state
        .people()
        .map(({ id }) => id)
        .sort()
    ).toEqual(['9007199254740992', '9007199254740993'])
  })

  it.each([
    ['seconds', 1772366400],
    ['milliseconds', 1772366400000],
    ['milliseconds as text', '1772366400000'],
    ['ISO', '2026-03-01T12:00:00Z'],
    ['ISO without a zone', '2026-03-01 12:00:00']
  ])('reads a time in %s', async (_title, timestamp) => {
    await run(asLines([row({ timestamp, user_id: 'ada' })]))
    expect(heap.state.eventsOf('ada')).toMatchObject([{ timestamp: '2026-03-01T12:00:00.000Z' }])
  })

  it('refuses a time more than a day ahead of the clock', async () => {
    const at = (timestamp: string, user_id: string) => row({ timestamp, user_id })
    const { tally } = await run(asLines([at('2026-12-02T00:00:00Z', 'ada'), at('2026-12-02T00:00:01Z', 'bob')]))
    expect(heap.state.people().map(({ id }) => id)).toStrictEqual(['ada'])
    expect(tally.rejected.all()).toMatchObject([
      { reason: expect.stringContaining('at most a day ahead') as string, firstRows: [2] }
    ])
  })

  it('takes hostile keys, lone surrogates, NUL and cyclic-looking references as data', async () => {
    const attributes =
      '{"flowName":"a\\u0000b\\ud800c","__proto__":{"polluted":1},"constructor":"x","toString":"y","$ref":"#"}'
    const { tally } = await run(asLines([row({ user_id: 'ada', attributes: 'HERE' })]).replace('"HERE"', attributes))
    expect(tally.rejected.total).toBe(0)
    expect(propertiesOf('ada')).toMatchObject([{ 'Flow Name': expect.stringMatching(/^a.*b.*c$/su) as string }])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('gives the same output for the same input', async () => {
    const content = `oops\n${asLines(exportRows(50))}{"half":`
    const first = await run(content)
    const keys = keysIn(heap)
    heap.reset()
    const second = await run(content)
    const withoutTime = (said: string): string => said.replace(/ +[\d.]+ │\n/g, '')
    expect(withoutTime(second.said)).toBe(withoutTime(first.said))
    expect(keysIn(heap)).toEqual(keys)
  })
})
