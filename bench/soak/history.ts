import { random, upTo } from './random'

/** What Heap must hold of a row, or why the row must have been rejected. Written down beside the row, not made by the code under test. */
export type Expected = { kind: 'stored'; event: ExpectedEvent } | { kind: 'rejected'; reason: RegExp }

export interface ExpectedEvent {
  person: string
  key: string
  name: string
  timestamp: string
  properties: Record<string, string | number>
}

export interface HistoryRow {
  row: Record<string, unknown>
  expected: Expected
}

export interface HistoryPlan {
  seed: number
  rows: number
}

/** The name by which the sandbox's Heap spoils a batch without saying why. */
export const POISON = 'Poisoned Flow'

const START = 1_700_000_000_000
const PEOPLE_SHARE = 25
const ANONYMOUS_SHARE = 7
const LONG = 'Long words. '.repeat(200)
/** 1023 characters, ending in the mark of a cut. */
const LONG_CUT = `${LONG.slice(0, 1016)}… [cut]`

const REJECTED: readonly { below: number; change: (row: Row) => Row; reason: RegExp }[] = [
  { below: 0.002, change: (row) => ({ ...row, user_id: 'undefined' }), reason: /"user_id"/ },
  { below: 0.003, change: (row) => ({ ...row, timestamp: 'yesterday' }), reason: /"timestamp"/ },
  { below: 0.004, change: (row) => ({ ...row, name: '' }), reason: /"name"/ },
  {
    below: 0.006,
    change: (row) => ({
      ...row,
      name: 'appcues:flow_completed',
      attributes: { ...row.attributes, flowName: POISON }
    }),
    reason: /^Heap rejected/
  }
]

interface Row extends Record<string, unknown> {
  id: string
  name: string
  user_id: string
  timestamp: string
  attributes: Record<string, unknown>
}

/** One kind of event: what Appcues sends, and exactly what Heap must store. */
interface Kind {
  name: string
  heap: string
  attributes: (n: number) => Record<string, unknown>
  properties: (n: number) => Record<string, string | number>
}

const flow = (n: number) => ({ flowId: `flow-${n % 30}`, flowName: `Tour ${n % 30}`, flowVersion: START + (n % 30) })
const flowInHeap = (n: number) => ({
  'Flow ID': `flow-${n % 30}`,
  'Flow Name': `Tour ${n % 30}`,
  'Flow Version': START + (n % 30)
})

const KINDS: readonly Kind[] = [
  { name: 'flow_started', heap: 'Flow Started', attributes: flow, properties: flowInHeap },
  { name: 'flow_completed', heap: 'Flow Completed', attributes: flow, properties: flowInHeap },
  {
    name: 'step_completed',
    heap: 'Step Completed',
    attributes: (n) => ({ ...flow(n), stepId: `step-${n % 7}`, stepType: 'modal' }),
    properties: (n) => ({ ...flowInHeap(n), 'Step ID': `step-${n % 7}`, 'Step Type': 'modal' })
  },
  {
    name: 'form_field_submitted',
    heap: 'Form Field Submitted',
    attributes: (n) => ({
      ...flow(n),
      interactionType: 'submit',
      interaction: { category: 'form', formId: 'form-1', fieldId: `field-${n % 3}`, label: 'Why, "now"?', value: LONG }
    }),
    properties: (n) => ({
      ...flowInHeap(n),
      'Interaction Type': 'submit',
      Category: 'form',
      'Form ID': 'form-1',
      'Field ID': `field-${n % 3}`,
      Label: 'Why, "now"?',
      Value: LONG_CUT
    })
  },
  {
    name: 'checklist_completed',
    heap: 'Checklist Completed',
    attributes: (n) => ({ checklistId: `list-${n % 5}`, checklistName: 'First steps' }),
    properties: (n) => ({ 'Checklist ID': `list-${n % 5}`, 'Checklist Name': 'First steps' })
  },
  {
    name: 'v2:experience_started',
    heap: 'Experience Started',
    attributes: (n) => ({ experienceId: `exp-${n % 9}`, experienceName: 'Élan ✓', experienceType: 'mobile' }),
    properties: (n) => ({ 'Experience ID': `exp-${n % 9}`, 'Experience Name': 'Élan ✓', 'Experience Type': 'mobile' })
  }
]

/** Row `n` of the history, from 1. Some stand in it twice: the feed is delivered at least once. */
export function historyRow({ seed, rows }: HistoryPlan, n: number): HistoryRow {
  const before = 1 + upTo(2000, seed, n, 'how long ago')
  const isRepeat = random(seed, n, 'repeat') < 0.02 && n > before
  return isRepeat ? original(seed, rows, originOf(seed, n - before)) : original(seed, rows, n)
}

/** A repeat of a repeat is the row it repeats. */
function originOf(seed: number, n: number): number {
  const before = 1 + upTo(2000, seed, n, 'how long ago')
  return random(seed, n, 'repeat') < 0.02 && n > before ? originOf(seed, n - before) : n
}

function original(seed: number, rows: number, n: number): HistoryRow {
  const kind = KINDS[upTo(KINDS.length, seed, n, 'kind')]
  const person = personOf(seed, rows, n)
  const time = START + n * 1000
  const timestamp = new Date(time).toISOString()
  const profile = { email: `${person}@secret.example.com`, plan: 'pro' }
  const row: Row = {
    id: `export-${seed}-${n}`,
    name: `appcues:${kind.name}`,
    user_id: person,
    timestamp,
    attributes: { ...kind.attributes(n), timestamp: time, _identity: profile }
  }
  const roll = random(seed, n, 'rejected')
  const rejection = REJECTED.find(({ below }) => roll < below)
  if (rejection) return { row: rejection.change(row), expected: { kind: 'rejected', reason: rejection.reason } }
  const properties = { ...kind.properties(n), Timestamp: timestamp }
  const event = {
    person,
    key: `${row.id}:${kind.heap}`,
    name: kind.heap,
    timestamp,
    properties: asHeapHasIt(person, properties)
  }
  return { row, expected: { kind: 'stored', event } }
}

function personOf(seed: number, rows: number, n: number): string {
  const person = upTo(Math.max(5, Math.floor(rows / PEOPLE_SHARE)), seed, n, 'person')
  return person % ANONYMOUS_SHARE === 0 ? `anon:visitor-${person}` : `person-${person}@example.com`
}

/** The endpoint for people without an identity takes text only. */
const asHeapHasIt = (person: string, properties: Record<string, string | number>): Record<string, string | number> =>
  person.startsWith('anon:')
    ? Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]))
    : properties
