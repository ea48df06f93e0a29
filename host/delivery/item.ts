import type { SegmentEvent } from '@segment/actions-core'

/** One event on its way through the pipeline. */
export interface Item {
  /** The number by which its sender knows it, such as the row of a file. Numbers never fall; several items may share one. */
  number: number
  event: SegmentEvent
}
