import type { Edge } from '../../server/api-types'
import type { Params } from '../lib/use-route'

export interface Box {
  x: number
  y: number
  w: number
  h: number
}

export type Place = 'appcues' | 'heap' | 'segment' | 'appcuesSource' | 'heapSources' | 'toHeap' | 'toAppcues'

export interface Layout {
  width: number
  height: number
  boxes: Record<Place, Box>
}

/** Events run from left to right above, audiences from right to left below. */
export const WIDE: Layout = {
  width: 1120,
  height: 316,
  boxes: {
    appcues: { x: 8, y: 8, w: 112, h: 300 },
    appcuesSource: { x: 228, y: 40, w: 172, h: 86 },
    segment: { x: 504, y: 8, w: 112, h: 300 },
    toHeap: { x: 720, y: 40, w: 172, h: 86 },
    heap: { x: 1000, y: 8, w: 112, h: 300 },
    heapSources: { x: 720, y: 190, w: 172, h: 86 },
    toAppcues: { x: 228, y: 190, w: 172, h: 86 }
  }
}

/** The same for a narrow window: events run down on the left, audiences up on the right. */
export const NARROW: Layout = {
  width: 360,
  height: 696,
  boxes: {
    appcues: { x: 8, y: 8, w: 344, h: 56 },
    appcuesSource: { x: 8, y: 152, w: 160, h: 76 },
    segment: { x: 8, y: 316, w: 344, h: 56 },
    toHeap: { x: 8, y: 460, w: 160, h: 76 },
    heap: { x: 8, y: 624, w: 344, h: 56 },
    heapSources: { x: 192, y: 460, w: 160, h: 76 },
    toAppcues: { x: 192, y: 152, w: 160, h: 76 }
  }
}

export interface Arrow {
  edge: Edge
  from: Place
  to: Place
  /** What passes here, in words. */
  words: string
  /** The deliveries that passed. */
  show: Params
  /** Where those are found that did not, whatever became of them. */
  showLost: Params
}

const arrow = (edge: Edge, from: Place, to: Place, words: string, show: Params, showLost: Params): Arrow => ({
  edge,
  from,
  to,
  words,
  show,
  showLost
})

const fromAppcues = { from: 'appcues' }
const fromHeap = { from: 'heap' }
const atSource = { stage: 'source' }
const inSegment = { stage: 'segment' }
const toHeap = { vendor: 'heap' }
const toAppcues = { vendor: 'appcues' }
const delivered = { outcome: 'delivered' }

export const ARROWS: readonly Arrow[] = [
  arrow('appcues-source', 'appcues', 'appcuesSource', 'events from Appcues', fromAppcues, {
    ...fromAppcues,
    ...atSource
  }),
  arrow('appcues-segment', 'appcuesSource', 'segment', 'events from the source to Segment', fromAppcues, inSegment),
  arrow('segment-heap', 'segment', 'toHeap', 'events that presets for Heap took', toHeap, inSegment),
  arrow('actions-heap', 'toHeap', 'heap', 'deliveries to Heap', { ...toHeap, ...delivered }, toHeap),
  arrow('heap-source', 'heap', 'heapSources', 'webhooks from Heap', fromHeap, { ...fromHeap, ...atSource }),
  arrow('heap-segment', 'heapSources', 'segment', 'events from the sources to Segment', fromHeap, inSegment),
  arrow('segment-appcues', 'segment', 'toAppcues', 'events that presets for Appcues took', toAppcues, inSegment),
  arrow('actions-appcues', 'toAppcues', 'appcues', 'deliveries to Appcues', { ...toAppcues, ...delivered }, toAppcues)
]
