import type { JSONObject } from '@segment/actions-core'
import { definition } from '../delivery/definition'
import { createPageKey } from './access'
import type { Status } from './api-types'
import { Audiences } from './audiences/audiences'
import { Deliveries } from './deliveries/deliveries'
import { EdgeCounts } from './deliveries/edge-counts'
import { Exchanges, withClient } from './deliveries/exchanges'
import { Recorder } from './deliveries/recorder'
import { DeliveryEngine } from './engine'
import { Changes } from './host-parts'
import type { HostParts } from './host-parts'
import { createHttpServer } from './http-server'
import { pageFolder, routesOfPage, routesOfWebhooks } from './routes'
import { sandboxSecrets, sandboxSettings, startSandboxes } from './sandboxes'
import { Workspace } from './workspace/workspace'

export interface LocalHostOptions {
  /** Where the page is served; 0 takes any free port. */
  port: number
  /** Where webhooks are taken: the port to tunnel. 0 takes any free port. */
  webhookPort: number
  /** With the real vendors: no sandboxes. */
  live?: boolean
  /** The destination's settings; with the sandboxes over those that fit them. */
  settings?: JSONObject
  sourceSettings?: Record<string, JSONObject>
  /** Where the built page is. */
  page?: string
  /** Kept over a restart, so that open pages find their way back. */
  pageSecret?: string
  /** Writes one line for the person at the terminal. */
  log?: HostParts['log']
  /** Milliseconds that a request may take to arrive whole. */
  requestTimeout?: number
  /** How many people a list for an audience may hold. */
  mostMembers?: number
}

export interface LocalHost extends HostParts {
  /** Begins to listen; everything else works before. */
  listen: () => Promise<Addresses>
  close: () => Promise<void>
}

export interface Addresses {
  /** With the token that opens the page. */
  page: string
  /** `/sources/<name>` stands behind it. */
  webhooks: string
}

/** What is kept for reading: by count, and by bytes twice over (the newest, and older ones). */
const LIMITS = { newest: 10_000, lost: 10_000, examples: 100, bytes: 24 * 1024 * 1024 }

/** Everything behind the page, put together; `listen` opens both ports. */
export async function createLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const sandboxes = options.live ? undefined : await startSandboxes()
  const exchanges = new Exchanges()
  const workspace = new Workspace(withClient(definition, exchanges.watch), {
    settings: { ...options.settings, ...(sandboxes ? sandboxSettings : {}) },
    sourceSettings: sandboxes ? sandboxSecrets(options.sourceSettings) : (options.sourceSettings ?? {})
  })
  const changes = new Changes()
  const deliveries = new Deliveries(LIMITS)
  const counts = new EdgeCounts()
  const recorder = new Recorder(deliveries, counts, exchanges, changes.touch)
  const engine = new DeliveryEngine(workspace, recorder)
  workspace.onChange(changes.touch)
  const parts: HostParts = {
    ...{ workspace, engine, recorder, deliveries, counts, changes, sandboxes },
    audiences: new Audiences(workspace, engine, changes.touch),
    faults: { heap: null, appcues: null },
    log: options.log ?? (() => undefined),
    mostMembers: options.mostMembers,
    accounts: () => accountsOf(workspace.settings)
  }
  const { listen, stop } = serversOf(parts, options)
  return {
    ...parts,
    listen,
    close: async () => {
      await stop()
      await engine.close()
      await sandboxes?.close()
    }
  }
}

function serversOf(
  parts: HostParts,
  options: LocalHostOptions
): { listen: LocalHost['listen']; stop: () => Promise<void> } {
  const { port, webhookPort, requestTimeout } = options
  const key = createPageKey(options.pageSecret)
  const page = createHttpServer(
    { port, requestTimeout, option: '--port' },
    routesOfPage(parts, key, options.page ?? pageFolder())
  )
  const webhooks = createHttpServer(
    { port: webhookPort, requestTimeout, option: '--webhook-port' },
    routesOfWebhooks(parts)
  )
  return {
    listen: async () => {
      const address = await page.listen()
      return { page: `${address}/?token=${key.token}`, webhooks: await webhooks.listen() }
    },
    stop: async () => {
      await Promise.all([page.close(), webhooks.close()])
    }
  }
}

/** Which accounts the destination's settings name. */
const accountsOf = ({ heapAppId, appcuesAccountId }: JSONObject): Status['accounts'] => ({
  heap: typeof heapAppId === 'string' && heapAppId !== '' ? heapAppId : undefined,
  appcues: typeof appcuesAccountId === 'string' && appcuesAccountId !== '' ? appcuesAccountId : undefined
})
