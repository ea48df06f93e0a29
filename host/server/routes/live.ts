import { Hono } from 'hono'
import type { HostEnv } from '../host-env'
import { streamSSE } from 'hono/streaming'
import type { HostParts } from '../host-parts'
import type { Listener } from '../live'

const HEARTBEAT = 15_000

/** Server-sent events: the present state at once, and whenever it changes. */
export const liveRoutes = ({ live }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>().get('/', (c) => {
    let send: Listener = () => undefined
    const stop = live.listen((message) => send(message))
    if (!stop) return c.json({ error: 'Too many pages are open: close some.' }, 503)
    return streamSSE(c, async (stream) => {
      let isBusy = false
      send = (message) => {
        // A page that does not keep up gets the next state instead: only the newest matters.
        if (isBusy) return
        isBusy = true
        void stream.writeSSE({ data: message }).finally(() => (isBusy = false))
      }
      send(live.message())
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT)
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      clearInterval(heartbeat)
      stop()
    })
  })
