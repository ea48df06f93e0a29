import type { HttpBindings } from '@hono/node-server'
import type { Fault } from './faults'

/** What a handler of a sandbox finds in its context: Node's request and response, and the body, read. */
export interface SandboxEnv {
  Bindings: HttpBindings
  Variables: { body: Buffer; fault?: Fault['kind'] }
}
