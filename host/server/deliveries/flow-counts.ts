import type { Edge, EdgeCount, Flow, ReasonCount, VendorName } from '../api-types'
import { EDGES } from '../api-types'
import type { Delivery } from './deliveries'
import { fieldOf } from './field-of'
import { SOURCE_VENDORS } from './source-vendors'

/** Sentences that are told apart; they may quote values, so their number has no bound of its own. */
const MOST_REASONS = 50

const emptyCount = (): EdgeCount => ({ passed: 0, leftOut: 0, refused: 0, undelivered: 0, retried: 0 })

/** How much went over each arrow of the picture since the start. */
export class FlowCounts {
  private readonly edges = Object.fromEntries(EDGES.map((edge) => [edge, emptyCount()])) as Record<Edge, EdgeCount>
  private readonly reasons = new Map<string, ReasonCount>()
  private newestNps: number | undefined
  waiting = 0

  /** A webhook or a row came; `calls` is what it became. */
  received(from: string, calls: number): void {
    const vendor = SOURCE_VENDORS[from]
    if (!vendor) return
    if (calls === 0) this.edges[`${vendor}-source`].leftOut += 1
    else this.edges[`${vendor}-source`].passed += 1
    this.edges[`${vendor}-segment`].passed += calls
  }

  /** A source took nothing of it. */
  sourceRefused(delivery: Delivery): void {
    const vendor = SOURCE_VENDORS[delivery.from]
    if (vendor) this.edges[`${vendor}-source`].refused += 1
    this.reason(delivery)
  }

  /** A preset took an event. */
  taken(vendor: VendorName): void {
    this.edges[`segment-${vendor}`].passed += 1
    this.waiting += 1
  }

  /** No preset took the event, or it is not meant for this destination. */
  notTaken({ from }: Delivery): void {
    this.edges[SOURCE_VENDORS[from] === 'heap' ? 'segment-appcues' : 'segment-heap'].leftOut += 1
  }

  /** A preset that met the event left it to another. */
  beside(vendor: VendorName): void {
    this.edges[`segment-${vendor}`].passed -= 1
    this.waiting -= 1
  }

  retried(vendor: VendorName): void {
    this.edges[`actions-${vendor}`].retried += 1
  }

  /** All is said about a delivery that a preset took. */
  settled(delivery: Delivery, vendor: VendorName): void {
    const count = this.edges[`actions-${vendor}`]
    this.waiting -= 1
    if (delivery.outcome === 'delivered') count.passed += 1
    else if (delivery.outcome === 'left out') count.leftOut += 1
    else {
      count[delivery.outcome === 'refused' ? 'refused' : 'undelivered'] += 1
      this.reason(delivery)
    }
    if (delivery.outcome === 'delivered' && delivery.subscription?.name === 'NPS Score Submitted')
      this.newestNps = delivery.id
  }

  view(total: number): Flow {
    const reasons = [...this.reasons.values()].sort((one, other) => other.count - one.count)
    return { edges: this.edges, reasons, nps: this.newestNps, total, waiting: this.waiting }
  }

  private reason({ sentence = '', id }: Delivery): void {
    const known = this.reasons.get(sentence)
    if (known) Object.assign(known, { count: known.count + 1, newest: id })
    else if (this.reasons.size < MOST_REASONS) {
      this.reasons.set(sentence, { sentence, field: fieldOf(sentence), count: 1, newest: id })
    }
  }
}
