import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'

import { Faults } from './faults'
import type { ErrorBody } from './misbehave'
import type { SandboxEnv } from './request'
import { misbehave, pause } from './misbehave'
import { RequestLog } from './request-log'

export interface ServerOptions {
  /** 0, the default, takes any free port. */
  port?: number
  /** Milliseconds before every response. */
  latency?: number
  /** The clock, in epoch milliseconds. */
  now?: () => number
  /** How many of the newest requests are kept for reading. */
  keepRequests?: number
}

/** What every sandbox has, whichever vendor it stands for. */
export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  url: string
  faults: Faults
  /** The newest requests, secrets redacted, and counts of all of them. */
  requests: RequestLog
  close: () => Promise<void>
}

const KEEP_REQUESTS = 200
/** No request of the destination comes near; a client gone wild must not fill the memory. */
const MOST_BYTES = 64 * 1024 * 1024

/**
 * Starts a server on 127.0.0.1, and nowhere else, that serves `routes`, after the log, the latency and the faults.
 *
 * @param errorBody the vendor's body for a status: of faults, and of paths it does not know
 */
export async function startServer(
  routes: Hono<SandboxEnv>,
  errorBody: ErrorBody,
  { port = 0, latency = 0, now = Date.now, keepRequests = KEEP_REQUESTS }: ServerOptions
): Promise<RunningServer> {
  const faults = new Faults()
  const requests = new RequestLog(keepRequests)
  const app = new Hono<SandboxEnv>()
    .use(readBody)
    .use(logTo(requests, now))
    .use((c, next) => pause(latency, c.env.outgoing).then(next))
    .use(faultsFrom(faults, errorBody))
    .route('/', routes)
    .notFound((c) => c.body(errorBody(404), 404, { 'content-type': 'application/json' }))
  return { ...(await listen(app, port)), faults, requests }
}

async function listen(app: Hono<SandboxEnv>, port: number): Promise<{ url: string; close: () => Promise<void> }> {
  const fetch = (request: Request, env: unknown): Response | Promise<Response> =>
    app.fetch(request, env as HttpBindings)
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false })
  // Node closes an idle connection after five seconds, sometimes while a client begins to use it again: an unplanned fault.
  const server = createServer({ keepAliveTimeout: 120_000 }, (incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** Reads the body from node's own stream: many times faster than through the web stream of a `Request`. */
const readBody: MiddlewareHandler<SandboxEnv> = async (c, next) => {
  const body = await bytesOf(c.env.incoming)
  if (body === 'gone') return RESPONSE_ALREADY_SENT
  if (body === 'too much') return c.body(null, 413)
  c.set('body', body)
  return next()
}

/** The whole body; `gone` when the client went away in the middle of it. */
async function bytesOf(incoming: IncomingMessage): Promise<Buffer | 'gone' | 'too much'> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      length += chunk.length
      if (length > MOST_BYTES) return 'too much'
    }
  } catch {
    return 'gone'
  }
  return Buffer.concat(chunks)
}

const logTo =
  (log: RequestLog, now: () => number): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    const at = now()
    await next()
    const { incoming } = c.env
    const hasResponse = c.res !== RESPONSE_ALREADY_SENT && !c.res.headers.has('x-hono-already-sent')
    const seen = { at, ...seenOf(c), fault: c.get('fault'), status: hasResponse ? c.res.status : undefined }
    log.add(seen, incoming.headers, c.get('body'))
  }

const faultsFrom =
  (faults: Faults, errorBody: ErrorBody): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    const fault = faults.take({ ...seenOf(c), text: () => c.get('body').toString('utf8') })
    if (!fault) return next()
    c.set('fault', fault.kind)
    await misbehave(fault, c, next, errorBody)
  }

const seenOf = ({ env: { incoming } }: Context<SandboxEnv>): { method: string; host: string; path: string } => ({
  method: incoming.method ?? 'GET',
  host: incoming.headers.host ?? '',
  path: incoming.url ?? '/'
})
