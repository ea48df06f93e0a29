import { Hono } from 'hono'
import type { HostEnv } from '../body'
import type { HostParts } from '../host-parts'
import { appcuesRoutes } from './appcues'
import { faultRoutes } from './faults'
import { heapRoutes } from './heap'

/** What the sandboxes hold, and how they misbehave; with the real vendors there is nothing to look into. */
export function vendorRoutes({ sandboxes, faults, changes }: HostParts): Hono<HostEnv> {
  const routes = new Hono<HostEnv>()
  if (sandboxes) {
    return routes
      .route('/heap', heapRoutes(sandboxes.heap))
      .route('/appcues', appcuesRoutes(sandboxes.appcues))
      .route('/faults', faultRoutes(sandboxes, faults, changes))
  }
  for (const path of ['/heap/*', '/appcues/*', '/faults/*']) {
    routes.all(path, (c) => c.json({ error: 'This host runs with the real vendors. Look there.' }, 404))
  }
  return routes
}
