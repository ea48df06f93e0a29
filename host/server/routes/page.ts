import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { packageRoot } from '../../cli/package-root'
import type { HostEnv } from '../body'

const TYPES = { 'index.html': 'text/html', 'app.js': 'text/javascript', 'app.css': 'text/css' } as const

/** Where the built page is, seen from the installed package and from its source alike. */
export const pageFolder = (): string => join(packageRoot(), 'dist', 'host', 'page')

/** The page and its two files: a list, not a folder, so that no path leads anywhere else. */
export function pageRoutes(folder: string): Hono<HostEnv> {
  const routes = new Hono<HostEnv>()
  for (const [name, type] of Object.entries(TYPES)) {
    const path = join(folder, name)
    routes.get(name === 'index.html' ? '/' : `/${name}`, (c) => {
      if (!existsSync(path)) return c.text('The page is not built. Run npm run build.', 404)
      return c.body(readFileSync(path, 'utf8'), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'no-cache'
      })
    })
  }
  return routes.get('/favicon.ico', (c) => c.body(null, 204))
}
