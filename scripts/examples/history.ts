import { checklistJourney, experienceJourney, experimentJourney, flowJourney, surveyJourney } from './journeys'
import { checklist, experiences, flows } from './product'
import { makePeople, Random, Scene } from './scene'
import type { ExportRow, Person } from './scene'

/** A dozen ways in which a row can be bad, each made from a good row, each rejected in a sentence of its own. */
export const badRows: ReadonlyArray<(good: ExportRow) => string> = [
  (good) => JSON.stringify(good).slice(0, 90),
  (good) => JSON.stringify([good.id, good.name]),
  (good) => JSON.stringify({ ...good, name: undefined }),
  (good) => JSON.stringify({ ...good, user_id: undefined }),
  (good) => JSON.stringify({ ...good, user_id: 'undefined' }),
  (good) => JSON.stringify({ ...good, attributes: '{"flowId":"-NkWel' }),
  (good) => JSON.stringify({ ...good, user_id: 'x'.repeat(300) }),
  (good) => JSON.stringify({ ...good, timestamp: 'yesterday' }),
  (good) => JSON.stringify({ ...good, timestamp: undefined, attributes: { flowId: 'no-time' } }),
  (good) => JSON.stringify({ ...good, attributes: ['flowId', 'flowName'] }),
  (good) => JSON.stringify({ ...good, context: 'https://app.example.com/home' }),
  // The last line of the file: the export broke off.
  (good) => JSON.stringify(good).slice(0, 150)
]

const SEED = 20_260_105
const FIRST_DAY = Date.UTC(2026, 0, 5)
const DAY = 24 * 60 * 60 * 1000
const DAYS = 56
const VISITS = 7
const REPEATED = 40
const LATE = 30

/** The whole file: eight weeks of sixty people, in the order of arrival, with what real exports have wrong. */
export function makeHistory(): string {
  const random = new Random(SEED)
  const rows = makePeople(random).flatMap((person) => visits(random, person))
  const arrived = inOrderOfArrival(random, rows).map((row) => JSON.stringify(row))
  repeatSome(random, arrived)
  addForeignEvents(random, arrived, rows)
  return withBadRows(random, arrived, rows).join('\n')
}

function visits(random: Random, person: Person): ExportRow[] {
  return Array.from({ length: VISITS }, () => visit(random, person)).flat()
}

function visit(random: Random, person: Person): ExportRow[] {
  const at = FIRST_DAY + random.between(0, DAYS - 1) * DAY + random.between(6 * 3600, 20 * 3600) * 1000
  const start = (page: string): Scene => new Scene(random, person, at, page)
  const kind = random.next()
  const flow = random.pick(flows)
  const scene = start(kind < 0.55 ? flow.page : kind < 0.7 ? checklist.page : experiences[1].page)
  if (kind < 0.55) flowJourney(scene, flow)
  else if (kind < 0.7) checklistJourney(scene)
  else if (kind < 0.85) surveyJourney(scene)
  else if (kind < 0.97) experienceJourney(scene)
  else experimentJourney(scene)
  return scene.rows
}

/** By time, but some events were offline for days before they came. */
function inOrderOfArrival(random: Random, rows: readonly ExportRow[]): ExportRow[] {
  const late = new Set(Array.from({ length: LATE }, () => random.between(0, rows.length - 1)))
  const arrival = rows.map((row, index) => ({ row, at: Date.parse(row.timestamp) + (late.has(index) ? 3 * DAY : 0) }))
  return arrival.sort((left, right) => left.at - right.at).map(({ row }) => row)
}

/** The same events once more, as a webhook delivers them when it was not sure. */
function repeatSome(random: Random, lines: string[]): void {
  for (let n = 0; n < REPEATED; n++) {
    const from = random.between(0, lines.length - 50)
    lines.splice(from + random.between(1, 40), 0, lines[from])
  }
}

/** An export also holds what the customer tracks through Appcues; and one score is no number. */
function addForeignEvents(random: Random, lines: string[], rows: readonly ExportRow[]): void {
  for (const name of ['Board Created', 'Board Created', 'Invoice Paid']) {
    const row = { ...random.pick(rows), id: `own-${random.hex(12)}`, name, attributes: { plan: 'pro' } }
    lines.splice(random.between(0, lines.length), 0, JSON.stringify(row))
  }
  const scored = rows.find(({ name }) => name === 'appcues:nps_score')!
  const unusable = { ...scored, id: `odd-${random.hex(12)}`, attributes: { ...scored.attributes, score: 'ten' } }
  lines.splice(random.between(0, lines.length), 0, JSON.stringify(unusable))
}

function withBadRows(random: Random, lines: readonly string[], rows: readonly ExportRow[]): string[] {
  const all = [...lines]
  const bad = badRows.map((make) => make({ ...random.pick(rows), id: `bad-${random.hex(12)}` }))
  // Not among the first lines, and the one that breaks off at the very end, without a line break.
  bad.slice(0, -1).forEach((line) => all.splice(random.between(20, all.length), 0, line))
  return [...all, bad[bad.length - 1]]
}
