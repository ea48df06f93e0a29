import { Hono } from 'hono'
import type { Context } from 'hono'
import { isObject, isText, parseJson } from '../request'
import type { SandboxEnv } from '../request'
import { regionOf } from '../vendors'
import type { HeapApps } from './apps'
import { acceptAll, acceptEvent, acceptIntegrationEvent, acceptUser } from './rules'
import type { AcceptedEvent } from './rules'
import type { Origin, HeapState } from './state'

/** Heap's documented rates: events a minute for one app, and for one identity. */
const APP_RATE = 15_000
const IDENTITY_RATE = 1000
const MINUTE = 60_000

/** Counts events by the minute. A request that would exceed one of the two rates is rejected whole and not counted. */
export class HeapRates {
  private minute = 0
  private apps = new Map<string, number>()
  private people = new Map<string, number>()

  constructor(private readonly now: () => number) {}

  admits(appId: string, events: readonly AcceptedEvent[]): boolean {
    this.turnMinute()
    const app = (this.apps.get(appId) ?? 0) + events.length
    const people = new Map<string, number>()
    for (const { who } of events) {
      const person = `${appId} ${who.kind} ${who.id}`
      people.set(person, (people.get(person) ?? this.people.get(person) ?? 0) + 1)
    }
    if (app > APP_RATE || [...people.values()].some((count) => count > IDENTITY_RATE)) return false
    this.apps.set(appId, app)
    for (const [person, count] of people) this.people.set(person, count)
    return true
  }

  clear(): void {
    this.apps = new Map()
    this.people = new Map()
  }

  private turnMinute(): void {
    const minute = Math.floor(this.now() / MINUTE)
    if (minute === this.minute) return
    this.clear()
    this.minute = minute
  }
}

interface Ingestion {
  state: HeapState
  apps: HeapApps
  /** Undefined where rates are not kept. */
  rates?: HeapRates
  /** Another, unknown rule of Heap's: an event for which it holds gets its request rejected. */
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
      if (!isApp(body) || !users) return reject(c)
      if (heap.apps.keeps(originOf(c, body))) users.forEach((user) => heap.state.setProperties(user))
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
    counters.rejected += offered
    return reject(c)
  }
  if (heap.rates && !heap.rates.admits(body.app_id, events)) {
    counters.rejected += offered
    return c.json({}, 429)
  }
  store(heap, originOf(c, body), events)
  return c.json({}, 200)
}

function store(heap: Ingestion, origin: Origin, events: AcceptedEvent[]): void {
  const state = heap.state
  if (!heap.apps.keeps(origin)) state.counters.lost += events.length
  else for (const event of events) state.take(origin, event)
}

const isApp = (body: unknown): body is Body & { app_id: string } => isObject(body) && isText(body.app_id)

const originOf = (c: Context<SandboxEnv>, { app_id }: { app_id: string }): Origin => ({
  appId: app_id,
  region: regionOf('heap', c.env.incoming.headers.host)
})

/** Heap gives no reason. */
const reject = (c: Context<SandboxEnv>): Response => c.json({}, 400)
