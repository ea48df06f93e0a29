import { isLost, meets } from './delivery'
import { sizeOf } from './size'
import type { Delivery, DeliveryFilter } from './delivery'

export interface Limits {
  /** The newest deliveries that are kept, whatever became of them. */
  newest: number
  /** Older ones that were rejected or failed. */
  lost: number
  /** Older ones of each other outcome on each way, so that no number opens an empty list. */
  examples: number
  /** Bytes of the newest, and again of the older ones. */
  bytes: number
}

interface Kept {
  delivery: Delivery
  bytes: number
}

/** The newest deliveries, and longer than those what was lost: failures outlive successes. */
export class Deliveries {
  private newest: Kept[] = []
  private newestBytes = 0
  private readonly older: Older
  total = 0

  constructor(private readonly limits: Limits) {
    this.older = new Older(limits)
  }

  add(delivery: Omit<Delivery, 'id' | 'attempts'>): Delivery {
    this.total += 1
    const added: Delivery = { id: this.total, attempts: [], ...delivery }
    const bytes = bytesOf(added)
    this.newest.push({ delivery: added, bytes })
    this.newestBytes += bytes
    this.cut()
    return added
  }

  /** To be called when a delivery is settled: its size and its group may have changed. */
  update(delivery: Delivery): void {
    const kept = this.inNewest(delivery.id)
    if (!kept) {
      this.older.put(delivery, bytesOf(delivery))
      return
    }
    const bytes = bytesOf(delivery)
    this.newestBytes += bytes - kept.bytes
    kept.bytes = bytes
    this.cut()
  }

  get size(): number {
    return this.newest.length - this.first + this.older.size
  }

  get bytes(): number {
    return this.newestBytes + this.older.bytes
  }

  find(id: number): Delivery | undefined {
    return this.inNewest(id)?.delivery ?? this.older.find(id)
  }

  /** Newest first. */
  list(filter: DeliveryFilter, before: number, limit: number): { found: Delivery[]; more: boolean } {
    const found: Delivery[] = []
    for (const delivery of this.newestFirst()) {
      if (delivery.id >= before || !meets(delivery, filter)) continue
      if (found.length === limit) return { found, more: true }
      found.push(delivery)
    }
    return { found, more: false }
  }

  private *newestFirst(): Generator<Delivery, void, undefined> {
    for (let index = this.newest.length - 1; index >= this.first; index--) yield this.newest[index].delivery
    yield* this.older.newestFirst()
  }

  /** Where the newest begin: what stands before it is cut away in bulk. */
  private first = 0

  private inNewest(id: number): Kept | undefined {
    const index = id - (this.newest[this.first]?.delivery.id ?? 0) + this.first
    return index >= this.first ? this.newest[index] : undefined
  }

  private cut(): void {
    const { newest, bytes } = this.limits
    while (
      this.newest.length - this.first > newest ||
      (this.newestBytes > bytes && this.newest.length - this.first > 1)
    ) {
      const { delivery, bytes: freed } = this.newest[this.first]
      this.newest[this.first] = EMPTY
      this.first += 1
      this.newestBytes -= freed
      if (!delivery.isBeside) this.older.put(delivery, freed)
    }
    // In bulk: moving a full list by one for every event would cost more than the events.
    if (this.first < newest) return
    this.newest = this.newest.slice(this.first)
    this.first = 0
  }
}

const EMPTY: Kept = {
  delivery: { id: 0, at: 0, from: '', stage: 'segment', outcome: 'skipped', attempts: [] },
  bytes: 0
}

/** Older deliveries, by what became of them on which way. What is too many goes from the fullest of these groups. */
class Older {
  private readonly kept = new Map<number, Kept & { group: string }>()
  private readonly groups = new Map<string, { ids: Set<number>; bytes: number }>()
  private sorted: Delivery[] | undefined
  private lost = 0
  bytes = 0

  constructor(private readonly limits: Limits) {}

  get size(): number {
    return this.kept.size
  }

  find(id: number): Delivery | undefined {
    return this.kept.get(id)?.delivery
  }

  newestFirst(): Delivery[] {
    this.sorted ??= [...this.kept.values()].map(({ delivery }) => delivery).sort((one, other) => other.id - one.id)
    return this.sorted
  }

  put(delivery: Delivery, bytes: number): void {
    this.drop(delivery.id)
    // What is on its way still is put here when it has come to an end.
    if (delivery.outcome === 'waiting') return
    const group = groupOf(delivery)
    const members = this.groups.get(group) ?? { ids: new Set(), bytes: 0 }
    this.groups.set(group, members)
    members.ids.add(delivery.id)
    members.bytes += bytes
    this.kept.set(delivery.id, { delivery, bytes, group })
    this.bytes += bytes
    if (isLost(delivery)) this.lost += 1
    else if (members.ids.size > this.limits.examples) this.dropOldest(members.ids)
    while (this.lost > this.limits.lost || this.bytes > this.limits.bytes) this.dropOldest(this.fullest())
    this.sorted = undefined
  }

  private fullest(): Set<number> {
    let fullest = { ids: new Set<number>(), bytes: -1 }
    for (const [group, members] of this.groups) {
      const counts = this.lost <= this.limits.lost || group.startsWith(LOST)
      if (counts && members.bytes > fullest.bytes) fullest = members
    }
    return fullest.ids
  }

  private dropOldest(ids: Set<number>): void {
    const [oldest] = ids
    this.drop(oldest)
  }

  private drop(id: number): void {
    const kept = this.kept.get(id)
    if (!kept) return
    this.kept.delete(id)
    this.bytes -= kept.bytes
    if (kept.group.startsWith(LOST)) this.lost -= 1
    const members = this.groups.get(kept.group)
    members?.ids.delete(id)
    if (members) members.bytes -= kept.bytes
    if (members?.ids.size === 0) this.groups.delete(kept.group)
    this.sorted = undefined
  }
}

const LOST = 'lost '

const groupOf = ({ stage, from, vendor, outcome, reason, subscription }: Delivery): string =>
  outcome === 'rejected' || outcome === 'failed'
    ? `${LOST}${stage} ${from} ${vendor} ${outcome} ${reason}`
    : `${stage} ${from} ${vendor} ${outcome} ${subscription?.name}`

/** A delivery itself, without what it holds. */
const BARE = 400

function bytesOf({ received, event, message, response, attempts }: Delivery): number {
  let bytes =
    BARE + sizeOf(received ?? null) + sizeOf(event ?? null) + sizeOf(message ?? null) + sizeOf(response ?? null)
  for (const attempt of attempts) {
    if (attempt.response !== response) bytes += sizeOf(attempt.response)
    for (const { body, facts } of attempt.requests) {
      // The facts of a request are shared by the whole batch.
      bytes += BARE / 2 + body.length + ((facts.responseBody?.length ?? 0) + facts.url.length) / attempt.batch
    }
  }
  return bytes
}
