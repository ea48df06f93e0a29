import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { secureHeaders as honoSecureHeaders } from 'hono/secure-headers'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Headers that only a proxy adds: the page, and with it the credentials, is for this machine alone. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'cf-connecting-ip']

/**
 * Lets in only those who ask this machine by its own name: a page on the web that lets its name point to 127.0.0.1 (DNS
 * rebinding) asks by that name.
 */
export const ownHost = (port: () => number): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    if (FORWARDED.some((name) => c.req.header(name) !== undefined)) {
      return c.json({ error: 'This came through a proxy. Only the port of the webhooks may be tunnelled.' }, 403)
    }
    if (!hosts(port()).includes(c.req.header('host') ?? '')) {
      return c.json({ error: `Use the address http://127.0.0.1:${port()}; any other name is rejected.` }, 403)
    }
    return next()
  })

const hosts = (port: number): string[] =>
  LOOPBACK.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))

/** Rejects what another site makes a browser send, whatever the method. Programs send neither header. */
export const ownSite = (port: () => number): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site') ?? 'none'
    const isOwn = origin === undefined || hosts(port()).some((host) => origin === `http://${host}`)
    // Someone who clicks on the printed address in a terminal of the browser comes from another site, with the token.
    const isOpening = c.req.header('sec-fetch-mode') === 'navigate' && c.req.path === '/'
    if (isOwn && (site === 'none' || site === 'same-origin' || isOpening)) return next()
    return c.json({ error: 'Another site made the browser send this. It was rejected.' }, 403)
  })

/** Rejects browsers: webhooks come from programs, which name no origin. */
export const noBrowser: MiddlewareHandler = createMiddleware(async (c, next) => {
  const { origin, 'sec-fetch-site': site = 'none' } = c.req.header()
  if (origin === undefined && site === 'none') return next()
  return c.json({ error: 'Not found' }, 404)
})

/** What opens the page: a token that the printed address holds, and the cookie that the browser gets for it. */
export interface PageKey {
  /** New with every start. */
  token: string
  /** Stays over a restart where it is kept, so that an open page finds its way back. */
  cookie: string
}

export const createPageKey = (kept?: string): PageKey => {
  const secret = kept ?? randomBytes(32).toString('base64url')
  const cookie = createHash('sha256').update(`page ${secret}`).digest('base64url')
  return { token: randomBytes(24).toString('base64url'), cookie }
}

/** Lets in the page alone: by the token in the printed address, which becomes a cookie, or by that cookie. */
export const pageOnly = ({ token, cookie }: PageKey, port: () => number): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    // A cookie belongs to a host and all its ports: two hosts on this machine must not take each other's.
    const name = `heap-appcues-${port()}`
    if (c.req.path === '/' && isSame(c.req.query('token') ?? '', token)) {
      setCookie(c, name, cookie, { path: '/', httpOnly: true, sameSite: 'Strict' })
      return next()
    }
    if (isSame(getCookie(c, name) ?? '', cookie)) return next()
    return c.req.path === '/' ? c.text(LOCKED, 401) : c.json({ error: LOCKED }, 401)
  })

const LOCKED = 'Open the page by the address that the terminal shows: it holds the key of this start.'

const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

const METHODS = ['GET', 'POST', 'PUT', 'DELETE']

/** Rejects every other method: Hono would handle HEAD as it does GET. */
export const knownMethods: MiddlewareHandler = createMiddleware(async (c, next) =>
  METHODS.includes(c.req.method)
    ? next()
    : c.json({ error: `Use ${METHODS.join(', ')}.` }, 405, { Allow: METHODS.join(', ') })
)

/** The page needs nothing but itself, and no site may frame it. */
export const secureHeaders: MiddlewareHandler = honoSecureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"]
  },
  referrerPolicy: 'no-referrer'
})

const FOLDER = '.heap-appcues'

/**
 * What the page's cookie is made of, kept in this folder and for this user alone, so that pages that are open find their way back
 * after a restart. Undefined where it cannot be kept: they are opened anew then.
 */
export function pageSecret(folder = FOLDER): string | undefined {
  const path = join(folder, 'page-secret')
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return made(folder, path)
  }
}

function made(folder: string, path: string): string | undefined {
  const secret = randomBytes(32).toString('base64url')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, '.gitignore'), '*\n')
    writeFileSync(path, secret, { mode: 0o600, flag: 'wx' })
    return secret
  } catch {
    return undefined
  }
}
