import { Hono } from 'hono'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../cli/package-root'
import { knownMethods, noBrowser, ownHost, ownSite, pageOnly, secureHeaders } from '../access'
import type { PageKey } from '../access'
import type { Status } from '../api-types'
import { readBody } from '../body'
import type { HostEnv } from '../body'
import type { HostParts } from '../host-parts'
import { audienceRoutes } from './audiences'
import { deliveryRoutes } from './deliveries'
import { presetRoutes, previewRoutes } from './presets'
import { sendRoutes } from './send'
import { settingRoutes } from './settings'
import { sourceRoutes } from './sources'
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

/**
 * The present state, or 204 where the page has it already. Asked for again and again: a stream would hold one of the six
 * connections that a browser opens to a host, and the seventh tab would wait for ever.
 */
export const statusRoutes = ({ accounts, audiences, changes, counts, deliveries, faults, sandboxes }: HostParts) =>
  new Hono<HostEnv>().get('/', (c) => {
    const { mark } = changes
    if (c.req.query('after') === mark) return c.body(null, 204)
    const status: Status = {
      mark,
      live: !sandboxes,
      accounts: accounts(),
      flow: counts.view(deliveries.total),
      faults,
      audiences: audiences.views()
    }
    return c.json(status)
  })

const TYPES = { 'index.html': 'text/html', 'app.js': 'text/javascript', 'app.css': 'text/css' } as const

/** Where the built page is, seen from the installed package and from its source alike. */
export const pageFolder = (): string => join(packageRoot(), 'dist', 'host', 'page')

/** The page and its two files: a list, not a folder, so that no path leads anywhere else. */
export function pageRoutes(folder: string): Hono<HostEnv> {
  const routes = new Hono<HostEnv>()
  for (const [name, type] of Object.entries(TYPES)) {
    const path = join(folder, name)
    routes.get(name === 'index.html' ? '/' : `/${name}`, (c) => {
      if (!existsSync(path)) return c.text('The page is not built. Run npm run build.', 404)
      return c.body(readFileSync(path, 'utf8'), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'no-cache'
      })
    })
  }
  return routes.get('/favicon.ico', (c) => c.body(null, 204))
}
