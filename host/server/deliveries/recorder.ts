import type { SegmentEvent } from '@segment/actions-core'
import type { Answer, Outcome } from '../../delivery/answer'
import { isCredentials, isRetryable, outcomeOf } from '../../delivery/answer'
import type { Item } from '../../delivery/item'
import type { Outcomes } from '../../delivery/pipeline'
import type { Send } from '../../delivery/sender'
import type { Subscription } from '../../delivery/subscription'
import type { OutcomeName } from '../api-types'
import { vendorOfAction } from './action-vendors'
import type { Deliveries, Delivery } from './deliveries'
import type { Exchange, Exchanges } from './exchanges'
import type { FlowCounts } from './flow-counts'

/** How an event came here. */
export interface Origin {
  from: string
  received?: string
  againOf?: number
}

/** An event on its way, with its deliveries by subscription. */
export interface Tracked {
  origin: Origin
  deliveries: Map<Subscription, Delivery>
  /** Called when all is said about it. */
  done?: () => void
}

const OUTCOMES: Record<Outcome['kind'], OutcomeName> = {
  delivered: 'delivered',
  skipped: 'left out',
  rejected: 'refused',
  failed: 'undelivered'
}

/** More attempts of one delivery than these are counted and not kept. */
const MOST_TRIES = 20

const NO_PRESET = 'No preset that is switched on takes this event.'

/** Watches the pipeline and writes down, for each event and preset, what left and what became of it. */
export class Recorder {
  private readonly tracked = new Map<SegmentEvent, Tracked>()

  constructor(
    private readonly deliveries: Deliveries,
    private readonly counts: FlowCounts,
    private readonly exchanges: Exchanges,
    private readonly changed: () => void
  ) {}

  /** Begins to follow an event. */
  track(event: SegmentEvent, origin: Origin, done?: () => void): Tracked {
    const tracked: Tracked = { origin, deliveries: new Map(), done }
    this.tracked.set(event, tracked)
    return tracked
  }

  /** The same way to the vendors, watched. Events nobody announced are followed as coming from `from`. */
  watch(send: Send, from: string): Send {
    return async (subscription, events) => {
      const found = events.map((event) => this.deliveryOf(event, subscription, from))
      const exchanges: Exchange[] = []
      const attempt = { at: Date.now(), batch: events.length, exchanges }
      const note = (answers: readonly Answer[]): void =>
        found.forEach((delivery, index) => this.tried(delivery, { attempt, answer: answers[index] }))
      try {
        const answers = await this.exchanges.during(exchanges, () => send(subscription, events))
        note(answers)
        return answers
      } catch (error) {
        note(events.map(() => ({ status: 400, errormessage: (error as Error).message })))
        throw error
      }
    }
  }

  /** All is said about an event. */
  settle({ event }: Item, outcomes: Outcomes, from: string): void {
    const tracked = this.tracked.get(event) ?? this.track(event, { from })
    if (outcomes.length === 0) this.notTaken(event, tracked, NO_PRESET)
    const isTaken = outcomes.some(({ outcome }) => outcome.kind !== 'skipped')
    for (const { subscription, outcome } of outcomes) {
      const delivery = this.deliveryOf(event, subscription, from)
      const { kind, reason, answer } = outcome
      // "Other Appcues events" meets every event that has a preset of its own, and leaves it to that.
      delivery.isBeside = kind === 'skipped' && isTaken
      this.finish(delivery, { outcome: OUTCOMES[kind], sentence: reason || undefined, answer })
    }
    this.forget(event, tracked)
  }

  /** A source took nothing of a webhook, or of a row. */
  refuse(origin: Origin, sentence: string, outcome: 'refused' | 'left out' = 'refused'): Delivery {
    const delivery = this.deliveries.add({ at: Date.now(), ...origin, stage: 'source', outcome, sentence })
    if (outcome === 'refused') this.counts.sourceRefused(delivery)
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
    for (const delivery of tracked.deliveries.values()) {
      const { outcome, sentence, answer } = delivery
      this.finish(
        delivery,
        outcome === 'waiting' ? { outcome: 'undelivered', sentence: sentence ?? reason } : { outcome, sentence, answer }
      )
    }
    if (tracked.deliveries.size === 0)
      this.add(event, tracked, { stage: 'segment', outcome: 'undelivered', sentence: reason })
    this.forget(event, tracked)
  }

  private forget(event: SegmentEvent, tracked: Tracked): void {
    this.tracked.delete(event)
    tracked.done?.()
    this.changed()
  }

  private notTaken(event: SegmentEvent, tracked: Tracked, sentence: string): void {
    this.counts.notTaken(this.add(event, tracked, { stage: 'segment', outcome: 'left out', sentence }))
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
    facts: Pick<Delivery, 'stage' | 'outcome' | 'subscription' | 'vendor' | 'sentence'>
  ): Delivery {
    this.changed()
    return this.deliveries.add({ at: Date.now(), ...origin, event, ...facts })
  }

  private tried(delivery: Delivery, tried: Delivery['tries'][number]): void {
    if (delivery.tries.length > 0 && delivery.vendor) this.counts.retried(delivery.vendor)
    if (delivery.tries.length === MOST_TRIES) delivery.tries.splice(1, 1)
    delivery.tries.push(tried)
    this.decide(delivery, tried.answer)
    this.changed()
  }

  /** What is known before the other presets have had their turn; what is to be tried again is on its way still. */
  private decide(delivery: Delivery, answer: Answer): void {
    if (isRetryable(answer.status) || isCredentials(answer.status)) {
      delivery.sentence = answer.errormessage
      return
    }
    const { kind, reason } = outcomeOf(answer)
    Object.assign(delivery, { outcome: OUTCOMES[kind], sentence: reason || undefined, answer })
    const others = delivery.event && this.tracked.get(delivery.event)?.deliveries.size
    delivery.isBeside = kind === 'skipped' && others !== undefined && others > 1
  }

  private finish(delivery: Delivery, facts: Pick<Delivery, 'outcome' | 'sentence' | 'answer'>): void {
    Object.assign(delivery, facts)
    if (delivery.vendor && delivery.isBeside) this.counts.beside(delivery.vendor)
    else if (delivery.vendor) this.counts.settled(delivery, delivery.vendor)
  }
}
