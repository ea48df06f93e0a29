import type { SegmentEvent } from '@segment/actions-core'
import { outcomeOf } from '../../delivery/outcome'
import type { EventResponse } from '../../delivery/outcome'
import type { Item } from '../../delivery/batches'
import type { Outcomes } from '../../delivery/pipeline'
import type { Send } from '../../delivery/sender'
import type { Subscription } from '../../delivery/subscription'
import type { Deliveries } from './deliveries'
import { vendorOfAction } from './delivery'
import type { Attempt, Delivery } from './delivery'
import type { EdgeCounts } from './edge-counts'
import type { Exchange, Exchanges } from './exchanges'
import { bodyText, sliceRequests } from './request-slice'
import { isCredentialError, isRetryable } from '../../../src/destinations/heap-appcues/shared/http'

/** How an event came here. */
export interface Origin {
  from: string
  received?: string
}

/** An event on its way, with its deliveries by subscription. */
export interface Tracked {
  origin: Origin
  /** Whether it is the first event of its webhook. */
  leadsWebhook: boolean
  deliveries: Map<Subscription, Delivery>
  /** Called once its outcome is known. */
  done?: () => void
}

/** More attempts of one delivery than these are counted and not kept. */
const MOST_ATTEMPTS = 20

const UNTRIED = { stage: 'segment', outcome: 'failed' } as const

const NO_PRESET = 'No preset that is switched on takes this event.'

/** Watches the pipeline and writes down, for each event and preset, what left and what became of it. */
export class Recorder {
  private readonly tracked = new Map<SegmentEvent, Tracked>()

  constructor(
    private readonly deliveries: Deliveries,
    private readonly counts: EdgeCounts,
    private readonly exchanges: Exchanges,
    private readonly changed: () => void
  ) {}

  /** Begins to follow an event. */
  track(event: SegmentEvent, origin: Origin, { done, leadsWebhook = true }: Partial<Tracked> = {}): Tracked {
    const tracked: Tracked = { origin, leadsWebhook, deliveries: new Map(), done }
    this.tracked.set(event, tracked)
    return tracked
  }

  /** Begins to follow an event that was delivered, or not, once more: the delivery goes on. */
  resume(event: SegmentEvent, subscription: Subscription, delivery: Delivery, done: () => void): void {
    const tracked = this.track(event, { from: delivery.from }, { done, leadsWebhook: delivery.leads?.webhook })
    if (delivery.vendor) this.counts.reopened(delivery, delivery.vendor)
    Object.assign(delivery, { subscription, outcome: 'waiting', message: undefined })
    tracked.deliveries.set(subscription, delivery)
    this.changed()
  }

  /** The same way to the vendors, watched. An event that was not announced is followed as coming from `from`. */
  watch(send: Send, from: string): Send {
    return async (subscription, events) => {
      const found = events.map((event) => this.deliveryOf(event, subscription, from))
      const exchanges: Exchange[] = []
      const at = Date.now()
      const note = (responses: readonly EventResponse[]): void => {
        const requests = sliceRequests(exchanges, responses)
        for (const exchange of exchanges) exchange.facts.bytes = Buffer.byteLength(bodyText(exchange))
        const batch = events.length
        found.forEach((delivery, n) =>
          this.tried(delivery, { at, batch, response: responses[n], requests: requests[n] })
        )
      }
      try {
        const responses = await this.exchanges.during(exchanges, () => send(subscription, events))
        note(responses)
        return responses
      } catch (error) {
        note(events.map(() => ({ status: 400, errormessage: (error as Error).message })))
        throw error
      }
    }
  }

  /** All is said about an event; `origin` is used where it was not announced. */
  settle({ event }: Item, outcomes: Outcomes, origin: Origin): void {
    const tracked = this.tracked.get(event) ?? this.track(event, origin)
    if (outcomes.length === 0) this.notTaken(event, tracked, NO_PRESET)
    const isTaken = outcomes.some(({ outcome }) => outcome.kind !== 'skipped')
    let isFirst = true
    for (const { subscription, outcome } of outcomes) {
      const delivery = this.deliveryOf(event, subscription, origin.from)
      delivery.received ??= origin.received
      const { kind, reason, response } = outcome
      // "Other Appcues events" meets every event that has a preset of its own, and leaves it to that.
      delivery.isBeside = outcomes.length > 1 && kind === 'skipped' && isTaken
      delivery.leads ??= leadsOf(isFirst && !delivery.isBeside, tracked)
      isFirst &&= delivery.isBeside
      this.finish(delivery, { outcome: kind, message: reason || undefined, response })
    }
    this.forget(event, tracked)
  }

