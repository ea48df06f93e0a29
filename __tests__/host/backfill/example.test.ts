import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeHistory } from '../../../scripts/examples/history'
import { badRows } from '../../../scripts/examples/bad-rows'
import { startHeapSandbox } from '../../../host/sandbox/heap'
import { events as catalog } from '../../../src/destinations/heap-appcues/catalog'
import { backfill } from '../../support/backfill'
import { keysIn } from '../../support/export-rows'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
const EXAMPLE = join(__dirname, '../../../examples/appcues-export.ndjson')
const text = readFileSync(EXAMPLE, 'utf8')

interface Line {
  number: number
  id?: string
  name?: string
  user_id?: unknown
  attributes?: { interactionData?: { surveyResponses?: { type: string }[] } }
}

/** Every line under its number; those that cannot be read have nothing but that. */
const lines: Line[] = text.split('\n').map((line, index) => {
  const found = /"id":"((?:bad|odd|own)-[^"]*)"/.exec(line)?.[1] ?? /"(bad-[^"]*)"/.exec(line)?.[1]
  return found?.startsWith('bad-')
    ? { number: index + 1, id: found }
    : { ...(JSON.parse(line) as Line), number: index + 1 }
})
const isBad = ({ id }: Line): boolean => id?.startsWith('bad-') ?? true
/** Its event goes without the score. */
const hasOddScore = ({ id }: Line): boolean => id?.startsWith('odd-') ?? false
const heapName = new Map(catalog.map(({ id, name }) => [`appcues:${id}`, name]))

/** What Heap must hold: one event for each good row, and those that the answers of newer surveys add. */
function expectedKeys(): string[] {
  const good = lines.filter((line) => !isBad(line) && heapName.has(line.name ?? ''))
  const keys = good.flatMap(({ id, name, attributes }) => {
    const answers = attributes?.interactionData?.surveyResponses ?? []
    return [
      `${id}:${heapName.get(name ?? '')}`,
      ...answers.map(({ type }) =>
        type === 'nps_score' ? `${id}:score:NPS Score Submitted` : `${id}:feedback:NPS Feedback Submitted`
      )
    ]
  })
  return [...new Set(keys)].sort()
}

describe('the example history', () => {
  it('is what its script writes', () => {
    expect(text === makeHistory()).toBe(true)
  })

  it('holds at least 2,000 events of 60 people, all of the catalog among them, and a dozen bad rows', () => {
    const good = lines.filter((line) => !isBad(line))
    expect(good.length).toBeGreaterThan(2000)
    expect(new Set(good.map(({ user_id }) => user_id)).size).toBe(60)
    expect([...heapName.keys()].filter((name) => !good.some((line) => line.name === name))).toEqual([])
    expect(lines.filter(isBad)).toHaveLength(badRows.length)
    expect(badRows).toHaveLength(12)
  })

  it('holds repeated and late events, anonymous people and newer surveys', () => {
    const ids = lines.flatMap(({ id }) => id ?? [])
    expect(ids.length - new Set(ids).size).toBeGreaterThan(20)
    expect(text).toContain('"user_id":"anon:')
    expect(text).toContain('"surveyResponses"')
    const times = [...text.matchAll(/"timestamp":"([^"]+)"/g)].map(([, time]) => Date.parse(time))
    expect(times.filter((time, n) => n > 0 && time < times[n - 1] - 86_400_000).length).toBeGreaterThan(20)
  })

  it('ends in Heap with every good event exactly once, and every bad row named, as is the one with an odd score', async () => {
    const heap = await startHeapSandbox()
    const rejects = folder.path('rejects.ndjson')
    const { said } = await backfill(EXAMPLE, { sandbox: heap.url, rejects }, { folder: folder.path('state') })
    await heap.close()
    expect(keysIn(heap)).toEqual(expectedKeys())
    const named = readFileSync(rejects, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { row: number }).row)
    const bad = lines.filter(isBad).map(({ number }) => number)
    expect(bad).toHaveLength(12)
    expect(named.sort((a, b) => a - b)).toEqual(bad)
    const odd = lines.filter(hasOddScore).map(({ number }) => number)
    expect(odd).toHaveLength(1)
    for (const number of [...bad, ...odd]) expect(said).toMatch(new RegExp(`│[^│]*\\b${number}\\b[^│]*│\n`))
  })

  it('never lets a profile reach Heap', async () => {
    const heap = await startHeapSandbox({ keepRequests: 1000 })
    await backfill(EXAMPLE, { sandbox: heap.url }, { folder: folder.path('state') })
    await heap.close()
    expect(text).toContain('user-1001@example.com')
    const held = heap.state.people().map((person) => [person, heap.state.eventsOf(person.id)])
    expect(JSON.stringify(held)).not.toContain('user-1001@example.com')
  })
})
