import type { SegmentEvent } from '@segment/actions-core'
import { CATALOG_NAME } from '../delivery/definition'
import { Pipeline } from '../delivery/pipeline'
import type { PipelineOptions } from '../delivery/pipeline'
import type { RetryPolicy } from '../delivery/deliver'
import type { Subscription } from '../delivery/subscription'
import type { Origin, Recorder, Tracked } from './deliveries/recorder'
import { isAddressed } from './is-addressed'
import type { Workspace } from './workspace/workspace'

/** Someone watches: the first repeats come soon, and it goes on for about two minutes. */
const RETRY_POLICY: RetryPolicy = { retries: 20, firstWait: 500, longestWait: 8000 }

/** Batches on their way at once: one vendor that is out of order must not hold up the other. */
const IN_FLIGHT = 64

/** Milliseconds that an event waits for company: nobody notices them, and under load they make one request of fifty. */
const BATCH_WINDOW_MS = 15

const company = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BATCH_WINDOW_MS))

/** Events that wait to be sent; who brings more is told to come again later. */
export const MOST_WAITING = 50_000

type Definition = Workspace['definition']
type Run = Pipeline<Parameters<NonNullable<Definition['onDelete']>>[1]['settings']>

/**
 * The pipeline of the commands, kept running: events that come while a batch is on its way go together in the next. A new pipeline
 * takes over when settings or presets change, or when the old one gave up.
 */
export class DeliveryEngine {
  private waiting: SegmentEvent[] = []
  private readonly runs = new Map<Run, Set<SegmentEvent>>()
  private current: Run | undefined
  private pumping: Promise<void> | undefined
  private count = 0

  constructor(
    private readonly workspace: Workspace,
    private readonly recorder: Recorder
  ) {
    workspace.onChange(() => (this.current = undefined))
  }

  get hasRoom(): boolean {
    return this.waiting.length < MOST_WAITING
  }

  /** Sends events on their way. `done` resolves when all is said about all of them. */
  accept(events: readonly SegmentEvent[], origin: Origin): { tracked: Tracked[]; done: Promise<void> } {
    const dones: Promise<void>[] = []
    const tracked = events.map((event) => {
      let settled = (): void => undefined
      dones.push(new Promise((resolve) => (settled = resolve)))
      return this.recorder.track(event, origin, settled)
    })
    for (const event of events) {
      const isOurs = isAddressed(event, CATALOG_NAME)
      if (isOurs) this.waiting.push(event)
      else this.recorder.passBy(event, 'The event’s "integrations" say that it is not for this destination.')
    }
    this.wake()
    return { tracked, done: Promise.all(dones).then(() => undefined) }
  }

  /** Delivers an event once more, through one subscription only. */
  async again(event: SegmentEvent, subscription: Subscription, origin: Origin): Promise<Tracked> {
    const copy = { ...event }
    const tracked = this.recorder.track(copy, origin)
    const run = this.start([subscription], origin.from)
    await this.push(run, [copy])
    return tracked
  }

  /** What the command `backfill` needs so that its events are seen here too. */
  hooks(from: string): Pick<PipelineOptions<never>, 'watch' | 'settled'> {
    return {
      watch: (send) => this.recorder.watch(send, from),
      settled: (item, outcomes) => this.recorder.settle(item, outcomes, from)
    }
  }

  /** Takes nothing more, lets what is on its way come through, and gives up waiting for other attempts. */
  async close(): Promise<void> {
    await this.pumping
    const runs = [...this.runs.keys()]
    runs.forEach((run) => run.stop('The local host was stopped.'))
    await Promise.allSettled(runs.map((run) => run.finish()))
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
      await company()
      const events = this.waiting.splice(0, 5000)
      const run = this.current ?? this.next()
      await this.push(run, events)
    }
  }

  private async push(run: Run, events: SegmentEvent[]): Promise<void> {
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
      watch: (send) => this.recorder.watch(send, from),
      settled: (item, outcomes) => {
        const left = this.runs.get(run)
        left?.delete(item.event)
        if (left?.size === 0 && this.current !== run) this.runs.delete(run)
        this.recorder.settle(item, outcomes, from)
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
