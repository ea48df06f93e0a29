import { randomUUID } from 'node:crypto'
import type { Status, VendorName } from './api-types'
import type { Audiences } from './audiences/audiences'
import type { Deliveries } from './deliveries/deliveries'
import type { EdgeCounts } from './deliveries/edge-counts'
import type { Recorder } from './deliveries/recorder'
import type { DeliveryEngine } from './engine'
import type { Sandboxes } from './sandboxes'
import type { Workspace } from './workspace/workspace'

/** Everything that the routes speak for. */
export interface HostParts {
  workspace: Workspace
  engine: DeliveryEngine
  recorder: Recorder
  deliveries: Deliveries
  counts: EdgeCounts
  audiences: Audiences
  changes: Changes
  /** How each sandbox misbehaves at the moment. */
  faults: Record<VendorName, string | null>
  /** Undefined with the real vendors. */
  sandboxes?: Sandboxes
  /** Writes one line for the person at the terminal. */
  log: (line: string) => void
  /** How many people a list for an audience may hold; without, as many as the page says. */
  mostMembers?: number
  /** The vendors' accounts that this host delivers to, by the names a person knows them by. */
  accounts: () => Status['accounts']
}

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
