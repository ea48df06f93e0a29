import { Hono } from 'hono'
import type { HeapApp } from './heap/apps'
import { HeapApps } from './heap/apps'
import { deletion } from './heap/deletion'
import { HeapRates, ingestion } from './heap/ingestion'
import type { AcceptedEvent } from './heap/rules'
import { HeapState } from './heap/state'
import type { SandboxEnv } from './request'
import type { RunningServer, ServerOptions } from './server'
import { startServer } from './server'

export type { AcceptedEvent } from './heap/rules'
export type { HeapApp } from './heap/apps'
export { HEAP_API_KEY, HEAP_APP_ID } from './heap/apps'
export type { FlowCount } from './heap/counts'
export type { NpsCount } from './heap/counts'
export type { HeapCounters, HeapDeletion, HeapEvent, HeapPerson } from './heap/state'

export interface HeapSandboxOptions extends ServerOptions {
  /** The environments by id; other ids are accepted and lost. Left out, every id of digits takes data in both regions. */
  appIds?: Record<string, HeapApp>
  /** How many of the newest events are kept; all by default. The others are counted, and their keys remembered. */
  keepEvents?: number
  /** Keeps Heap's 15,000 events a minute for an app and 1000 for a person: 429. Off by default. */
  rateLimits?: boolean
  /** Rejects the request of an event for which it holds: an empty 400 that the client cannot foresee. */
  poison?: (event: AcceptedEvent) => boolean
}

export interface HeapSandbox extends RunningServer {
  state: HeapState
  /** Clears everything, faults included. */
  reset: () => void
}

/** Starts a Heap on 127.0.0.1 that accepts and rejects what Heap's documentation says, in memory. */
export async function startHeapSandbox(options: HeapSandboxOptions = {}): Promise<HeapSandbox> {
  const { appIds, keepEvents = Infinity, rateLimits = false, poison, now = Date.now } = options
  const state = new HeapState(keepEvents, now)
  const apps = new HeapApps(appIds)
  const rates = rateLimits ? new HeapRates(now) : undefined
  const routes = new Hono<SandboxEnv>()
    .route('/', ingestion({ state, apps, rates, poison }))
    .route('/', deletion({ state, apps, now }))
  const server = await startServer(routes, () => '{}', options)
  const reset = (): void => {
    state.clear()
    rates?.clear()
    server.faults.off()
    server.requests.clear()
  }
  return { ...server, state, reset }
}
