import type { Figures } from '../measure'
import type { Comparison, Results } from '../suites'
import { bySize, find, goalsOf, loadsIn } from './goals'
import { markdownTable, megabytes, rounded } from './markdown'
import type { Cell } from './markdown'

/** All tables of a run, as Markdown. */
export const tablesOf = (results: Results, machine: string): string =>
  [
    `Measured on ${machine}; medians. The vendors are the sandboxes, in a process of their own, which respond at once or after 20 ms. (a) batches of 1000, four on their way at once; (b) single events, fifty at once; (c) the framework alone, with a \`performBatch\` that does nothing; (d) the same bodies, already made, posted with \`undici\`.`,
    goals(results),
    actions(results),
    sources(results),
    growth(results)
  ].join('\n\n')

const goals = (results: Results): string =>
  markdownTable(
    ['Goal', 'Measured', 'Met'],
    goalsOf(results).map(({ goal, measured, met }) => [goal, measured, met ? 'yes' : 'no'])
  )

function actions({ actions: all }: Results): string {
  const rows = loadsIn(all).map((load): Cell[] => {
    const of = (variant: 'inBatches' | 'oneByOne' | 'frameworkAlone' | 'oursAlone' | 'floor', latency = 0) =>
      find(all, { kind: 'action', load, variant }, latency)
    const batches = of('inBatches')
    return [
      load,
      ...[0, 20].flatMap((latency) =>
        (['inBatches', 'oneByOne', 'floor'] as const).map((variant) => rounded(of(variant, latency).perSecond))
      ),
      ...[batches, of('oneByOne'), of('frameworkAlone'), of('oursAlone')].map(({ cpu }) => rounded(cpu, 1)),
      rounded((batches.requests * 1000) / batches.events, 1),
      rounded(batches.bytes / batches.events),
      megabytes(batches.memory)
    ]
  })
  const head = [
    ...['Events', '(a) a second, 0 ms', '(b) 0 ms', '(d) 0 ms', '(a) 20 ms', '(b) 20 ms', '(d) 20 ms'],
    ...['CPU µs an event: (a)', '(b)', '(c)', 'ours alone', 'requests for 1000', 'bytes an event', 'peak MB (a)']
  ]
  return markdownTable(head, rows)
}

const sources = ({ sources: all }: Results): string =>
  markdownTable(
    ['Source function', 'deliveries a second, verified', 'CPU µs a delivery', 'peak MB'],
    all.map(({ task, perSecond, cpu, memory }) => [
      task.kind === 'source' ? task.name : '',
      rounded(perSecond),
      rounded(cpu, 1),
      megabytes(memory)
    ])
  )

const growth = ({ growth: all }: Results): string =>
  markdownTable(
    ['Growth', 'events', 'a second', 'CPU µs an event', 'peak MB'],
    (['action', 'backfill', 'parsing', 'delivering'] as const).flatMap((kind) =>
      bySize(all, kind).map(({ events, perSecond, cpu, memory }): Cell[] => [
        GROWTH_NAMES[kind],
        events,
        rounded(perSecond),
        rounded(cpu, 1),
        megabytes(memory)
      ])
    )
  )

const GROWTH_NAMES = {
  action: '(a) trackEvent, identified',
  backfill: 'backfill, CSV file to sandbox',
  parsing: 'only reading the same file',
  delivering: 'only delivering the same rows'
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
    `Measured on ${machine}; one process each, the same framework, the same sandbox, ${theirs.latency} ms before every response.`,
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
