import { Hono } from 'hono'
import type { Status } from '../api-types'
import type { HostEnv } from '../host-env'
import type { HostParts } from '../host-parts'
import { appcuesRoutes } from './appcues'
import { faultRoutes } from './faults'
import { heapRoutes } from './heap'

/** What the sandboxes hold, and how they misbehave; with the real vendors there is nothing to look into. */
export function vendorRoutes({ sandboxes, live }: HostParts, faults: Status['faults']): Hono<HostEnv> {
  const routes = new Hono<HostEnv>()
  if (sandboxes) {
    return routes
      .route('/heap', heapRoutes(sandboxes.heap))
      .route('/appcues', appcuesRoutes(sandboxes.appcues))
      .route('/faults', faultRoutes(sandboxes, faults, live))
  }
  for (const path of ['/heap/*', '/appcues/*', '/faults/*']) {
    routes.all(path, (c) => c.json({ error: 'This runs with the real vendors: look there.' }, 404))
  }
  return routes
}
