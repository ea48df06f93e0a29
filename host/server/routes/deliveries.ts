import { Hono } from 'hono'
import type { HostEnv } from '../host-env'
import { toSubscription } from '../workspace/preset-entry'
import { deliveryView, summaryOf } from '../deliveries/delivery-view'
import type { HostParts } from '../host-parts'

const PAGE = 50
const MOST = 200

/** What came, what left and what became of it. */
export const deliveryRoutes = ({ deliveries, engine, workspace }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => {
      const { before, limit, ...filter } = c.req.query()
      const size = Math.min(Number(limit) || PAGE, MOST)
      const { found, more } = deliveries.list(filter, Number(before) || Infinity, size)
      return c.json({ deliveries: found.map(summaryOf), more, total: deliveries.total })
    })
    .get('/:id', (c) => {
      const delivery = deliveries.find(Number(c.req.param('id')))
      return delivery ? c.json(deliveryView(delivery)) : c.json({ error: GONE }, 404)
    })
    .post('/:id/send-again', async (c) => {
      const delivery = deliveries.find(Number(c.req.param('id')))
      if (!delivery) return c.json({ error: GONE }, 404)
      const { event, subscription, from, received, id } = delivery
      if (!event || !subscription) return c.json({ error: 'No preset took it: there is nothing to send again.' }, 409)
      // By the mapping as it is now: that is what someone who just mended it wants to see.
      const preset = workspace.presets.find(({ name }) => name === subscription.name)
      const { deliveries: made } = await engine.again(event, preset ? toSubscription(preset) : subscription, {
        from,
        received,
        againOf: id
      })
      return c.json({ deliveries: [...made.values()].map((again) => again.id) })
    })

const GONE = 'This delivery is not kept any more: the oldest go when new ones come.'
