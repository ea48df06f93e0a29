import { Hono } from 'hono'
import type { PageKey } from '../access'
import { knownMethods, noBrowser, ownHost, ownSite, pageOnly, secureHeaders } from '../access'
import type { HostEnv } from '../body'
import { readBody } from '../body'
import type { HostParts } from '../host-parts'
import { audienceRoutes } from './audiences'
import { deliveryRoutes } from './deliveries'
import { pageRoutes } from './page'
import { presetRoutes } from './presets'
import { previewRoutes } from './preview'
import { sendRoutes } from './send'
import { settingRoutes } from './settings'
import { sourceRoutes } from './sources'
import { statusRoutes } from './status'
import { vendorRoutes } from './vendors'

/** Largest body of a call of the page's own; lists of members have a limit of their own. */
const MOST_BYTES = 256 * 1024

/** The page and its API, for the person at this machine. */
export const routesOfPage =
  (parts: HostParts, key: PageKey, folder: string) =>
  (port: () => number): Hono<HostEnv> =>
    new Hono<HostEnv>()
      .use(secureHeaders)
      .use(ownHost(port))
      .use(ownSite(port))
      .use(pageOnly(key, port))
      .use(knownMethods)
      .route('/api/audiences', audienceRoutes(parts))
      .use('/api/*', readBody(MOST_BYTES, 'The body is too large.'))
      .route('/api/status', statusRoutes(parts))
      .route('/api/deliveries', deliveryRoutes(parts))
      .route('/api/presets', presetRoutes(parts))
      .route('/api/preview', previewRoutes(parts))
      .route('/api/settings', settingRoutes(parts))
      .route('/api/send', sendRoutes(parts))
      .route('/api', vendorRoutes(parts))
      .route('/', pageRoutes(folder))
      .notFound((c) => c.json({ error: NOTHING }, 404))
      .onError((error, c) => {
        console.error(error)
        return c.json({ error: 'Something went wrong here. The terminal says what.' }, 500)
      })

/** The webhooks, on a port of their own: the one to tunnel. A stranger learns nothing here about the set-up. */
export const routesOfWebhooks = (parts: HostParts) => (): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .use(secureHeaders)
    .use(noBrowser)
    .use(knownMethods)
    .route('/sources', sourceRoutes(parts))
    .notFound((c) => c.json({ error: NOTHING }, 404))
    .onError((error, c) => {
      console.error(error)
      return c.json({ error: 'Not accepted' }, 500)
    })

const NOTHING = 'Not found'
