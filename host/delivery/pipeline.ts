import type { DestinationDefinition, JSONObject } from '@segment/actions-core'
import { isRetryable } from '../../src/destinations/heap-appcues/shared/http'
import type { EventResponse, Outcome } from './outcome'
import { BATCH_SIZE } from '../../src/destinations/heap-appcues/shared/limits'
import { Batches } from './batches'
import type { Batch, Item } from './batches'
import { RETRY_POLICY, deliverBatch } from './deliver'
import type { DeliveryOptions, RetryPolicy } from './deliver'
import { createRate } from './rate'
import { createRouter } from './subscription'
import type { Router, Subscription } from './subscription'
import { createSender, statusOf } from './sender'
import { Silence } from './silence'
import type { Exchange, Send } from './sender'

/** What became of an item in each subscription that took it; none when no subscription did. */
export type Outcomes = ReadonlyArray<{ subscription: Subscription; outcome: Outcome }>

export interface PipelineOptions<Settings, T extends Item = Item> {
  definition: DestinationDefinition<Settings>
  settings: JSONObject
  subscriptions: readonly Subscription[]
  /** The most events a minute; no limit when left out. */
  perMinute?: number
  policy?: RetryPolicy
  /** Batches that may be on their way at once. */
  inFlight?: number
  /** Hears of every item once, once its outcome is known. A stop leaves items unsettled: they were not delivered. */
  settled: (item: T, outcomes: Outcomes) => void
  /** For a host that runs on: neither rejected credentials nor a vendor that takes nothing ends it. */
  keepsGoing?: boolean
  retrying?: (items: number, response: EventResponse) => void
  exchange?: (exchange: Exchange) => void
  /** Listens in on what goes to the vendors, for a host that shows what left with each event. */
  watch?: (send: Send) => Send
}

/** The most numbers that an item waits for a full batch, so that a rare event does not hold back the place to resume from. */
const LONGEST_LAG = 20_000

interface Ticket<T> extends Item {
  item: T
  open: number
  outcomes: Array<{ subscription: Subscription; outcome: Outcome }>
}

/** Events in, deliveries out: subscriptions, batches, attempts and rate, as the platform has them, on this machine. */
export class Pipeline<Settings, T extends Item = Item> {
  private readonly controller = new AbortController()
  private readonly router: Router
  private readonly batches: Batches<Ticket<T>>
  private readonly delivery: DeliveryOptions<Ticket<T>>
  private readonly underWay = new Set<Promise<void>>()
  private readonly silence: Silence
  private failure: { error: unknown } | undefined
  private sent = 0
  private exchanges = 0

  constructor(private readonly options: PipelineOptions<Settings, T>) {
    const { definition, settings, subscriptions, perMinute, policy = RETRY_POLICY } = options
    const { retrying = () => undefined, watch = (send) => send } = options
    this.silence = new Silence(policy.longestSilence, (message) => this.stop(message))
    const rate = createRate(perMinute)
    this.router = createRouter(subscriptions)
    this.batches = new Batches(Math.min(BATCH_SIZE, rate.most))
    this.delivery = {
      send: this.listening(watch(createSender(definition, settings, (each) => this.hear(each)))),
      rate,
      policy,
      keepsGoing: options.keepsGoing,
      controller: this.controller,
      retrying,
      settle: (ticket, subscription, outcome) => this.settle(ticket, subscription, outcome)
    }
    this.signal.addEventListener('abort', () => rate.stop())
  }

  /** Aborted when the run ends before its input does. */
  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** Why it ended early, if it did: the first reason. */
  get stopped(): string | undefined {
    return this.signal.aborted ? String(this.signal.reason) : undefined
  }

  /** Begins nothing more; what is under way is finished. */
  stop(reason: string): void {
    if (!this.signal.aborted) this.controller.abort(reason)
  }

  /** Takes items, and more only when there is room: the caller reads no faster than the vendors take. */
  async push(items: readonly T[]): Promise<void> {
    const found = await this.router(items.map(({ event }) => event))
    for (const [index, item] of items.entries()) {
      const { number, event } = item
      const ticket: Ticket<T> = { number, event, item, open: found[index].length, outcomes: [] }
      if (ticket.open === 0) this.options.settled(item, [])
      for (const subscription of found[index]) await this.send(this.batches.add(subscription, ticket))
    }
    const last = items[items.length - 1]
    if (last) await this.sendAll(this.batches.takeBefore(last.number - LONGEST_LAG))
  }

  /** Sends the batches that are not full. */
  async flush(): Promise<void> {
    await this.sendAll(this.batches.takeAll())
  }

  /** Delivers what there is, or after a stop finishes what is under way. Throws what is a fault of ours. */
  async finish(): Promise<void> {
    await this.flush()
    await Promise.all(this.underWay)
    this.silence.broken()
    this.delivery.rate.stop()
    if (this.failure) throw this.failure.error
  }

  private hear(exchange: Exchange): void {
    this.exchanges += 1
    this.silence.broken()
    this.options.exchange?.(exchange)
  }

  /** Where every event of an attempt is to be tried again and no response came, there is silence. */
  private listening(send: Send): Send {
    return async (subscription, events) => {
      const began = performance.now()
      const before = this.exchanges
      try {
        const responses = await send(subscription, events)
        const failed = responses.find(({ errormessage }) => errormessage !== undefined)
        const heard = before !== this.exchanges || responses.some(({ status }) => !isRetryable(status))
        if (heard) this.silence.broken()
        else this.silence.lasts(performance.now() - began, failed?.errormessage ?? '')
        return responses
      } catch (error) {
        if (statusOf(error) === 408) this.silence.lasts(performance.now() - began, (error as Error).message)
        throw error
      }
    }
  }

  private async sendAll(batches: readonly Batch<Ticket<T>>[]): Promise<void> {
    for (const batch of batches) await this.send(batch)
  }

  private async send(batch: Batch<Ticket<T>> | undefined): Promise<void> {
    if (!batch) return
    const { inFlight = 4 } = this.options
    while (this.underWay.size >= inFlight) await Promise.race(this.underWay)
    if (this.signal.aborted) return
    const delivering: Promise<void> = this.deliver(batch).finally(() => this.underWay.delete(delivering))
    this.underWay.add(delivering)
  }

  private async deliver(batch: Batch<Ticket<T>>): Promise<void> {
    const before = this.sent
    try {
      const trouble = await deliverBatch(batch, this.delivery)
      // Where something got through in the meantime it is about these events; where nothing did, it is the vendor.
      if (trouble !== undefined && this.sent === before && !this.options.keepsGoing)
        this.stop(`Nothing is accepted at the moment. ${trouble}`)
    } catch (error) {
      this.failure ??= { error }
      this.stop('Something went wrong here.')
    }
  }

  private settle(ticket: Ticket<T>, subscription: Subscription, outcome: Outcome): void {
    if (outcome.kind === 'delivered') this.sent += 1
    ticket.open -= 1
    ticket.outcomes.push({ subscription, outcome })
    if (ticket.open === 0) this.options.settled(ticket.item, ticket.outcomes)
  }
}
