import type { JSONObject } from '@segment/actions-core'
import { definition } from '../delivery/definition'
import type { Status, VendorName } from './api-types'
import { Audiences } from './audiences/audiences'
import { Deliveries } from './deliveries/deliveries'
import { Exchanges } from './deliveries/exchanges'
import { FlowCounts } from './deliveries/flow-counts'
import { Recorder } from './deliveries/recorder'
import { withClient } from './deliveries/with-client'
import { createDoor } from './http-server'
import { DeliveryEngine } from './engine'
import type { HostParts } from './host-parts'
import { Live } from './live'
import { pageFolder } from './page-folder'
import { routesOf } from './routes'
import { startSandboxes, sandboxSettings } from './sandboxes'
import { Workspace } from './workspace/workspace'

export interface LocalHostOptions {
  /** 0 takes any free port. */
  port: number
  /** With the real vendors: no sandboxes. */
  live?: boolean
  /** The destination's settings; with the sandboxes over those that fit them. */
  settings?: JSONObject
  sourceSettings?: Record<string, JSONObject>
  /** Where the built page lies. */
  page?: string
}

export interface LocalHost extends HostParts {
  url: string
  /** Begins to listen; before that everything works but nobody hears it. */
  listen: () => Promise<string>
  close: () => Promise<void>
}

/** The newest deliveries that are kept. */
const KEEP = 10_000

/** Everything behind the page, put together; `listen` opens the door. */
export async function createLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const sandboxes = options.live ? undefined : await startSandboxes()
  const exchanges = new Exchanges()
  const workspace = new Workspace(withClient(definition, exchanges.watch), {
    settings: { ...options.settings, ...(sandboxes ? sandboxSettings : {}) },
    sourceSettings: options.sourceSettings ?? {}
  })
  const faults: Record<VendorName, string | null> = { heap: null, appcues: null }
  const deliveries = new Deliveries(KEEP)
  const counts = new FlowCounts()
  const live = new Live((): Status => ({
    live: !sandboxes,
    flow: counts.view(deliveries.total),
    faults,
    audiences: audiences.views()
  }))
  const changed = (): void => live.touch()
  const recorder = new Recorder(deliveries, counts, exchanges, changed)
  const engine = new DeliveryEngine(workspace, recorder)
  const audiences: Audiences = new Audiences(workspace, engine, changed)
  const parts: HostParts = { workspace, engine, recorder, deliveries, counts, audiences, live, sandboxes }
  const door = createDoor(options.port, routesOf(parts, faults, options.page ?? pageFolder()))
  return {
    ...parts,
    get url() {
      return door.url()
    },
    listen: door.listen,
    close: async () => {
      await door.close()
      await engine.close()
      await sandboxes?.close()
    }
  }
}
