import { join } from 'node:path'
import { defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { exampleOf } from '../../examples/events'
import { definition } from '../../host/delivery/definition'
import { createSender } from '../../host/delivery/sender'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import type { Subscription } from '../../host/delivery/subscription'
import { backfillFile } from '../../host/import/backfill-file'
import { startAppcuesSandbox } from '../../host/sandbox/appcues'
import type { AppcuesSandbox } from '../../host/sandbox/appcues'
import { startHeapSandbox } from '../../host/sandbox/heap'
import type { HeapEvent, HeapSandbox } from '../../host/sandbox/heap'
import { redirectVendors } from '../../host/sandbox/redirect'
import { sources } from '../../src/sources'
import { settings } from '../cases/workloads'
import { markdownTable, rounded } from '../report/markdown'
import type { Cell } from '../report/markdown'

const HISTORY = join(__dirname, '..', '..', 'examples', 'appcues-export.ndjson')

/** Both vendors, with the example history in Heap. */
interface Stage {
  heap: HeapSandbox
  appcues: AppcuesSandbox
}

/**
 * Brings the example history into Heap, as `backfill --user-properties` does, and lets `work` look at it.
 *
 * @param folder where the run may keep its notes
 */
export async function onStage<T>(folder: string, work: (stage: Stage) => Promise<T>): Promise<T> {
  const heap = await startHeapSandbox()
  const appcues = await startAppcuesSandbox({ rate: 0, planJob: () => ({}) })
  try {
    const context = { environment: {}, print: () => undefined, folder }
    await backfillFile(HISTORY, { sandbox: heap.url, userProperties: true }, context)
    const restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
    return await work({ heap, appcues }).finally(restore)
  } finally {
    await Promise.all([heap.close(), appcues.close()])
  }
}

/** When the webhooks of the plays come, in epoch milliseconds: after the history. */
const NOW = Date.parse('2026-03-10T22:21:56.000Z')

/** A page of Heap's segment sync, through its source and the preset for it. */
async function syncSegment({ appcues }: Stage, name: string, ids: readonly string[]): Promise<void> {
  const { data, ...page } = exampleOf('segment-sync').in
  const { sync_info } = data as { sync_info: object }
  const body = { ...page, data: { segment: { id: 4711, name }, sync_info, add: ids.map((id) => ({ id })) } }
  const preset = automaticSubscriptions(definition).find(({ partnerAction }) => partnerAction === 'syncAudience')
  if (!preset) throw new TypeError('There is no preset for audiences any more.')
  const headers = { 'heap-hash': `ts:${NOW},hmac:unsigned` }
  await deliver(preset, sources.heapSegmentSync.receive({ headers, body: JSON.stringify(body) }, {}, NOW))
  appcues.jobs.settle()
}

/** Heap's event webhooks, through their source and a mapping that forwards the event. */
async function forwardEvents(event: string, ids: readonly string[]): Promise<void> {
  const mapping = defaultValues(definition.actions.forwardEvent.fields) as JSONObject
  const subscribe = `type = "track" and event = "${event}"`
  const subscription: Subscription = { name: event, subscribe, partnerAction: 'forwardEvent', mapping }
  const calls = ids.flatMap((identity, n) => {
    const body = JSON.stringify({ ...exampleOf('heap-event').in, event, identity, event_id: `play-${n}` })
    return sources.heapEventWebhook.receive({ headers: {}, body }, {}, NOW)
  })
  await deliver(subscription, calls)
}

async function deliver(subscription: Subscription, calls: readonly object[]): Promise<void> {
  const time = new Date(NOW).toISOString()
  const events = calls.map((call) => ({ timestamp: time, receivedAt: time, ...call }) as unknown as SegmentEvent)
  const send = createSender(definition, settings, () => undefined)
  const failure = (await send(subscription, events)).find(({ errormessage }) => errormessage !== undefined)
  if (failure) throw new TypeError(`Not delivered: ${JSON.stringify(failure)}`)
}

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
