/**
 * A set of texts that remembers only a 64-bit fingerprint of each: a million idempotency keys take 16 MB instead of several
 * hundred. That two of a million different keys look alike has a chance of one in tens of millions.
 */
export class FingerprintSet {
  private slots = new Uint32Array(2 * FIRST_SLOTS)
  size = 0

  /** Whether the text is new; it is in the set afterwards. */
  add(text: string): boolean {
    fingerprint(text)
    if (!place(this.slots, high, low)) return false
    this.size += 1
    // More than two thirds full, the search for a free place gets long.
    if (this.size * 3 > this.slots.length) this.grow()
    return true
  }

  private grow(): void {
    const larger = new Uint32Array(this.slots.length * 2)
    for (let n = 0; n < this.slots.length; n += 2) {
      if (this.slots[n] !== 0) place(larger, this.slots[n], this.slots[n + 1])
    }
    this.slots = larger
  }
}

const FIRST_SLOTS = 1024

/** Puts a fingerprint into its place, or the next free one; false when it is there already. The number of slots is a power of two. */
function place(slots: Uint32Array, first: number, second: number): boolean {
  const mask = slots.length / 2 - 1
  for (let slot = second & mask; ; slot = (slot + 1) & mask) {
    if (slots[2 * slot] === 0) {
      slots[2 * slot] = first
      slots[2 * slot + 1] = second
      return true
    }
    if (slots[2 * slot] === first && slots[2 * slot + 1] === second) return false
  }
}

const { imul } = Math

/** Two numbers and not an object: this runs once for every event of a benchmark. */
let high = 0
let low = 0

/** The two halves of cyrb53, kept whole (64 bits). `high` is never 0, which marks a free place. */
function fingerprint(text: string): void {
  let first = 0xdeadbeef
  let second = 0x41c6ce57
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n)
    first = imul(first ^ unit, 2654435761)
    second = imul(second ^ unit, 1597334677)
  }
  high = mixed(first, second) || 1
  low = mixed(second, first)
}

const mixed = (one: number, other: number): number =>
  (imul(one ^ (one >>> 16), 2246822507) ^ imul(other ^ (other >>> 13), 3266489909)) >>> 0
