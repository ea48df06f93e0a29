/** So many of a stream whose length nobody knows, evenly spaced: the same for the same stream. */
export class EvenSample<T> {
  private kept: T[] = []
  private stride = 1
  private count = 0

  constructor(private readonly size: number) {}

  add(value: T): void {
    if (this.count++ % this.stride !== 0) return
    this.kept.push(value)
    if (this.kept.length < 2 * this.size) return
    this.kept = this.kept.filter((_value, index) => index % 2 === 0)
    this.stride *= 2
  }

  values(): T[] {
    const { kept, size } = this
    if (kept.length <= size) return kept
    return Array.from({ length: size }, (_value, index) => kept[Math.floor((index * kept.length) / size)])
  }
}
