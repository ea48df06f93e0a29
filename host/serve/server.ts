import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { CommandError } from '../cli/command-error'
import type { Handler } from '../../src/runtime/handler'

export interface ServerHandle {
  url: string
  /** Takes no more connections, and waits for the requests that are on their way. */
  close: () => Promise<void>
}

/** What an unfinished request may take, in milliseconds: a page of 32 MiB needs 30 s at 1 MiB a second. */
const REQUEST_TIMEOUT = 60_000
const HEADERS_TIMEOUT = 10_000
const MOST_CONNECTIONS = 1000
/** How often idle connections are looked for while the server ends. */
const IDLE_CHECK = 100

/** Serves a handler of the web standard on Node. */
export async function startServer(handler: Handler, host: string, port: number): Promise<ServerHandle> {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false })
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: HEADERS_TIMEOUT },
    (request, response) => {
      void listener(request, response)
    }
  )
  server.maxConnections = MOST_CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new CommandError(troubleWith(error, host, port))))
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK)
        server.close(() => {
          clearInterval(idle)
          resolve()
        })
      })
  }
}

const troubleWith = ({ code }: NodeJS.ErrnoException, host: string, port: number): string =>
  code === 'EADDRINUSE'
    ? `Port ${port} is taken. Set PORT to another one.`
    : `Cannot listen on ${host}, port ${port} (${code}). Check HOST and PORT.`
