import { EDGES } from '../api-types'
import type { Edge, EdgeCount, Flow, ReasonCount, TimeBar, VendorName } from '../api-types'
import { fieldOf, isLost, SOURCE_VENDORS, vendorAfterSegment } from './delivery'
import type { Delivery } from './delivery'

/** Messages that are counted one by one. They may quote values, so their number has no bound of its own. */
const MOST_REASONS = 50
const OTHER: ReasonCount = { id: 0, message: 'Other reasons', outcome: 'rejected', count: 0 }

const emptyCount = (): EdgeCount => ({ passed: 0, skipped: 0, rejected: 0, failed: 0, retried: 0, waiting: 0 })

/** How much went over each arrow of the picture since the start. */
export class EdgeCounts {
  private readonly edges = Object.fromEntries(EDGES.map((edge) => [edge, emptyCount()])) as Record<Edge, EdgeCount>
  private readonly reasons = new Map<string, ReasonCount>()
  private readonly other = { ...OTHER }
  private readonly time = new OutcomesOverTime()
  private newestNps: number | undefined

  get waiting(): number {
    return this.edges['actions-heap'].waiting + this.edges['actions-appcues'].waiting
  }

  /** A webhook or a row came; `calls` is what it became. */
  received(from: string, calls: number): void {
    const vendor = SOURCE_VENDORS[from]
    if (!vendor) return
    this.edges[`${vendor}-source`][calls === 0 ? 'skipped' : 'passed'] += 1
    this.edges[`${vendor}-segment`].passed += calls
  }

  /** A source took nothing of it. */
  atSource(delivery: Delivery): void {
    this.time.add(delivery)
    if (delivery.outcome !== 'rejected') return
    const vendor = SOURCE_VENDORS[delivery.from]
    if (vendor) this.edges[`${vendor}-source`].rejected += 1
    this.addReason(delivery)
  }

  /** A preset took an event. */
  taken(vendor: VendorName): void {
    this.edges[`segment-${vendor}`].passed += 1
    this.edges[`actions-${vendor}`].waiting += 1
  }

  /** No preset took the event, it is not meant for this destination, or it got no turn before the end. */
  notTaken(delivery: Delivery): void {
    this.time.add(delivery)
    const isFailed = delivery.outcome === 'failed'
    this.edges[`segment-${vendorAfterSegment(delivery)}`][isFailed ? 'failed' : 'skipped'] += 1
    if (isFailed) this.addReason(delivery)
  }

  /** A preset that met the event left it to another. */
  beside(vendor: VendorName): void {
    this.edges[`segment-${vendor}`].passed -= 1
    this.edges[`actions-${vendor}`].waiting -= 1
  }

  retried(vendor: VendorName): void {
    this.edges[`actions-${vendor}`].retried += 1
  }

  /** All is said about a delivery that a preset took. */
  settled(delivery: Delivery, vendor: VendorName): void {
    const count = this.edges[`actions-${vendor}`]
    count.waiting -= 1
    count[columnOf(delivery)] += 1
    this.time.add(delivery)
    if (isLost(delivery)) this.addReason(delivery)
    else if (delivery.outcome === 'delivered' && delivery.subscription?.name === 'NPS Score Submitted')
      this.newestNps = delivery.id
  }

  /** A delivery is tried once more: it counts as on its way, and no longer as what became of it before. */
  reopened(delivery: Delivery, vendor: VendorName): void {
    const count = this.edges[`actions-${vendor}`]
    count[columnOf(delivery)] -= 1
    count.waiting += 1
    const reason = this.reasonOf(delivery)
    if (reason) reason.count -= 1
    delivery.reason = undefined
  }

  view(total: number): Flow {
    const reasons = [...this.reasons.values(), this.other].filter(({ count }) => count > 0)
    return {
      edges: this.edges,
      reasons: reasons.sort((one, other) => other.count - one.count),
      bars: this.time.bars,
      nps: this.newestNps,
      total,
      waiting: this.waiting
    }
  }

  private addReason(delivery: Delivery): void {
    const { message = '', outcome } = delivery
    const key = `${outcome} ${message}`
    const known = this.reasons.get(key)
    const reason = known ?? (this.reasons.size < MOST_REASONS ? this.newReason(key, delivery) : this.other)
    reason.count += 1
    delivery.reason = reason.id
  }

  private newReason(key: string, { message = '', outcome }: Delivery): ReasonCount {
    const id = this.reasons.size + 1
    const reason: ReasonCount = {
      id,
      message,
      field: fieldOf(message),
      outcome: outcome === 'failed' ? 'failed' : 'rejected',
      count: 0
    }
    this.reasons.set(key, reason)
    return reason
  }

  private reasonOf({ reason }: Delivery): ReasonCount | undefined {
    if (reason === undefined) return undefined
    return reason === this.other.id ? this.other : [...this.reasons.values()].find(({ id }) => id === reason)
  }
}

function columnOf({ outcome }: Delivery): 'passed' | 'skipped' | 'rejected' | 'failed' | 'waiting' {
  return outcome === 'delivered' ? 'passed' : outcome
}

/** Deliveries over time: the most bars, and the milliseconds of one, which double when there are too many. */
const MOST_BARS = 60
const FIRST_STEP = 1000

/** How many deliveries came to which end when: bars of equal time, which grow together when there are too many. */
export class OutcomesOverTime {
  readonly bars: TimeBar[] = []
  private step = FIRST_STEP

  add({ outcome }: Delivery, now = Date.now()): void {
    if (outcome === 'waiting') return
    this.barAt(now)[outcome] += 1
  }

  private barAt(now: number): TimeBar {
    const at = now - (now % this.step)
    const last = this.bars[this.bars.length - 1]
    if (last && last.at >= at) return last
    const bar: TimeBar = { at, step: this.step, delivered: 0, skipped: 0, rejected: 0, failed: 0 }
    this.bars.push(bar)
    const [first] = this.bars
    if ((at - first.at) / this.step < MOST_BARS) return bar
    this.coarsen()
    return this.barAt(now)
  }

  private coarsen(): void {
    this.step *= 2
    const old = this.bars.splice(0)
    for (const bar of old) {
      const at = bar.at - (bar.at % this.step)
      const last = this.bars[this.bars.length - 1]
      if (last?.at !== at) {
        this.bars.push({ ...bar, at, step: this.step })
        continue
      }
      for (const outcome of ['delivered', 'skipped', 'rejected', 'failed'] as const) last[outcome] += bar[outcome]
    }
  }
}
