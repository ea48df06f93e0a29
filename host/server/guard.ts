import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Headers that only a proxy adds: through a tunnel the page, and with it the credentials, must not be reached. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'cf-connecting-ip']

/**
 * Lets in only those who ask this machine by its own name: a page on the web that lets its name point to 127.0.0.1 (DNS
 * rebinding) asks by that name.
 */
export const ownHost = (port: () => number): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    if (FORWARDED.some((name) => c.req.header(name) !== undefined)) {
      return c.json({ error: 'This came through a proxy. Only /sources/… may be reached through a tunnel.' }, 403)
    }
    if (!hosts(port()).includes(c.req.header('host') ?? '')) {
      return c.json({ error: `Ask by the address http://127.0.0.1:${port()}: any other name is refused.` }, 403)
    }
    return next()
  })

/** Refuses what another site makes a browser send. Programs send no `Origin`, and browsers do with everything that changes something. */
export const ownOrigin = (port: () => number): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site') ?? 'none'
    const isOwn = origin === undefined || hosts(port()).some((host) => origin === `http://${host}`)
    if (isOwn && (site === 'none' || site === 'same-origin')) return next()
    return c.json({ error: 'Another site made the browser send this: refused.' }, 403)
  })

const hosts = (port: number): string[] =>
  LOOPBACK.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
