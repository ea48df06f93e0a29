import { bundlePeer, PEERS } from './cases/peers'
import { workloads } from './cases/workloads'
import { deliveries } from './cases/sources'
import { Laboratory } from './measure'
import type { Figures, Plan } from './measure'
import type { Task, Variant } from './cases/case'

/** How much is measured. */
export interface Scale {
  runs: number
  /** Events of one run in batches, and one by one: the slower variant gets fewer, so that both take seconds. */
  batched: number
  single: number
  deliveries: number
  /** Numbers of events for the growth of cost and memory. */
  growth: readonly number[]
}

/** All of it: about ten minutes on two cores. */
export const FULL: Scale = {
  runs: 3,
  batched: 40_000,
  single: 4000,
  deliveries: 4000,
  growth: [1000, 10_000, 100_000, 1_000_000]
}

/** To see that it works: about a minute. */
export const QUICK: Scale = { runs: 1, batched: 4000, single: 400, deliveries: 400, growth: [1000, 10_000] }

export const LATENCIES = [0, 20]

export interface Results {
  actions: Figures[]
  sources: Figures[]
  growth: Figures[]
}

/** One of Segment's own destinations beside ours, at one latency. */
export interface Comparison {
  peer: string
  theirs: Figures
  ours: Figures
}

type Log = (figures: Figures) => void

/** The variants that reach a vendor are measured at each latency; the others know none. */
const variantsAt = (latency: number): Variant[] => [
  'inBatches',
  'oneByOne',
  'floor',
  ...(latency === 0 ? (['frameworkAlone', 'oursAlone'] as const) : [])
]

function actionPlans(latency: number, { runs, batched, single }: Scale): Plan[] {
  return Object.keys(workloads).flatMap((load) =>
    variantsAt(latency).map((variant) => {
      const events = variant === 'oneByOne' ? single : batched
      return { task: { kind: 'action', load, variant }, events, runs, warmUp: Math.min(events, 5000) }
    })
  )
}

const sourcePlans = ({ runs, deliveries: events }: Scale): Plan[] =>
  Object.keys(deliveries).map((name) => ({ task: { kind: 'source', name }, events, runs, warmUp: events >> 2 }))

/** A single batch is short and needs many runs; a million events need one. */
function growthPlans({ growth }: Scale): Plan[] {
  const load = 'trackEvent, identified'
  const most = growth[growth.length - 1]
  return [
    ...growth.flatMap((events): Plan[] => [
      { task: { kind: 'action', load, variant: 'inBatches' }, events, runs: runsFor(events), warmUp: 5000 },
      { task: { kind: 'backfill' }, events, runs: runsFor(events) }
    ]),
    { task: { kind: 'parsing' }, events: most, runs: 1 },
    { task: { kind: 'delivering' }, events: most, runs: 1 }
  ]
}

const runsFor = (events: number): number => (events > 100_000 ? 1 : events > 10_000 ? 3 : 9)

/** At which the peers are measured: a vendor that is near. */
const NEAR = 20

/**
 * Segment's own destinations beside ours.
 *
 * @param checkout a checkout of Segment's repository action-destinations
 */
export async function measurePeers(
  checkout: string,
  { runs, batched, single }: Scale,
  log: Log
): Promise<Comparison[]> {
  const laboratory = await Laboratory.open(NEAR)
  const measure = async (task: Task, events: number): Promise<Figures> => {
    const figures = await laboratory.measure({ task, events, runs, warmUp: Math.min(events, 5000) })
    log(figures)
    return figures
  }
  try {
    const comparisons: Comparison[] = []
    for (const [name, { ours }] of Object.entries(PEERS)) {
      const theirs: Task = { kind: 'peer', name, file: await bundlePeer(checkout, name) }
      comparisons.push({ peer: name, theirs: await measure(theirs, single), ours: await measure(ours, batched) })
    }
    return comparisons
  } finally {
    await laboratory.close()
  }
}

/** Measures everything, one process after the other: two at a time would share the machine. */
export async function measureAll(scale: Scale, log: Log): Promise<Results> {
  const results: Results = { actions: [], sources: [], growth: [] }
  for (const latency of LATENCIES) {
    await inLaboratory(latency, async (measure) => {
      for (const plan of actionPlans(latency, scale)) results.actions.push(await measure(plan))
      if (latency > 0) return
      for (const plan of sourcePlans(scale)) results.sources.push(await measure(plan))
      for (const plan of growthPlans(scale)) results.growth.push(await measure(plan))
    })
  }
  return results

  async function inLaboratory(latency: number, work: (measure: (plan: Plan) => Promise<Figures>) => Promise<void>) {
    const laboratory = await Laboratory.open(latency)
    const measure = async (plan: Plan): Promise<Figures> => {
      const figures = await laboratory.measure(plan)
      log(figures)
      return figures
    }
    try {
      await work(measure)
    } finally {
      await laboratory.close()
    }
  }
}
