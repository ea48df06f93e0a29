import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import type { Subscription } from '../delivery/subscription'

/** The one user property that history cannot make older: it is the same in every event of a person. */
const TIMELESS = 'appcuesUserID'

/** Subscriptions for events of the past, and those that would write an old value over a newer one. */
export function splitByHistory(subscriptions: readonly Subscription[]): { safe: Subscription[]; late: Subscription[] } {
  const safe: Subscription[] = []
  const late: Subscription[] = []
  for (const subscription of subscriptions) {
    const keys = subscription.partnerAction === 'updateUser' ? Object.keys(propertiesOf(subscription)) : [TIMELESS]
    ;(keys.every((key) => key === TIMELESS) ? safe : late).push(subscription)
  }
  return { safe, late }
}

const propertiesOf = ({ mapping }: Subscription): JSONObject => mapping.properties as JSONObject

/** The name of the event that a preset waits for. */
const EVENT = /event = "([^"\\]+)"/

export interface NewestRow {
  number: number
  event: SegmentEvent
}

/** Keeps of each person the newest event that sets user properties: one event a person, and not one a row. */
export class NewestEvents {
  private readonly names: ReadonlySet<string | undefined>
  private readonly newest = new Map<string, SegmentEvent>()

  constructor(late: readonly Subscription[]) {
    this.names = new Set(late.map(({ subscribe }) => EVENT.exec(subscribe)?.[1]))
  }

  add(event: SegmentEvent): void {
    if (!this.names.has(event.event)) return
    const key = `${event.event}\n${event.userId ?? event.anonymousId}`
    const before = this.newest.get(key)
    if (!before || String(event.timestamp) >= String(before.timestamp)) this.newest.set(key, event)
  }

  /** As rows, for a run of their own after the history. */
  async *rows(): AsyncGenerator<NewestRow> {
    let number = 0
    for (const event of this.newest.values()) yield { number: ++number, event }
  }
}
