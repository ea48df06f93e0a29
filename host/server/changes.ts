import { randomUUID } from 'node:crypto'

/** Counts what changes here, so that an open page asks for the state only when there is a new one. */
export class Changes {
  private readonly start = randomUUID()
  private count = 0

  readonly touch = (): void => void (this.count += 1)

  /** Differs after every change, and after a restart. */
  get mark(): string {
    return `${this.start}.${this.count}`
  }
}
