import { Hono } from 'hono'
import type { Status } from '../api-types'
import type { HostEnv } from '../body'
import type { HostParts } from '../host-parts'

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
