import type { Figures } from '../measure'
import type { Cell } from './markdown'
import { markdownTable, rounded } from './markdown'

/** One of Segment's own destinations beside ours, at one latency. */
export interface Comparison {
  peer: string
  theirs: Figures
  ours: Figures
}

/** How many times the events a second of Segment's own destination ours is to deliver, on one core. */
const GOAL = 25

const HEAD = ['', 'Events a second', 'CPU µs an event', 'Requests for 1000', 'Bytes an event']

const figures = ({ perSecond, cpu, requests, bytes, events }: Figures): number[] => [
  rounded(perSecond),
  rounded(cpu, 1),
  rounded((requests * 1000) / events, 1),
  rounded(bytes / events)
]

/** Theirs, ours, and ours in relation to theirs, for each. */
export function peersTable(comparisons: readonly Comparison[], machine: string): string {
  const rows = comparisons.flatMap(({ peer, theirs, ours }): Cell[][] => {
    const name = ours.task.kind === 'action' ? ours.task.load : ''
    const ratio = ratios(theirs, ours)
    return [
      [`Segment’s ${peer}, one by one`, ...figures(theirs)],
      [`Ours, ${name}, batches of 1000`, ...figures(ours)],
      ['Ours / theirs', ...ratio.map((value) => rounded(value, value < 0.1 ? 4 : 2))]
    ]
  })
  const [{ theirs }] = comparisons
  const goals = comparisons.map(({ peer, ...both }): Cell[] => {
    const [times] = ratios(both.theirs, both.ours)
    return [`${GOAL} × the events a second of ${peer}`, `${rounded(times, 1)} ×`, times >= GOAL ? 'yes' : 'no']
  })
  return [
    `Measured on ${machine}; one process each, the same framework, the same sandbox, ${theirs.latency} ms before every answer.`,
    markdownTable(['Goal', 'Measured', 'Met'], goals),
    markdownTable(HEAD, rows)
  ].join('\n\n')
}

const ratios = (theirs: Figures, ours: Figures): number[] => [
  ours.perSecond / theirs.perSecond,
  ours.cpu / theirs.cpu,
  ours.requests / ours.events / (theirs.requests / theirs.events),
  ours.bytes / ours.events / (theirs.bytes / theirs.events)
]
