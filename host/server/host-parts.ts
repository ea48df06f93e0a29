import type { Audiences } from './audiences/audiences'
import type { Deliveries } from './deliveries/deliveries'
import type { FlowCounts } from './deliveries/flow-counts'
import type { Recorder } from './deliveries/recorder'
import type { DeliveryEngine } from './engine'
import type { Live } from './live'
import type { Sandboxes } from './sandboxes'
import type { Workspace } from './workspace/workspace'

/** Everything that the routes speak for. */
export interface HostParts {
  workspace: Workspace
  engine: DeliveryEngine
  recorder: Recorder
  deliveries: Deliveries
  counts: FlowCounts
  audiences: Audiences
  live: Live
  /** Undefined with the real vendors. */
  sandboxes?: Sandboxes
}
