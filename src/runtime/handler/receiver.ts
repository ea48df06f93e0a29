import type { SegmentEvent } from '@segment/actions-core'
import type { VendorName } from '../core/configured'
import type { Subscription } from '../core/subscriptions'

/** What a request brought: events, and for whom if not for everyone who wants them. */
export interface Received {
  events: SegmentEvent[]
  subscriptions?: readonly Subscription[]
}

/** One route. */
export interface Receiver {
  route: string
  /** Bytes of the longest body that is read. */
  most: number
  /** The vendor without whose settings the route cannot work; undefined where it depends on what is sent. */
  vendor?: VendorName
  /** Runs before the body is read. @throws RequestError */
  authorize?: (request: Request) => void
  /** @throws RequestError for a request that is not taken */
  read: (body: string, request: Request, context: { now: number; note: (sentence: string) => void }) => Received
}
