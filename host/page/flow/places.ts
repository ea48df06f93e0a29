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
  height: 380,
  boxes: {
    appcues: { x: 8, y: 20, w: 112, h: 340 },
    appcuesSource: { x: 228, y: 66, w: 172, h: 92 },
    segment: { x: 504, y: 20, w: 112, h: 340 },
    toHeap: { x: 720, y: 66, w: 172, h: 92 },
    heap: { x: 1000, y: 20, w: 112, h: 340 },
    heapSources: { x: 720, y: 222, w: 172, h: 92 },
    toAppcues: { x: 228, y: 222, w: 172, h: 92 }
  }
}

/** The same for a narrow window: events run down on the left, audiences up on the right. */
export const NARROW: Layout = {
  width: 360,
  height: 760,
  boxes: {
    appcues: { x: 8, y: 8, w: 344, h: 56 },
    appcuesSource: { x: 8, y: 156, w: 160, h: 76 },
    segment: { x: 8, y: 324, w: 344, h: 56 },
    toHeap: { x: 8, y: 472, w: 160, h: 76 },
    heap: { x: 8, y: 696, w: 344, h: 56 },
    heapSources: { x: 192, y: 528, w: 160, h: 76 },
    toAppcues: { x: 192, y: 156, w: 160, h: 76 }
  }
}

export interface Arrow {
  edge: Edge
  from: Place
  to: Place
  /** What passes here, in words. */
  words: string
  /** The deliveries behind it. */
  show: Params
  /** Those that did not get through. */
  showRefused: Params
}

export const ARROWS: readonly Arrow[] = [
  arrow(
    'appcues-source',
    'appcues',
    'appcuesSource',
    'webhooks and rows from Appcues to the source',
    { from: 'appcues-webhook' },
    { stage: 'source', outcome: 'refused' }
  ),
  arrow('appcues-segment', 'appcuesSource', 'segment', 'events from the source to Segment', {}, {}),
  arrow(
    'segment-heap',
    'segment',
    'toHeap',
    'events that presets for Heap took',
    { vendor: 'heap' },
    { stage: 'segment', outcome: 'left out' }
  ),
  arrow(
    'actions-heap',
    'toHeap',
    'heap',
    'deliveries to Heap',
    { vendor: 'heap', outcome: 'delivered' },
    { vendor: 'heap', outcome: 'refused' }
  ),
  arrow(
    'heap-source',
    'heap',
    'heapSources',
    'webhooks from Heap to the sources',
    { from: 'heap-segment-sync' },
    { stage: 'source', outcome: 'refused' }
  ),
  arrow('heap-segment', 'heapSources', 'segment', 'events from the sources to Segment', {}, {}),
  arrow(
    'segment-appcues',
    'segment',
    'toAppcues',
    'events that presets for Appcues took',
    { vendor: 'appcues' },
    { stage: 'segment', outcome: 'left out' }
  ),
  arrow(
    'actions-appcues',
    'toAppcues',
    'appcues',
    'deliveries to Appcues',
    { vendor: 'appcues', outcome: 'delivered' },
    { vendor: 'appcues', outcome: 'refused' }
  )
]

function arrow(edge: Edge, from: Place, to: Place, words: string, show: Params, showRefused: Params): Arrow {
  return { edge, from, to, words, show, showRefused }
}
