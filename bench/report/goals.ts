import type { Results } from '../suites'
import { bySize, find, loadsIn } from './find'
import { megabytes, rounded } from './markdown'

export interface Goal {
  goal: string
  measured: string
  met: boolean
}

/** What the package set out to reach, beside what was measured. */
export const goalsOf = (results: Results): Goal[] => [
  ourShare(results),
  batchesOverSingle(results),
  requestsOf(results, 'trackEvent, identified', 1, 'One request for 1000 identified events'),
  // One import for the property; one more call fills the kept segment.
  requestsOf(results, 'syncAudience, joins', 2, 'One import, and one call to the kept segment, for 1000 memberships'),
  flatCost(results),
  backfillMemory(results),
  backfillTime(results)
]

const MOST_SHARE = 0.25

function ourShare({ actions }: Results): Goal {
  const shares = loadsIn(actions).map((load) => {
    const ours = find(actions, { kind: 'action', load, way: 'oursAlone' })
    const framework = find(actions, { kind: 'action', load, way: 'frameworkAlone' })
    return { load, share: ours.cpu / framework.cpu }
  })
  const words = shares.map(({ load, share }) => `${load} ${percent(share)}`).join('; ')
  const met = shares.every(({ share }) => share <= MOST_SHARE)
  return { goal: 'Our code adds at most 25 % to the framework’s CPU time in a batch', measured: words, met }
}

const LEAST_RATIO = 40

function batchesOverSingle({ actions }: Results): Goal {
  const ratios = loadsIn(actions).map((load) => {
    const batched = find(actions, { kind: 'action', load, way: 'inBatches' }, 20)
    const single = find(actions, { kind: 'action', load, way: 'oneByOne' }, 20)
    return { load, ratio: batched.perSecond / single.perSecond }
  })
  const words = ratios.map(({ load, ratio }) => `${load} ${rounded(ratio, 1)} ×`).join('; ')
  const met = ratios.every(({ ratio }) => ratio >= LEAST_RATIO)
  return { goal: 'Batches deliver 40 × as many events a second as single events, at 20 ms', measured: words, met }
}

function requestsOf({ actions }: Results, load: string, wanted: number, goal: string): Goal {
  const { requests, events } = find(actions, { kind: 'action', load, way: 'inBatches' })
  const each = requests / Math.ceil(events / 1000)
  return { goal, measured: `${rounded(each, 2)} requests`, met: each === wanted }
}

const MOST_GROWTH = 1.25

function flatCost({ growth }: Results): Goal {
  const measured = [...bySize(growth, 'action'), ...bySize(growth, 'backfill')]
  const words = measured.map(({ task, events, cpu }) => `${task.kind} ${thousands(events)}: ${rounded(cpu, 1)} µs`)
  const met = (['action', 'backfill'] as const).every((kind) => {
    const sizes = bySize(growth, kind)
    return sizes[sizes.length - 1].cpu <= sizes[0].cpu * MOST_GROWTH
  })
  return { goal: `The cost of an event is flat: at most 1.25 × from ${range(growth)}`, measured: words.join('; '), met }
}

const MOST_MEMORY = 300e6

function backfillMemory({ growth }: Results): Goal {
  const { events, memory } = largest(growth, 'backfill')
  const goal = `A backfill of ${thousands(events)} rows of CSV stays under 300 MB`
  return { goal, measured: `${megabytes(memory)} MB`, met: memory < MOST_MEMORY }
}

function backfillTime({ growth }: Results): Goal {
  const [whole, parsing, delivering] = (['backfill', 'parsing', 'action'] as const).map((kind) => {
    const { events, perSecond } = largest(growth, kind)
    return events / perSecond
  })
  const ratio = whole / (parsing + delivering)
  const measured = `${rounded(whole, 1)} s against ${rounded(parsing, 1)} s + ${rounded(delivering, 1)} s: ${rounded(ratio, 2)} ×`
  return {
    goal: 'It takes at most 2 × the time of reading the file and delivering in batches',
    measured,
    met: ratio <= 2
  }
}

const largest = (growth: Results['growth'], kind: 'backfill' | 'parsing' | 'action') => {
  const sizes = bySize(growth, kind)
  return sizes[sizes.length - 1]
}

const percent = (share: number): string => `${rounded(share * 100)} %`
const thousands = (value: number): string => value.toLocaleString('en-US')

function range(growth: Results['growth']): string {
  const sizes = bySize(growth, 'action').map(({ events }) => thousands(events))
  return `${sizes[0]} to ${sizes[sizes.length - 1]} events`
}
