import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { JSONObject } from '@segment/actions-core'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import destination from '../../src'
import { CommandError } from '../command-error'
import type { Status, VendorName } from './api-types'
import { Audiences } from './audiences/audiences'
import { Deliveries } from './deliveries/deliveries'
import { Exchanges } from './deliveries/exchanges'
import { FlowCounts } from './deliveries/flow-counts'
import { Recorder } from './deliveries/recorder'
import { withClient } from './deliveries/with-client'
import { Engine } from './engine'
import { ownHost, ownOrigin } from './guard'
import type { HostParts } from './host-parts'
import { Live } from './live'
import { pageFolder } from './page-folder'
import { audienceRoutes } from './routes/audiences'
import { deliveryRoutes } from './routes/deliveries'
import { liveRoutes } from './routes/live'
import { pageRoutes } from './routes/page'
import { presetRoutes } from './routes/presets'
import { previewRoutes } from './routes/preview'
import { sendRoutes } from './routes/send'
import { settingRoutes } from './routes/settings'
import { sourceRoutes } from './routes/sources'
import { vendorRoutes } from './routes/vendors'
import { startSandboxes, sandboxSettings } from './sandboxes'
import { secureHeaders } from './secure-headers'
import { Workspace } from './workspace/workspace'

export interface LocalHostOptions {
  /** 0 takes any free port. */
  port: number
  /** With the real vendors: no sandboxes. */
  live?: boolean
  /** The destination's settings; with the sandboxes over those that fit them. */
  settings?: JSONObject
  sourceSettings?: Record<string, JSONObject>
  /** Where the built page lies. */
  page?: string
}

export interface LocalHost extends HostParts {
  url: string
  /** Begins to listen; before that everything works but nobody hears it. */
  listen: () => Promise<string>
  close: () => Promise<void>
}

/** The newest deliveries that are kept. */
const KEEP = 10_000

/** Largest body of a call of the page's own; lists of members have their own limit. */
const MOST_BYTES = 256 * 1024

/** Everything behind the page, put together; `listen` opens the door. */
export async function createLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const sandboxes = options.live ? undefined : await startSandboxes()
  const exchanges = new Exchanges()
  const workspace = new Workspace(withClient(destination, exchanges.watch), {
    settings: { ...options.settings, ...(sandboxes ? sandboxSettings : {}) },
    sourceSettings: options.sourceSettings ?? {}
  })
  const faults: Record<VendorName, string | null> = { heap: null, appcues: null }
  const deliveries = new Deliveries(KEEP)
  const counts = new FlowCounts()
  const live = new Live((): Status => ({
    live: !sandboxes,
    flow: counts.view(deliveries.total),
    faults,
    audiences: audiences.views()
  }))
  const changed = (): void => live.touch()
  const recorder = new Recorder(deliveries, counts, exchanges, changed)
  const engine = new Engine(workspace, recorder)
  const audiences: Audiences = new Audiences(workspace, engine, changed)
  const parts: HostParts = { workspace, engine, recorder, deliveries, counts, audiences, live, sandboxes }
  const door = openable(routesOf(parts, faults, options.page ?? pageFolder()), options.port)
  return {
    ...parts,
    get url() {
      return door.url()
    },
    listen: door.listen,
    close: async () => {
      await door.close()
      await engine.close()
      await sandboxes?.close()
    }
  }
}

type Port = { port: number }

function routesOf(parts: HostParts, faults: Record<VendorName, string | null>, page: string): (own: Port) => Hono {
  return (own) => {
    const port = (): number => own.port
    const tooLarge = bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => c.json({ error: 'The body is too large.' }, 413)
    })
    const api = new Hono()
      .route('/audiences', audienceRoutes(parts))
      .use(tooLarge)
      .route('/live', liveRoutes(parts))
      .route('/deliveries', deliveryRoutes(parts))
      .route('/presets', presetRoutes(parts))
      .route('/preview', previewRoutes(parts))
      .route('/settings', settingRoutes(parts))
      .route('/send', sendRoutes(parts))
      .route('/', vendorRoutes(parts, faults))
    return new Hono()
      .use(secureHeaders)
      .use(ownOrigin(port))
      .route('/sources', sourceRoutes(parts))
      .use(ownHost(port))
      .route('/api', api)
      .route('/', pageRoutes(page))
      .notFound((c) => c.json({ error: 'There is nothing here.' }, 404))
      .onError((error, c) => {
        console.error(error)
        return c.json({ error: 'Something went wrong here; the terminal says what.' }, 500)
      })
  }
}

/** A door that opens on 127.0.0.1 and nowhere else. */
function openable(routes: (own: Port) => Hono, wanted: number) {
  const own: Port = { port: wanted }
  const app = routes(own)
  const listener = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  const url = (): string => `http://127.0.0.1:${own.port}`
  return {
    url,
    listen: async () => {
      await listening(server, wanted)
      own.port = (server.address() as AddressInfo).port
      return url()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new CommandError(takenSentence(port)) : error)
    )
    server.listen(port, '127.0.0.1', resolve)
  })

const takenSentence = (port: number): string =>
  `Port ${port} is taken, perhaps by another heap-appcues. End that one, or choose another port with --port.`
