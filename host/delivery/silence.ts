/** Notices that a vendor has not responded at all for too long: retrying for minutes would only hide that it cannot be reached. */
export class Silence {
  private timer: NodeJS.Timeout | undefined
  private message = ''

  /**
   * @param longest milliseconds; no limit when left out
   * @param ends called once that much time is over, with a message
   */
  constructor(
    private readonly longest: number | undefined,
    private readonly ends: (message: string) => void
  ) {}

  /** A vendor responded, or something was decided without asking it. */
  broken(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  /** An attempt of this many milliseconds ended without any response. */
  lasts(milliseconds: number, message: string): void {
    this.message = message
    if (this.longest === undefined || this.timer) return
    this.timer = setTimeout(() => this.end(), Math.max(0, this.longest - milliseconds)).unref()
  }

  private end(): void {
    const seconds = Math.round((this.longest ?? 0) / 1000)
    this.ends(`No response for ${seconds} seconds. ${this.message} Check that it runs and can be reached.`)
  }
}
