import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Next } from 'hono'
import type { SandboxEnv } from './request'
import type { Fault } from './faults'

/** The vendor's default body for an error status. */
export type ErrorBody = (status: number) => string

/** Statuses whose responses have no body (RFC 9110). */
const WITHOUT_BODY = new Set([204, 205, 304])

type Act<F extends Fault> = (fault: F, c: Context<SandboxEnv>, next: Next, errorBody: ErrorBody) => Promise<void>

/** What each fault does, on the real socket: clients see what a broken network shows them, not an imitation. */
const acts: { [Kind in Fault['kind']]: Act<Extract<Fault, { kind: Kind }>> } = {
  status: async (fault, c, next, errorBody) => {
    if (fault.taken) await next()
    const { status, contentType = 'application/json' } = fault
    const headers = { 'content-type': contentType, ...retryAfter(fault.retryAfter) }
    const body = WITHOUT_BODY.has(status) ? null : (fault.body ?? errorBody(status))
    replace(c, new Response(body, { status, headers }))
  },
  reset: async (fault, c, next) => {
    if (fault.taken) await next()
    c.env.incoming.socket.resetAndDestroy()
    replace(c, RESPONSE_ALREADY_SENT)
  },
  cut: async (_fault, c, next) => {
    await next()
    const response = await begin(c)
    const { outgoing } = c.env
    outgoing.write(response.subarray(0, Math.ceil(response.length / 2)), () => outgoing.socket?.end())
    replace(c, RESPONSE_ALREADY_SENT)
  },
  garbage: async (_fault, c, next) => {
    await next()
    const headers = { 'content-type': 'application/json' }
    replace(c, new Response('<html><body>Welcome to the proxy</body></html>', { status: 200, headers }))
  },
  silence: async (fault, c, next) => {
    if (fault.taken) await next()
    await pause(fault.seconds * 1000, c.env.outgoing)
    c.env.incoming.socket.destroy()
    replace(c, RESPONSE_ALREADY_SENT)
  },
  drip: async (fault, c, next) => {
    await next()
    const response = await begin(c)
    const { outgoing } = c.env
    const parts = pieces(response)
    for (const part of parts) {
      await pause((fault.seconds * 1000) / parts.length, outgoing)
      outgoing.write(part)
    }
    outgoing.end()
    replace(c, RESPONSE_ALREADY_SENT)
  },
  delay: async (fault, c, next) => {
    await pause(fault.milliseconds, c.env.outgoing)
    await next()
  }
}

/** Carries one fault out. The rest of the chain (`next`) is the vendor taking the request. */
export const misbehave = async (
  fault: Fault,
  c: Context<SandboxEnv>,
  next: Next,
  errorBody: ErrorBody
): Promise<void> => (acts[fault.kind] as Act<Fault>)(fault, c, next, errorBody)

/** Waits, but no longer than the client does: a closed connection ends it at once. */
export async function pause(milliseconds: number, outgoing: ServerResponse): Promise<void> {
  if (milliseconds <= 0 || outgoing.destroyed) return
  const gone = new AbortController()
  const stop = (): void => gone.abort()
  outgoing.once('close', stop)
  await sleep(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined)
  outgoing.off('close', stop)
}

const MOST_PIECES = 10

/** The response in ten pieces, or in single bytes when it is shorter than that. */
function pieces(response: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(response.length / MOST_PIECES))
  return Array.from({ length: Math.ceil(response.length / size) }, (_, n) =>
    response.subarray(n * size, (n + 1) * size)
  )
}

/** Sends the head of the response with its full length, and gives its body. */
async function begin(c: Context<SandboxEnv>): Promise<Buffer> {
  const { status, headers } = c.res
  const response = Buffer.from(await c.res.arrayBuffer())
  c.env.outgoing.writeHead(status, { ...Object.fromEntries(headers), 'content-length': response.length })
  c.env.outgoing.flushHeaders()
  return response
}

/** Hono carries the headers of an earlier response over into a later one unless the earlier one is taken away first. */
function replace(c: Context<SandboxEnv>, response: Response): void {
  c.res = undefined
  c.res = response
}

const retryAfter = (seconds: number | undefined): Record<string, string> =>
  seconds === undefined ? {} : { 'retry-after': String(seconds) }
