import type { SegmentEvent } from '@segment/actions-core'
import type { Item } from '../delivery/batches'
import type { RetryPolicy } from '../delivery/deliver'
import { Pipeline } from '../delivery/pipeline'
import type { PipelineOptions } from '../delivery/pipeline'
import type { Subscription } from '../delivery/subscription'
import { sizeOf } from './deliveries/size'
import type { Delivery } from './deliveries/delivery'
import type { Origin, Recorder, Tracked } from './deliveries/recorder'
import { SegmentRules } from './segment'
import type { Workspace } from './workspace/workspace'

/** Someone watches: the first repeats come soon, and it goes on for about two minutes. */
const RETRY_POLICY: RetryPolicy = { retries: 20, firstWait: 500, longestWait: 8000 }

/** Batches on their way at once: one vendor that is out of order must not hold up the other. */
const IN_FLIGHT = 64

/** Milliseconds in which events are collected into a batch: too short to notice, and under load they make one request of fifty. */
const BATCH_WINDOW_MS = 15

const batchWindow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BATCH_WINDOW_MS))

/** Events that are on their way, and their bytes; a sender of more gets 503. */
export const MOST_WAITING = 50_000
const MOST_BYTES = 64 * 1024 * 1024

type Definition = Workspace['definition']
type Run = Pipeline<Parameters<NonNullable<Definition['onDelete']>>[1]['settings']>

/**
 * The pipeline of the commands, kept running: events that come while a batch is on its way go together in the next. A new pipeline
 * takes over when settings or presets change.
 */
export class DeliveryEngine {
  private waiting: SegmentEvent[] = []
  private readonly segment = new SegmentRules()
  private readonly runs = new Map<Run, Set<SegmentEvent>>()
  private current: Run | undefined
  private pumping: Promise<void> | undefined
  private count = 0
  private onTheWay = 0
  private bytes = 0

  constructor(
    private readonly workspace: Workspace,
    private readonly recorder: Recorder
  ) {
    workspace.onChange(() => (this.current = undefined))
  }

  get hasRoom(): boolean {
    return this.onTheWay < MOST_WAITING && this.bytes < MOST_BYTES
  }

  /** Sends events on their way. `done` resolves when all is said about all of them. */
  accept(events: readonly SegmentEvent[], origin: Origin): { tracked: Tracked[]; done: Promise<void> } {
    const dones: Promise<void>[] = []
    const tracked = events.map((event, index) => {
      let settled = (): void => undefined
      dones.push(new Promise((resolve) => (settled = resolve)))
      return this.recorder.track(event, origin, { done: this.counted(event, settled), leadsWebhook: index === 0 })
    })
    for (const event of events) {
      const reason = this.segment.reasonToSkip(event)
      if (reason === undefined) this.waiting.push(event)
      else this.recorder.passBy(event, reason)
    }
    this.wake()
    return { tracked, done: Promise.all(dones).then(() => undefined) }
  }

  /**
   * Tries deliveries once more, each through its own subscription.
   *
   * @param subscriptionOf the subscription as it is now
   */
  async again(deliveries: readonly Delivery[], subscriptionOf: (delivery: Delivery) => Subscription): Promise<void> {
    const runs = new Map<Subscription, SegmentEvent[]>()
    for (const delivery of deliveries) {
      if (!delivery.event) continue
      const subscription = subscriptionOf(delivery)
      const copy = { ...delivery.event }
      this.recorder.resume(
        copy,
        subscription,
        delivery,
        this.counted(copy, () => undefined)
      )
      runs.set(subscription, [...(runs.get(subscription) ?? []), copy])
    }
    for (const [subscription, events] of runs) await this.push(this.start([subscription], 'segment'), events)
  }

  /** What the command `backfill` needs so that its events are seen here too. */
  hooks(
    from: string,
    receivedAs: (item: Item) => string | undefined
  ): Pick<PipelineOptions<never>, 'watch' | 'settled'> {
    return {
      watch: (send) => this.recorder.watch(send, from),
      settled: (item, outcomes) => this.recorder.settle(item, outcomes, { from, received: receivedAs(item) })
    }
  }

  /** Takes nothing more, lets what is on its way come through, and gives up waiting for other attempts. */
  async close(): Promise<void> {
    await this.pumping
    const runs = [...this.runs.keys()]
    runs.forEach((run) => run.stop('The local host was stopped.'))
    await Promise.allSettled(runs.map((run) => run.finish()))
  }

  /** Counts an event as on its way until all is said about it. */
  private counted(event: SegmentEvent, settled: () => void): () => void {
    const bytes = sizeOf(event)
    this.onTheWay += 1
    this.bytes += bytes
    return () => {
      this.onTheWay -= 1
      this.bytes -= bytes
      settled()
    }
  }

  private wake(): void {
    if (this.waiting.length === 0 || this.pumping) return
    this.pumping = this.pump().finally(() => {
      this.pumping = undefined
      this.wake()
    })
  }

  private async pump(): Promise<void> {
    while (this.waiting.length > 0) {
      await batchWindow()
      const events = this.waiting.splice(0, 5000)
      const run = this.current ?? this.next()
      await this.push(run, events)
    }
  }

  private async push(run: Run, events: readonly SegmentEvent[]): Promise<void> {
    const own = this.runs.get(run)
    events.forEach((event) => own?.add(event))
    try {
      await run.push(events.map((event) => ({ number: ++this.count, event })))
      await run.flush()
    } catch (error) {
      run.stop((error as Error).message)
    }
    if (run.signal.aborted) this.end(run)
  }

  private next(): Run {
    return (this.current = this.start(this.workspace.subscriptions(), 'segment'))
  }

  private start(subscriptions: readonly Subscription[], from: string): Run {
    const { definition, settings } = this.workspace
    const run: Run = new Pipeline({
      definition,
      settings: { ...settings },
      subscriptions,
      policy: RETRY_POLICY,
      inFlight: IN_FLIGHT,
      keepsGoing: true,
      watch: (send) => this.recorder.watch(send, from),
      settled: (item, outcomes) => {
        const left = this.runs.get(run)
        left?.delete(item.event)
        if (left?.size === 0 && this.current !== run) this.runs.delete(run)
        this.recorder.settle(item, outcomes, { from })
      }
    })
    this.runs.set(run, new Set())
    const end = (): void =>
      void run.finish().then(
        () => this.end(run),
        () => this.end(run)
      )
    run.signal.addEventListener('abort', end, { once: true })
    return run
  }

  /** Whatever a pipeline left unsaid when it ended was not delivered. */
  private end(run: Run): void {
    if (this.current === run) this.current = undefined
    const left = this.runs.get(run)
    this.runs.delete(run)
    left?.forEach((event) => this.recorder.abandon(event, run.stopped ?? 'It could not be delivered.'))
  }
}
