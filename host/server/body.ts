import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'

/** What a handler finds in its context: node's request and response, and the bytes of the body once `readBody` has read it. */
export interface HostEnv {
  Bindings: HttpBindings
  Variables: { bytes: Buffer }
}

/** Bytes of bodies that may be in memory at once, over all requests: what a sender may make this process hold before it is known. */
const BUDGET = 96 * 1024 * 1024

/** Bytes of a body that is too large which are still read, so that the sender sees the response. */
const MOST_IGNORED = 8 * 1024 * 1024

let inMemory = 0

/**
 * Reads the body.
 *
 * @param mostOf bytes; a larger body is rejected with 413
 */
export const readBody =
  (mostOf: number | ((c: Context<HostEnv>) => number), message: string): MiddlewareHandler<HostEnv> =>
  async (c, next) => {
    const most = typeof mostOf === 'number' ? mostOf : mostOf(c)
    const chunks: Buffer[] = []
    const end = await collect(c.env.incoming, chunks, most)
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    try {
      if (end === 'gone') return RESPONSE_ALREADY_SENT
      if (end === 'busy') return c.json({ error: BUSY }, 503, { 'Retry-After': '1' })
      if (end === 'too large') return c.json({ error: message }, 413)
      c.set('bytes', Buffer.concat(chunks))
      await next()
      return undefined
    } finally {
      inMemory -= length
    }
  }

export const BUSY = 'Too much is waiting. Try again in a second.'

/** Fills `chunks`, or leaves it empty where the body is not to be used. */
async function collect(
  incoming: IncomingMessage,
  chunks: Buffer[],
  most: number
): Promise<'whole' | 'too large' | 'busy' | 'gone'> {
  let length = 0
  let problem: 'too large' | 'busy' | undefined
  const drop = (): void => {
    inMemory -= chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    chunks.length = 0
  }
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length
      if (!problem && length > most) problem = 'too large'
      else if (!problem && inMemory + chunk.length > BUDGET) problem = 'busy'
      if (!problem) {
        chunks.push(chunk)
        inMemory += chunk.length
        continue
      }
      drop()
      if (length > most + MOST_IGNORED) return 'gone'
    }
    return problem ?? 'whole'
  } catch {
    drop()
    return 'gone'
  }
}

/** The body, as the text that was received. */
export const textBody = (c: Context<HostEnv>): string => c.get('bytes').toString('utf8')

/** The object in a request's body; undefined when there is none. */
export function jsonBody(c: Context<HostEnv>): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(textBody(c))
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
