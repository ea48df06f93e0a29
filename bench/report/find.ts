import type { Figures } from '../measure'
import type { Task } from '../process/task'

/** The figures of one task at one latency. */
export function find(all: readonly Figures[], task: Task, latency = 0): Figures {
  const wanted = JSON.stringify(task)
  const found = all.find((figures) => figures.latency === latency && JSON.stringify(figures.task) === wanted)
  if (!found) throw new TypeError(`Not measured: ${wanted} at ${latency} ms.`)
  return found
}

/** The loads that were measured, in their order. */
export const loadsIn = (all: readonly Figures[]): string[] => [
  ...new Set(all.flatMap(({ task }) => (task.kind === 'action' ? [task.load] : [])))
]

/** Figures of one kind of task, smallest first. */
export const bySize = (all: readonly Figures[], kind: Task['kind']): Figures[] =>
  all.filter(({ task }) => task.kind === kind).sort((left, right) => left.events - right.events)
