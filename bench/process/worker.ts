import mapValues from 'lodash/mapValues'
import { redirectVendors } from '../../host/sandbox/redirect'
import type { Case, Task, Vendors, Variant } from '../cases/case'
import { backfill, delivering, parsing } from '../cases/backfill'
import { workloads } from '../cases/workloads'
import { receiving } from '../cases/sources'
import { floor, frameworkAlone, inBatches, oneByOne, oursAlone } from '../cases/variants'
import { peer, PEER_HOSTS } from '../cases/peers'
import { respondToParent } from './messages'

const variants = { inBatches, oneByOne, frameworkAlone, oursAlone, floor } satisfies Record<Variant, unknown>

/** What one run cost in this process. */
export interface Cost {
  events: number
  seconds: number
  /** Microseconds of CPU, the making of the input taken off. */
  cpu: number
  /** Bytes: the most memory this process ever had. */
  memory: number
}

export interface WorkerCommands {
  open: (plan: { task: Task; vendors: Vendors; events: number; warmUp: number }) => Promise<void>
  prepare: () => Promise<void>
  run: () => Promise<Cost>
}

function makeCase(task: Task, vendors: Vendors, events: number): Promise<Case> {
  if (task.kind === 'source') return receiving(task.name, events)
  if (task.kind === 'backfill') return backfill(vendors, events)
  if (task.kind === 'peer') return peer(task.name, task.file, events)
  if (task.kind === 'delivering') return delivering(vendors, events)
  if (task.kind === 'parsing') return parsing(vendors, events)
  return variants[task.variant]({ load: workloads[task.load](), vendors, events })
}

const cpuSince = (before?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  return cpuSince(before)
}

/** Measures one case, in a process that does nothing else. */
function worker(): WorkerCommands {
  let current: Case | undefined
  return {
    open: async ({ task, vendors, events, warmUp }) => {
      // A backfill redirects by itself.
      if (task.kind !== 'backfill' && task.kind !== 'delivering')
        redirectVendors(vendors, { others: mapValues(PEER_HOSTS, (vendor) => vendors[vendor]) })
      if (warmUp > 0) {
        const small = await makeCase(task, vendors, warmUp)
        await small.prepare?.()
        await small.run()
      }
      current = await makeCase(task, vendors, events)
    },
    prepare: async () => current?.prepare?.(),
    run: async () => {
      if (!current) throw new TypeError('Nothing is open.')
      const input = current.input ? cpuOf(current.input) : 0
      const before = process.cpuUsage()
      const begin = performance.now()
      const events = await current.run()
      const seconds = (performance.now() - begin) / 1000
      const cpu = Math.max(0, cpuSince(before) - input)
      return { events, seconds, cpu, memory: process.resourceUsage().maxRSS * 1024 }
    }
  }
}

respondToParent(worker())
