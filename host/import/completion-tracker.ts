/** Remembers which rows are not done yet, so that a run can be resumed after the last row before which all are. */
export class CompletionTracker {
  private readonly open = new Map<number, number>()
  private rejected: number[] = []
  private rejectedBelow: number
  private last: number

  /**
   * @param row up to which an earlier run did everything
   * @param rejected how many of those rows it rejected
   */
  constructor(row = 0, rejected = 0) {
    this.last = row
    this.rejectedBelow = rejected
  }

  /** A row was read, and this many of its events are on their way. Rows come in rising order. */
  begin(row: number, events: number): void {
    this.last = row
    if (events > 0) this.open.set(row, events)
  }

  /** One event of the row is done: delivered, rejected or skipped, but not failed. */
  settle(row: number): void {
    const left = (this.open.get(row) ?? 0) - 1
    if (left > 0) this.open.set(row, left)
    else this.open.delete(row)
  }

  reject(row: number): void {
    if (this.rejected[this.rejected.length - 1] !== row) this.rejected.push(row)
  }

  /** The row up to which everything is done, and how many rows up to there were rejected. */
  mark(): { row: number; rejected: number } {
    const [first] = this.open.keys()
    const row = first === undefined ? this.last : first - 1
    this.rejectedBelow += new Set(this.rejected.filter((rejected) => rejected <= row)).size
    this.rejected = this.rejected.filter((rejected) => rejected > row)
    return { row, rejected: this.rejectedBelow }
  }
}
