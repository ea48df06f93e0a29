/** Takes one message for a listening page. */
export type Listener = (message: string) => void

/** Milliseconds between two messages: fast enough to look alive, and a hundred thousand events make no more messages than ten. */
const QUIET = 250

/** More pages than one person opens. */
export const MOST_LISTENERS = 20

/** Tells every open page the present state, whenever it changed and not more often than four times a second. */
export class Live {
  private readonly listeners = new Set<Listener>()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly state: () => unknown) {}

  /** Notes that something changed. */
  touch(): void {
    if (this.listeners.size === 0 || this.timer) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      const message = this.message()
      this.listeners.forEach((listener) => listener(message))
    }, QUIET)
    this.timer.unref()
  }

  /** The present state, as a message. */
  message(): string {
    return JSON.stringify(this.state())
  }

  /** @returns stops listening; undefined when too many listen already */
  listen(listener: Listener): (() => void) | undefined {
    if (this.listeners.size >= MOST_LISTENERS) return undefined
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
