import type { Context } from 'hono'
import type { HostEnv } from './host-env'

/** The object in a request's body; undefined when there is none. */
export function jsonBody(c: Context<HostEnv>): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(c.get('body'))
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
