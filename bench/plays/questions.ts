import type { HeapEvent } from '../../host/sandbox/heap'
import { markdownTable, rounded } from '../report/markdown'
import type { Cell } from '../report/markdown'
import { forwardEvents, syncSegment } from './play'
import type { Stage } from './play'

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${rounded((100 * part) / whole)} %`)

interface Person {
  id: string
  events: readonly HeapEvent[]
  properties: Readonly<Record<string, string | number>>
}

const peopleIn = ({ heap: { state } }: Stage): Person[] =>
  state.people().map(({ id, properties }) => ({ id, properties, events: inOrder(state.eventsOf(id)) }))

const timeOf = ({ timestamp }: HeapEvent): number => Date.parse(timestamp)
/** Oldest first: batches arrive in any order. */
const inOrder = (events: readonly HeapEvent[]): HeapEvent[] =>
  [...events].sort((one, other) => timeOf(one) - timeOf(other))

const countOf = ({ events }: Person, name: string): number => events.filter((event) => event.name === name).length

/** Which flow is finished by whom? */
async function flows(stage: Stage): Promise<string> {
  const rows = stage.heap.state
    .flowCounts()
    .sort((one, other) => other.started - one.started || (one.name < other.name ? -1 : 1))
    .map(({ name, started, completed, skipped }): Cell[] => [
      name,
      started,
      completed,
      skipped,
      percent(completed, started)
    ])
  return markdownTable(['Flow Name', 'Flow Started', 'Flow Completed', 'Flow Skipped', 'Completed'], rows)
}

/** Does the tour move activation? Whoever completes the checklist after entering the experiment counts as activated. */
async function activation(stage: Stage): Promise<string> {
  const groups = new Map<string, { entered: number; activated: number }>()
  for (const { events } of peopleIn(stage)) {
    const entry = events.find(({ name }) => name === 'Experiment Entered')
    if (!entry) continue
    const group = String(entry.properties.Group)
    const count = groups.get(group) ?? { entered: 0, activated: 0 }
    const isActivated = events.some((event) => event.name === 'Checklist Completed' && timeOf(event) > timeOf(entry))
    groups.set(group, { entered: count.entered + 1, activated: count.activated + (isActivated ? 1 : 0) })
  }
  const rows = [...groups]
    .sort()
    .map(([group, { entered, activated }]): Cell[] => [group, entered, activated, percent(activated, entered)])
  return markdownTable(['Group', 'People who entered', 'Completed the checklist afterwards', 'Share'], rows)
}

const WEEK = 7 * 24 * 3_600_000
const MOST_EVENTS = 8

/** What do detractors do in the week before their score? */
async function detractors(stage: Stage): Promise<string> {
  const scored = peopleIn(stage).flatMap(({ events }) => {
    const score = [...events]
      .reverse()
      .find(({ name, properties }) => name === 'NPS Score Submitted' && properties['NPS Score'] !== undefined)
    if (!score) return []
    const before = events.filter((event) => timeOf(event) < timeOf(score) && timeOf(event) >= timeOf(score) - WEEK)
    return [{ score: Number(score.properties['NPS Score']), names: before.map(({ name }) => name) }]
  })
  const low = scored.filter(({ score }) => score <= 6)
  const high = scored.filter(({ score }) => score >= 9)
  const each = (people: typeof scored, event: string): number =>
    people.reduce((sum, { names }) => sum + names.filter((name) => name === event).length, 0) / people.length
  const names = [...new Set(scored.flatMap((person) => person.names))]
  const rows = names
    .map((name) => ({ name, low: each(low, name), high: each(high, name) }))
    .sort(
      (one, other) =>
        Math.abs(other.low - other.high) - Math.abs(one.low - one.high) || (one.name < other.name ? -1 : 1)
    )
    .slice(0, MOST_EVENTS)
    .map(({ name, ...means }): Cell[] => [name, rounded(means.low, 2), rounded(means.high, 2)])
  const head = ['Event in the week before', `Each of ${low.length} detractors`, `Each of ${high.length} promoters`]
  return markdownTable(head, rows)
}

/** Promoters, back to Appcues for a review request. */
async function promoters(stage: Stage): Promise<string> {
  const ids = peopleIn(stage).flatMap(({ properties }) =>
    Number(properties['Appcues NPS Score'] ?? NaN) >= 9 ? [String(properties.appcuesUserID)] : []
  )
  await syncSegment(stage, 'Promoters', ids)
  const { state } = stage.appcues
  const [segment] = state.segments().filter(({ name }) => name === '[Heap] Promoters')
  const isMarked = ids.filter((id) => state.profile(id)?.properties.get('[Heap] Promoters') === true).length
  const rows: Cell[][] = [
    ['Heap users with Appcues NPS Score of 9 or 10', ids.length],
    ['Appcues users whose property "[Heap] Promoters" is true', isMarked],
    ['Members of the Appcues segment "[Heap] Promoters"', state.membersOf(segment.id)?.size ?? 0]
  ]
  return markdownTable(['', 'People'], rows)
}

/** A Heap event starts a flow: here, whoever finished the flow about reports exports one. */
async function heapEvent(stage: Stage): Promise<string> {
  const flow = 'New: scheduled reports'
  const ids = peopleIn(stage)
    .filter(
      ({ id, events }) =>
        !id.startsWith('anon:') &&
        events.some(({ name, properties }) => name === 'Flow Completed' && properties['Flow Name'] === flow)
    )
    .map(({ id }) => id)
  await forwardEvents('Report Exported', ids)
  const arrived = ids.filter((id) => stage.appcues.state.eventsOf(id).some(({ name }) => name === 'Report Exported'))
  const again = peopleIn(stage).reduce((sum, person) => sum + countOf(person, 'Report Exported'), 0)
  const rows: Cell[][] = [
    [`People who completed "${flow}" and then export a report`, ids.length],
    ['Appcues users with the event Report Exported', arrived.length],
    ['The same event back in Heap', again]
  ]
  return markdownTable(['', 'Count'], rows)
}

/** By the name of the place in docs/plays.md. */
export const questions = { flows, activation, detractors, promoters, 'heap-event': heapEvent } as const
