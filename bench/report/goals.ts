import type { Task } from '../cases/case'
import type { Figures } from '../measure'
import type { Results } from '../suites'
import { megabytes, rounded } from './markdown'

/** The figures of one task at one latency. */
export function find(all: readonly Figures[], task: Task, latency = 0): Figures {
  const wanted = JSON.stringify(task)
  const found = all.find((figures) => figures.latency === latency && JSON.stringify(figures.task) === wanted)
  if (!found) throw new TypeError(`Not measured: ${wanted} at ${latency} ms.`)
  return found
}

/** The workloads that were measured, in their order. */
export const loadsIn = (all: readonly Figures[]): string[] => [
  ...new Set(all.flatMap(({ task }) => (task.kind === 'action' ? [task.load] : [])))
]

/** Figures of one kind of task, smallest first. */
export const bySize = (all: readonly Figures[], kind: Task['kind']): Figures[] =>
  all.filter(({ task }) => task.kind === kind).sort((left, right) => left.events - right.events)

interface Goal {
  goal: string
  measured: string
  met: boolean
}

/** What the package set out to reach, beside what was measured. */
export const goalsOf = (results: Results): Goal[] => [
  ...loadsIn(results.actions).flatMap((load) => [ourShare(results, load), batchesOverSingle(results, load)]),
  frameworkShare(results),
  requestsOf(results, 'trackEvent, identified', 1, 'One request for 1000 identified events'),
  // One import for the property; one more call fills the Appcues segment.
  requestsOf(results, 'syncAudience, joins', 2, 'One import, and one call to the segment, for 1000 memberships'),
  flatCost(results, 'action'),
  flatCost(results, 'backfill'),
  backfillMemory(results),
  backfillTime(results)
]

const MOST_SHARE = 0.25

function ourShare({ actions }: Results, load: string): Goal {
  const ours = find(actions, { kind: 'action', load, variant: 'oursAlone' })
  const framework = find(actions, { kind: 'action', load, variant: 'frameworkAlone' })
  const share = ours.cpu / framework.cpu
  return {
    goal: `${load}: our code adds at most 25 % to the framework’s CPU time in a batch`,
    measured: `${rounded(share * 100)} %`,
    met: share <= MOST_SHARE
  }
}

const LEAST_RATIO = 40

function batchesOverSingle({ actions }: Results, load: string): Goal {
  const batched = find(actions, { kind: 'action', load, variant: 'inBatches' }, 20)
  const single = find(actions, { kind: 'action', load, variant: 'oneByOne' }, 20)
  const ratio = batched.perSecond / single.perSecond
  return {
    goal: `${load}: batches deliver ${LEAST_RATIO} × as many events a second as single events, at 20 ms`,
    measured: `${rounded(ratio, 1)} ×`,
    met: ratio >= LEAST_RATIO
  }
}

/** What the framework does for the fields and the mapping of the preset Flow Started: our tables decide it. */
const MOST_FRAMEWORK = 15

function frameworkShare({ actions }: Results): Goal {
  const { cpu } = find(actions, { kind: 'action', load: 'trackEvent, identified', variant: 'frameworkAlone' })
  return {
    goal: `The framework’s own work for the preset Flow Started is at most ${MOST_FRAMEWORK} µs an event`,
    measured: `${rounded(cpu, 1)} µs`,
    met: cpu <= MOST_FRAMEWORK
  }
}

function requestsOf({ actions }: Results, load: string, wanted: number, goal: string): Goal {
  const { requests, events } = find(actions, { kind: 'action', load, variant: 'inBatches' })
  const each = requests / Math.ceil(events / 1000)
  return { goal, measured: `${rounded(each, 2)} requests`, met: each === wanted }
}

const MOST_GROWTH = 1.25

function flatCost({ growth }: Results, kind: 'action' | 'backfill'): Goal {
  const sizes = bySize(growth, kind)
  const [first, last] = [sizes[0], sizes[sizes.length - 1]]
  return {
    goal: `${kind === 'action' ? 'A batch' : 'A backfill'}: an event costs at most ${MOST_GROWTH} × as much of ${thousands(last.events)} as of ${thousands(first.events)}`,
    measured: `${rounded(first.cpu, 1)} µs and ${rounded(last.cpu, 1)} µs`,
    met: last.cpu <= first.cpu * MOST_GROWTH
  }
}

const MOST_MEMORY = 250e6

function backfillMemory({ growth }: Results): Goal {
  const { events, memory } = largest(growth, 'backfill')
  const goal = `A backfill of ${thousands(events)} rows of CSV stays within 250 MB`
  return { goal, measured: `${megabytes(memory)} MB`, met: memory <= MOST_MEMORY }
}

/** Reading and delivering share two cores: the whole may take the time of the slower, and a tenth more. */
const MOST_OVER = 1.1

function backfillTime({ growth }: Results): Goal {
  const [whole, parsing, delivering] = (['backfill', 'parsing', 'delivering'] as const).map((kind) => {
    const { events, perSecond } = largest(growth, kind)
    return events / perSecond
  })
  const slower = Math.max(parsing, delivering)
  return {
    goal: 'It takes the time of the slower of reading the file and delivering its rows, not of both, on two cores',
    measured: `${rounded(whole, 1)} s; reading ${rounded(parsing, 1)} s, delivering ${rounded(delivering, 1)} s: ${rounded(whole / slower, 2)} × the slower`,
    met: whole <= slower * MOST_OVER
  }
}

const largest = (growth: Results['growth'], kind: 'backfill' | 'parsing' | 'delivering') => {
  const sizes = bySize(growth, kind)
  return sizes[sizes.length - 1]
}

const thousands = (value: number): string => value.toLocaleString('en-US')
