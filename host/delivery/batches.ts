import type { SegmentEvent } from '@segment/actions-core'
import type { Subscription } from './subscription'

/** One event on its way through the pipeline. */
export interface Item {
  /** The number by which its sender knows it, such as the row of a file. Numbers never fall; several items may share one. */
  number: number
  event: SegmentEvent
}

export interface Batch<Item> {
  subscription: Subscription
  items: Item[]
}

/** Items that are collected into a batch, for each subscription. */
export class Batches<Item extends { number: number }> {
  private readonly waiting = new Map<Subscription, Item[]>()

  constructor(private readonly size: number) {}

  /** The batch that this item makes full. */
  add(subscription: Subscription, item: Item): Batch<Item> | undefined {
    const items = this.waiting.get(subscription) ?? []
    items.push(item)
    this.waiting.set(subscription, items)
    return items.length < this.size ? undefined : this.take(subscription, items)
  }

  /** Batches whose oldest item has a number below this one: whoever waits for a rare event would hold back the place to resume from. */
  takeBefore(number: number): Batch<Item>[] {
    return [...this.waiting]
      .filter(([, items]) => items[0].number < number)
      .map(([subscription, items]) => this.take(subscription, items))
  }

  takeAll(): Batch<Item>[] {
    return this.takeBefore(Infinity)
  }

  private take(subscription: Subscription, items: Item[]): Batch<Item> {
    this.waiting.delete(subscription)
    return { subscription, items }
  }
}
