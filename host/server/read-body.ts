import type { IncomingMessage } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import type { HostEnv } from './host-env'

/** Bytes of a body that is too large which are still listened to, so that whoever sends it gets to read the refusal. */
const MOST_IGNORED = 64 * 1024 * 1024

/**
 * Reads the body, as the text that was received.
 *
 * @param most bytes; more are refused with 413
 * @param sentence says so
 */
export const readBody =
  (most: number, sentence: string): MiddlewareHandler<HostEnv> =>
  async (c, next) => {
    const body = await textOf(c.env.incoming, most)
    if (body === undefined) return RESPONSE_ALREADY_SENT
    if (body === TOO_LARGE) return c.json({ error: sentence }, 413)
    c.set('body', body)
    return next()
  }

const TOO_LARGE = Symbol('too large')

/** Undefined when the client went away in the middle of it, or would not end. */
async function textOf(incoming: IncomingMessage, most: number): Promise<string | typeof TOO_LARGE | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length <= most) chunks.push(chunk)
      else chunks.length = 0
      if (length > most + MOST_IGNORED) return undefined
    }
  } catch {
    return undefined
  }
  return length > most ? TOO_LARGE : Buffer.concat(chunks).toString('utf8')
}
