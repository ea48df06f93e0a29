import { Hono } from 'hono'
import type { VendorName } from '../api-types'
import { ownHost, ownOrigin } from '../guard'
import type { HostEnv } from '../host-env'
import type { HostParts } from '../host-parts'
import { readBody } from '../read-body'
import { secureHeaders } from '../secure-headers'
import { audienceRoutes } from './audiences'
import { deliveryRoutes } from './deliveries'
import { liveRoutes } from './live'
import { pageRoutes } from './page'
import { presetRoutes } from './presets'
import { previewRoutes } from './preview'
import { sendRoutes } from './send'
import { settingRoutes } from './settings'
import { sourceRoutes } from './sources'
import { vendorRoutes } from './vendors'

/** Largest body of a call of the page's own; webhooks and lists of members have limits of their own. */
const MOST_BYTES = 256 * 1024

/** All that can be asked. Only the sources are open to callers by another name: a tunnel brings webhooks. */
export const routesOf =
  (parts: HostParts, faults: Record<VendorName, string | null>, page: string) =>
  (port: () => number): Hono<HostEnv> =>
    new Hono<HostEnv>()
      .use(secureHeaders)
      .use(ownOrigin(port))
      .route('/sources', sourceRoutes(parts))
      .use(ownHost(port))
      .route('/api/audiences', audienceRoutes(parts))
      .use('/api/*', readBody(MOST_BYTES, 'The body is too large.'))
      .route('/api/live', liveRoutes(parts))
      .route('/api/deliveries', deliveryRoutes(parts))
      .route('/api/presets', presetRoutes(parts))
      .route('/api/preview', previewRoutes(parts))
      .route('/api/settings', settingRoutes(parts))
      .route('/api/send', sendRoutes(parts))
      .route('/api', vendorRoutes(parts, faults))
      .route('/', pageRoutes(page))
      .notFound((c) => c.json({ error: 'There is nothing here.' }, 404))
      .onError((error, c) => {
        console.error(error)
        return c.json({ error: 'Something went wrong here; the terminal says what.' }, 500)
      })
