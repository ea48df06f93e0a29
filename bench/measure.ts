import { compiled } from './process/compiled'
import { startChild } from './process/messages'
import type { Child } from './process/messages'
import type { Task } from './cases/case'
import type { Cost, WorkerCommands } from './process/worker'
import type { VendorCommands } from './process/vendors'

/** Medians over the runs of one task. */
export interface Figures {
  task: Task
  /** Milliseconds the vendors wait before every response. */
  latency: number
  events: number
  perSecond: number
  /** Microseconds of CPU an event. */
  cpu: number
  /** Of one run. */
  requests: number
  bytes: number
  memory: number
}

export interface Plan {
  task: Task
  events: number
  runs: number
  warmUp?: number
}

const PROGRAMS = {
  worker: 'bench/process/worker.ts',
  vendors: 'bench/process/vendors.ts',
  // A program looks for it in its own folder.
  'reading-thread': 'host/import/reading-thread.ts'
}

/** The vendors' process at one latency, and what can be measured against it. */
export class Laboratory {
  private constructor(
    private readonly worker: string,
    private readonly vendors: Child<VendorCommands>,
    private readonly urls: { heap: string; appcues: string },
    private readonly latency: number
  ) {}

  static async open(latency: number): Promise<Laboratory> {
    const programs = await compiled(PROGRAMS)
    const vendors = startChild<VendorCommands>(programs.vendors)
    return new Laboratory(programs.worker, vendors, await vendors.call('start', latency), latency)
  }

  close(): Promise<void> {
    return this.vendors.end()
  }

  /** Runs a task several times in a fresh process. */
  async measure({ task, events, runs, warmUp = 0 }: Plan): Promise<Figures> {
    const worker = startChild<WorkerCommands>(this.worker)
    try {
      await worker.call('open', { task, vendors: this.urls, events, warmUp })
      const costs: Array<Cost & { requests: number; bytes: number }> = []
      for (let run = 0; run < runs; run++) costs.push(await this.runOnce(worker))
      return { task, latency: this.latency, ...medians(costs) }
    } finally {
      await worker.end()
    }
  }

  private async runOnce(worker: Child<WorkerCommands>): Promise<Cost & { requests: number; bytes: number }> {
    await this.vendors.call('reset')
    await worker.call('prepare')
    const before = await this.vendors.call('traffic')
    const cost = await worker.call('run')
    const after = await this.vendors.call('traffic')
    return { ...cost, requests: after.requests - before.requests, bytes: after.bytes - before.bytes }
  }
}

function medians(costs: ReadonlyArray<Cost & { requests: number; bytes: number }>): Omit<Figures, 'task' | 'latency'> {
  const of = (value: (cost: (typeof costs)[number]) => number): number => median(costs.map(value))
  return {
    events: of(({ events }) => events),
    perSecond: of(({ events, seconds }) => events / seconds),
    cpu: of(({ events, cpu }) => cpu / events),
    requests: of(({ requests }) => requests),
    bytes: of(({ bytes }) => bytes),
    memory: Math.max(...costs.map(({ memory }) => memory))
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
