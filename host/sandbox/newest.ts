/** Keeps the newest items. Adding one drops the oldest, in constant time. */
export class Newest<T> {
  private readonly kept: T[] = []
  private oldest = 0

  constructor(private readonly most: number) {}

  /** Returns the item that was dropped: the new one itself where nothing is kept. */
  add(one: T): T | undefined {
    if (this.most === 0) return one
    if (this.kept.length < this.most) {
      this.kept.push(one)
      return undefined
    }
    const gone = this.kept[this.oldest]
    this.kept[this.oldest] = one
    this.oldest = (this.oldest + 1) % this.most
    return gone
  }
}
