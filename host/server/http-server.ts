import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { CommandError } from '../cli/command-error'
import type { HostEnv } from './body'

/** An HTTP server that listens on 127.0.0.1 and nowhere else. */
export interface HttpServer {
  url: () => string
  listen: () => Promise<string>
  close: () => Promise<void>
}

export interface HttpServerOptions {
  /** 0 takes any free port. */
  port: number
  /** Where the person chooses another port when this one is taken. */
  option: string
  /** Milliseconds that a request may take to arrive whole. */
  requestTimeout?: number
}

/** Connections at once: more than a vendor or a person opens, few enough to keep a stranger from filling the memory. */
const MOST_CONNECTIONS = 256

/** Milliseconds for a body of 32 MiB on a slow line. */
const REQUEST_TIMEOUT = 30_000

/** @param routes is given the port that the server got */
export function createHttpServer(
  { port: wanted, option, requestTimeout = REQUEST_TIMEOUT }: HttpServerOptions,
  routes: (port: () => number) => Hono<HostEnv>
): HttpServer {
  let port = wanted
  const app = routes(() => port)
  const fetch = (request: Request, env: unknown): Response | Promise<Response> =>
    app.fetch(request, env as HttpBindings)
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false })
  const timeouts = {
    requestTimeout,
    headersTimeout: Math.min(requestTimeout, 10_000),
    connectionsCheckingInterval: Math.min(requestTimeout, 2000)
  }
  const server = createServer(timeouts, (incoming, outgoing) => void listener(incoming, outgoing))
  server.maxConnections = MOST_CONNECTIONS
  const url = (): string => `http://127.0.0.1:${port}`
  return {
    url,
    listen: async () => {
      await listening(server, wanted, option)
      port = (server.address() as AddressInfo).port
      return url()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const listening = (server: Server, port: number, option: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new CommandError(taken(port, option)) : error)
    )
    server.listen(port, '127.0.0.1', resolve)
  })

const taken = (port: number, option: string): string =>
  `Port ${port} is taken, perhaps by another heap-appcues. End that one, or choose another port with ${option}.`
