/** One reason, how often it was given, and the rows it was first given for. */
export interface ReasonCount {
  reason: string
  count: number
  firstRows: number[]
}

const MOST_REASONS = 100
const FIRST_ROWS = 5
const OTHER = 'Other reasons.'

/** Counts reasons; a hostile file with a reason of its own in every row does not fill the memory. */
export class ReasonCounter {
  private readonly counts = new Map<string, ReasonCount>()
  total = 0

  add(reason: string, row: number): void {
    this.total += 1
    const key = this.counts.has(reason) || this.counts.size < MOST_REASONS ? reason : OTHER
    const found = this.counts.get(key) ?? { reason: key, count: 0, firstRows: [] }
    found.count += 1
    if (found.firstRows.length < FIRST_ROWS) found.firstRows = [...new Set([...found.firstRows, row])].sort(ascending)
    this.counts.set(key, found)
  }

  /** The most frequent first. */
  all(): ReasonCount[] {
    return [...this.counts.values()].sort((left, right) => right.count - left.count)
  }
}

const ascending = (left: number, right: number): number => left - right
