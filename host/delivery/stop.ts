/** The wish that a run ends before its input does, with the reason in a sentence. */
export class Stop {
  private readonly listeners = new Set<() => void>()
  private why: string | undefined
  /** Resolves when it is asked for. For one who waits once: what hangs on a promise is kept until it resolves, see `onAsked`. */
  readonly asked = new Promise<void>((resolve) => this.listeners.add(resolve))

  get isAsked(): boolean {
    return this.why !== undefined
  }

  get reason(): string | undefined {
    return this.why
  }

  /** The first reason stays. */
  ask(reason: string): void {
    if (this.isAsked) return
    this.why = reason
    this.listeners.forEach((listener) => listener())
  }

  /**
   * Calls `listener` when the stop is asked for, at once if it was already.
   *
   * @returns ends the listening
   */
  onAsked(listener: () => void): () => void {
    if (this.isAsked) listener()
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
}
