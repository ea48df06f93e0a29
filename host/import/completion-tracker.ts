/** Remembers which rows are not done yet, so that a run can be resumed after the last row before which all are. */
export class CompletionTracker {
  private readonly open = new Map<number, number>()
  private refused: number[] = []
  private refusedBelow: number
  private last: number

  /**
   * @param row up to which an earlier run did everything
   * @param refused how many of those rows it refused
   */
  constructor(row = 0, refused = 0) {
    this.last = row
    this.refusedBelow = refused
  }

  /** A row was read, and so many events of it are on their way. Rows come in rising order. */
  begin(row: number, events: number): void {
    this.last = row
    if (events > 0) this.open.set(row, events)
  }

  /** One event of the row is done: taken, refused or left out, but not undelivered. */
  settle(row: number): void {
    const left = (this.open.get(row) ?? 0) - 1
    if (left > 0) this.open.set(row, left)
    else this.open.delete(row)
  }

  refuse(row: number): void {
    if (this.refused[this.refused.length - 1] !== row) this.refused.push(row)
  }

  /** The row up to which everything is done, and how many rows up to there were refused. */
  mark(): { row: number; refused: number } {
    const [first] = this.open.keys()
    const row = first === undefined ? this.last : first - 1
    this.refusedBelow += new Set(this.refused.filter((refused) => refused <= row)).size
    this.refused = this.refused.filter((refused) => refused > row)
    return { row, refused: this.refusedBelow }
  }
}
