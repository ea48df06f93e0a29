import type { Context } from 'hono'
import { Hono } from 'hono'
import { isObject, isText, parseJson } from '../json'
import type { SandboxEnv } from '../env'
import { regionOf } from '../vendors'
import type { HeapApps } from './apps'
import type { HeapRates } from './rates'
import type { AcceptedEvent } from './rules'
import { acceptAll, acceptEvent, acceptIntegrationEvent, acceptUser } from './rules'
import type { Door, HeapState } from './state'

export interface Ingestion {
  state: HeapState
  apps: HeapApps
  /** Undefined where rates are not kept. */
  rates?: HeapRates
  /** One more rule of Heap's that nobody knows of: an event for which it holds spoils its request. */
  poison?: (event: AcceptedEvent) => boolean
}

type Body = Record<string, unknown>

/** `POST /api/track`, `/api/integrations/track` and `/api/add_user_properties`. */
export function ingestion(heap: Ingestion): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>()
    .post('/api/track', (c) => {
      const body = parseJson(c.get('body'))
      return track(c, heap, body, acceptAll(listOr(body, 'events'), acceptEvent))
    })
    .post('/api/integrations/track', (c) => {
      const body = parseJson(c.get('body'))
      return track(c, heap, body, acceptAll(isObject(body) && body.events, acceptIntegrationEvent))
    })
    .post('/api/add_user_properties', (c) => {
      const body = parseJson(c.get('body'))
      const users = acceptAll(listOr(body, 'users'), acceptUser)
      if (!isApp(body) || !users) return refuse(c)
      if (heap.apps.keeps(doorOf(c, body))) users.forEach((user) => heap.state.setProperties(user))
      return c.json({}, 200)
    })
}

/** The list of a request, or of the single form the body itself as a list of one. */
const listOr = (body: unknown, name: string): unknown =>
  isObject(body) && body[name] !== undefined ? body[name] : [body]

function track(c: Context<SandboxEnv>, heap: Ingestion, body: unknown, events: AcceptedEvent[] | undefined): Response {
  const { counters } = heap.state
  const offered = isObject(body) && Array.isArray(body.events) ? body.events.length : 1
  counters.offered += offered
  if (!isApp(body) || !events || events.some((event) => heap.poison?.(event))) {
    counters.refused += offered
    return refuse(c)
  }
  if (heap.rates && !heap.rates.admits(body.app_id, events)) {
    counters.refused += offered
    return c.json({}, 429)
  }
  store(heap, doorOf(c, body), events)
  return c.json({}, 200)
}

function store(heap: Ingestion, door: Door, events: AcceptedEvent[]): void {
  const state = heap.state
  if (!heap.apps.keeps(door)) state.counters.lost += events.length
  else for (const event of events) state.take(door, event)
}

const isApp = (body: unknown): body is Body & { app_id: string } => isObject(body) && isText(body.app_id)

const doorOf = (c: Context<SandboxEnv>, { app_id }: { app_id: string }): Door => ({
  appId: app_id,
  region: regionOf('heap', c.env.incoming.headers.host)
})

/** Heap gives no reason. */
const refuse = (c: Context<SandboxEnv>): Response => c.json({}, 400)