  /** A source took nothing of a webhook, or of a row. */
  addUndelivered(origin: Origin, message: string, outcome: 'rejected' | 'skipped' = 'rejected'): Delivery {
    const leads = { event: false, webhook: true }
    const delivery = this.deliveries.add({ at: Date.now(), ...origin, stage: 'source', outcome, message, leads })
    this.counts.atSource(delivery)
    this.changed()
    return delivery
  }

  /** Segment would not hand this event to the destination at all. */
  passBy(event: SegmentEvent, reason: string): void {
    const tracked = this.tracked.get(event)
    if (!tracked) return
    this.notTaken(event, tracked, reason)
    this.forget(event, tracked)
  }

  /** The pipeline ended before it could say what became of the event. */
  abandon(event: SegmentEvent, reason: string): void {
    const tracked = this.tracked.get(event)
    if (!tracked) return
    let isFirst = true
    for (const delivery of tracked.deliveries.values()) {
      const { outcome, message, response } = delivery
      delivery.leads ??= leadsOf(isFirst, tracked)
      isFirst = false
      this.finish(
        delivery,
        outcome === 'waiting' ? { outcome: 'failed', message: message ?? reason } : { outcome, message, response }
      )
    }
    if (isFirst)
      this.counts.notTaken(this.add(event, tracked, { ...UNTRIED, message: reason, leads: leadsOf(true, tracked) }))
    this.forget(event, tracked)
  }

  private forget(event: SegmentEvent, tracked: Tracked): void {
    this.tracked.delete(event)
    tracked.done?.()
    this.changed()
  }

  private notTaken(event: SegmentEvent, tracked: Tracked, message: string): void {
    const leads = leadsOf(true, tracked)
    this.counts.notTaken(this.add(event, tracked, { stage: 'segment', outcome: 'skipped', message, leads }))
  }

  private deliveryOf(event: SegmentEvent, subscription: Subscription, from: string): Delivery {
    const tracked = this.tracked.get(event) ?? this.track(event, { from })
    const known = tracked.deliveries.get(subscription)
    if (known) return known
    const vendor = vendorOfAction(subscription.partnerAction)
    const delivery = this.add(event, tracked, { stage: 'destination', outcome: 'waiting', subscription, vendor })
    tracked.deliveries.set(subscription, delivery)
    this.counts.taken(vendor)
    return delivery
  }

  private add(
    event: SegmentEvent,
    { origin }: Tracked,
    facts: Pick<Delivery, 'stage' | 'outcome' | 'subscription' | 'vendor' | 'message' | 'leads'>
  ): Delivery {
    this.changed()
    return this.deliveries.add({ at: Date.now(), ...origin, event, ...facts })
  }

  private tried(delivery: Delivery, attempt: Attempt): void {
    if (delivery.attempts.length > 0 && delivery.vendor) this.counts.retried(delivery.vendor)
    if (delivery.attempts.length === MOST_ATTEMPTS) delivery.attempts.splice(1, 1)
    delivery.attempts.push(attempt)
    this.decide(delivery, attempt.response)
    this.changed()
  }

  /** What is known before the other presets have had their turn; what is to be tried again is on its way still. */
  private decide(delivery: Delivery, response: EventResponse): void {
    if (isRetryable(response.status) || isCredentialError(response.status)) {
      delivery.message = response.errormessage
      return
    }
    const { kind, reason } = outcomeOf(response)
    Object.assign(delivery, { outcome: kind, message: reason || undefined, response })
    const others = delivery.event && this.tracked.get(delivery.event)?.deliveries.size
    delivery.isBeside = kind === 'skipped' && others !== undefined && others > 1
  }

  private finish(delivery: Delivery, facts: Pick<Delivery, 'outcome' | 'message' | 'response'>): void {
    Object.assign(delivery, facts)
    if (delivery.isBeside) Object.assign(delivery, { attempts: [], received: undefined, response: undefined })
    if (delivery.vendor && delivery.isBeside) this.counts.beside(delivery.vendor)
    else if (delivery.vendor) this.counts.settled(delivery, delivery.vendor)
    this.deliveries.update(delivery)
  }
}

const leadsOf = (isFirst: boolean, { leadsWebhook }: Tracked): NonNullable<Delivery['leads']> => ({
  event: isFirst,
  webhook: isFirst && leadsWebhook
})
