/** Why a run ended before its input did, in a sentence. */
export class Stop {
  private readonly controller = new AbortController()
  /** Resolves when the run is to stop. */
  readonly asked: Promise<void>

  constructor() {
    this.asked = new Promise((resolve) => this.controller.signal.addEventListener('abort', () => resolve()))
  }

  get isAsked(): boolean {
    return this.controller.signal.aborted
  }

  get reason(): string | undefined {
    return this.isAsked ? String(this.controller.signal.reason) : undefined
  }

  /** The first reason stays. */
  ask(reason: string): void {
    this.controller.abort(reason)
  }
}
