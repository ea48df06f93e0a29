import type { Edge, EdgeCount } from '../../server/api-types'
import type { Params } from '../lib/use-route'

export interface Box {
  x: number
  y: number
  w: number
  h: number
}

export type NodeName = 'appcues' | 'heap' | 'segment' | 'appcuesSource' | 'heapSources' | 'toHeap' | 'toAppcues'

export interface Layout {
  width: number
  height: number
  boxes: Record<NodeName, Box>
}

/** Events run from left to right above, audiences from right to left below. */
export const WIDE: Layout = {
  width: 1120,
  height: 372,
  boxes: {
    appcues: { x: 8, y: 8, w: 92, h: 356 },
    appcuesSource: { x: 240, y: 36, w: 164, h: 86 },
    segment: { x: 514, y: 8, w: 92, h: 356 },
    toHeap: { x: 716, y: 36, w: 156, h: 86 },
    heap: { x: 1020, y: 8, w: 92, h: 356 },
    heapSources: { x: 716, y: 222, w: 156, h: 86 },
    toAppcues: { x: 248, y: 222, w: 156, h: 86 }
  }
}

/** The same for a narrow window: events run down on the left, audiences up on the right. */
export const NARROW: Layout = {
  width: 360,
  height: 824,
  boxes: {
    appcues: { x: 8, y: 8, w: 344, h: 52 },
    appcuesSource: { x: 8, y: 176, w: 160, h: 76 },
    segment: { x: 8, y: 368, w: 344, h: 52 },
    toHeap: { x: 8, y: 536, w: 160, h: 76 },
    heap: { x: 8, y: 764, w: 344, h: 52 },
    heapSources: { x: 192, y: 536, w: 160, h: 76 },
    toAppcues: { x: 192, y: 170, w: 160, h: 88 }
  }
}

/** Each number on an arrow, with the deliveries that it counts. */
export type Column = keyof Omit<EdgeCount, 'retried'>

export interface Arrow {
  edge: Edge
  from: NodeName
  to: NodeName
  /** What passes here. */
  words: string
  /** Where to find what each number counts. */
  show: Record<Column, Params>
}

type Vendor = 'heap' | 'appcues'

const other = (vendor: Vendor): Vendor => (vendor === 'heap' ? 'appcues' : 'heap')

const atSource = (vendor: Vendor): Arrow['show'] => {
  const lost = { from: vendor, stage: 'source' }
  return { ...byOutcome(lost), passed: { from: vendor, each: 'webhook', stage: 'beyond' } }
}

const intoSegment = (vendor: Vendor): Arrow['show'] => ({
  ...byOutcome({ from: vendor }),
  passed: { from: vendor, each: 'event' }
})

const outOfSegment = (vendor: Vendor): Arrow['show'] => ({
  ...byOutcome({ stage: 'segment', toward: vendor }),
  passed: { vendor }
})

const byOutcome = (params: Params): Arrow['show'] => ({
  passed: { ...params, outcome: 'delivered' },
  skipped: { ...params, outcome: 'skipped' },
  rejected: { ...params, outcome: 'rejected' },
  failed: { ...params, outcome: 'failed' },
  waiting: { ...params, outcome: 'waiting' }
})

const arrowsFrom = (vendor: Vendor, source: NodeName, destination: NodeName): Arrow[] => {
  const target = other(vendor)
  const [here, there] = vendor === 'heap' ? ['Heap', 'Appcues'] : ['Appcues', 'Heap']
  return [
    { edge: `${vendor}-source`, from: vendor, to: source, words: `webhooks from ${here}`, show: atSource(vendor) },
    {
      edge: `${vendor}-segment`,
      from: source,
      to: 'segment',
      words: `events from ${here}’s sources to Segment`,
      show: intoSegment(vendor)
    },
    {
      edge: `segment-${target}`,
      from: 'segment',
      to: destination,
      words: `deliveries that presets for ${there} took`,
      show: outOfSegment(target)
    },
    {
      edge: `actions-${target}`,
      from: destination,
      to: target,
      words: `deliveries to ${there}`,
      show: byOutcome({ vendor: target })
    }
  ]
}

export const ARROWS: readonly Arrow[] = [
  ...arrowsFrom('appcues', 'appcuesSource', 'toHeap'),
  ...arrowsFrom('heap', 'heapSources', 'toAppcues')
]

export interface Line {
  x1: number
  y1: number
  x2: number
  y2: number
}

const middle = (start: number, length: number, otherStart: number, otherLength: number): number => {
  const from = Math.max(start, otherStart)
  const to = Math.min(start + length, otherStart + otherLength)
  return (from + to) / 2
}

const GAP = 7

/** The straight line between two boxes that face each other, beside or above one another. */
export function lineBetween(from: Box, to: Box): Line {
  const isBeside = from.x + from.w <= to.x || to.x + to.w <= from.x
  if (isBeside) {
    const y = middle(from.y, from.h, to.y, to.h)
    return from.x < to.x
      ? { x1: from.x + from.w, y1: y, x2: to.x - GAP, y2: y }
      : { x1: from.x, y1: y, x2: to.x + to.w + GAP, y2: y }
  }
  const x = middle(from.x, from.w, to.x, to.w)
  return from.y < to.y
    ? { x1: x, y1: from.y + from.h, x2: x, y2: to.y - GAP }
    : { x1: x, y1: from.y, x2: x, y2: to.y + to.h + GAP }
}
