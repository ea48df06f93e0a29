import type { HttpBindings } from '@hono/node-server'

/** What a handler finds in its context: node's request and answer, and the body once `readBody` has read it. */
export interface HostEnv {
  Bindings: HttpBindings
  Variables: { body: string }
}
