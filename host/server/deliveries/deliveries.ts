import type { SegmentEvent } from '@segment/actions-core'
import type { Answer } from '../../delivery/answer'
import type { Subscription } from '../../delivery/subscription'
import type { OutcomeName, Stage, VendorName } from '../api-types'
import type { Exchange } from './exchanges'
import { SOURCE_VENDORS } from './source-vendors'

/** One attempt of one batch; all events of the batch share it. */
export interface Attempt {
  at: number
  batch: number
  exchanges: readonly Exchange[]
}

/** What happened to one event in one preset, or to a webhook that became no event. */
export interface Delivery {
  id: number
  at: number
  /** The name of a source, or `segment` for an event that was handed to Segment directly. */
  from: string
  stage: Stage
  outcome: OutcomeName
  /** The webhook as it came. */
  received?: string
  event?: SegmentEvent
  subscription?: Subscription
  vendor?: VendorName
  sentence?: string
  answer?: Answer
  tries: { attempt: Attempt; answer: Answer }[]
  againOf?: number
  /** Left out here because another preset took the event: nothing to show. */
  isBeside?: boolean
}

export interface DeliveryFilter {
  event?: string
  person?: string
  outcome?: string
  vendor?: string
  /** The name of a source, or of the vendor that it speaks for. */
  from?: string
  stage?: string
}

/** The newest deliveries; the oldest go. */
export class Deliveries {
  private kept: Delivery[] = []
  total = 0

  constructor(private readonly keep: number) {}

  add(delivery: Omit<Delivery, 'id' | 'tries'>): Delivery {
    this.total += 1
    const added: Delivery = { id: this.total, tries: [], ...delivery }
    this.kept.push(added)
    // Cut in bulk: moving a full list by one for every event would cost more than the events.
    if (this.kept.length >= this.keep * 2) this.kept = this.kept.slice(-this.keep)
    return added
  }

  get size(): number {
    return Math.min(this.kept.length, this.keep)
  }

  find(id: number): Delivery | undefined {
    const index = id - (this.kept[0]?.id ?? 0)
    return index >= this.kept.length - this.keep ? this.kept[index] : undefined
  }

  /** Newest first. */
  list(filter: DeliveryFilter, before: number, limit: number): { found: Delivery[]; more: boolean } {
    const found: Delivery[] = []
    for (let index = this.kept.length - 1; index >= Math.max(0, this.kept.length - this.keep); index--) {
      const delivery = this.kept[index]
      if (delivery.isBeside || delivery.id >= before || !meets(delivery, filter)) continue
      if (found.length === limit) return { found, more: true }
      found.push(delivery)
    }
    return { found, more: false }
  }
}

const holds = (value: string, part: string | undefined): boolean =>
  part === undefined || value.toLowerCase().includes(part.trim().toLowerCase())

function meets(delivery: Delivery, { event, person, outcome, vendor, from, stage }: DeliveryFilter): boolean {
  return (
    holds(`${eventName(delivery)} ${delivery.subscription?.name ?? ''}`, event) &&
    holds(personOf(delivery), person) &&
    (outcome === undefined || delivery.outcome === outcome) &&
    (vendor === undefined || delivery.vendor === vendor) &&
    (from === undefined || delivery.from === from || SOURCE_VENDORS[delivery.from] === from) &&
    (stage === undefined || delivery.stage === stage)
  )
}

/** Empty where a webhook or a row became no event. */
export const eventName = ({ event }: Pick<Delivery, 'event'>): string =>
  event ? String(event.event ?? event.type) : ''

export const personOf = ({ event }: Pick<Delivery, 'event'>): string =>
  String(event?.userId ?? event?.anonymousId ?? '')
