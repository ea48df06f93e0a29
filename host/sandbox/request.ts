import type { HttpBindings } from '@hono/node-server'
import type { Fault } from './faults'

/** What a handler of a sandbox finds in its context: Node's request and response, and the body, read. */
export interface SandboxEnv {
  Bindings: HttpBindings
  Variables: { body: Buffer; fault?: Fault['kind'] }
}

/** The value a body holds; undefined when it is no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text with something in it. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** User name and password of a Basic `Authorization` header. */
export function basicCredentials(header: string | undefined): { user: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
