import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { CommandError } from '../cli/command-error'
import type { HostEnv } from './host-env'

/** A way in, which opens on 127.0.0.1 and nowhere else. */
export interface Door {
  url: () => string
  listen: () => Promise<string>
  close: () => Promise<void>
}

/**
 * @param wanted the port; 0 takes any free one
 * @param routes are given the port that it became
 */
export function createDoor(wanted: number, routes: (port: () => number) => Hono<HostEnv>): Door {
  let port = wanted
  const app = routes(() => port)
  const fetch = (request: Request, env: unknown): Response | Promise<Response> =>
    app.fetch(request, env as HttpBindings)
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  const url = (): string => `http://127.0.0.1:${port}`
  return {
    url,
    listen: async () => {
      await listening(server, wanted)
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

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new CommandError(taken(port)) : error)
    )
    server.listen(port, '127.0.0.1', resolve)
  })

const taken = (port: number): string =>
  `Port ${port} is taken, perhaps by another heap-appcues. End that one, or choose another port with --port.`
