import { Hono } from 'hono'
import type { Subscription } from '../../delivery/subscription'
import { jsonBody } from '../body'
import type { HostEnv } from '../body'
import { deliveryView, summaryOf } from '../deliveries/delivery-view'
import type { Delivery, DeliveryFilter } from '../deliveries/delivery'
import type { HostParts } from '../host-parts'
import { toSubscription } from '../workspace/preset-entry'
import type { Workspace } from '../workspace/workspace'

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
    .post('/send-again', (c) => {
      const { found } = deliveries.list(filterOf(jsonBody(c)), Infinity, Infinity)
      const again = found.filter((delivery) => canSendAgain(delivery) && delivery.outcome !== 'delivered')
      void engine.again(again, subscriptionOf(workspace))
      return c.json({ sent: again.length })
    })
    .post('/:id/send-again', (c) => {
      const delivery = deliveries.find(Number(c.req.param('id')))
      if (!delivery) return c.json({ error: GONE }, 404)
      if (!canSendAgain(delivery)) return c.json({ error: NOTHING }, 409)
      void engine.again([delivery], subscriptionOf(workspace))
      return c.json({ sent: 1 })
    })

const GONE = 'This delivery is no longer kept: the oldest go when new ones come.'
const NOTHING = 'No preset took it, or it is on its way: there is nothing to send again.'

const canSendAgain = ({ event, subscription, outcome, isBeside }: Delivery): boolean =>
  event !== undefined && subscription !== undefined && outcome !== 'waiting' && !isBeside

/** By the mapping as it is now: that is what someone who just fixed it wants to see. One object for each, so that they go together. */
function subscriptionOf({ presets }: Workspace): (delivery: Delivery) => Subscription {
  const current = new Map(presets.map((preset) => [preset.name, toSubscription(preset)]))
  return ({ subscription }) => current.get(subscription?.name ?? '') ?? (subscription as Subscription)
}

const TEXTS = ['event', 'person', 'outcome', 'vendor', 'from', 'stage', 'toward', 'reason', 'each'] as const

const filterOf = (body: Record<string, unknown> = {}): DeliveryFilter =>
  Object.fromEntries(TEXTS.flatMap((key) => (typeof body[key] === 'string' ? [[key, body[key]]] : [])))
