import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { basicCredentials, isObject, parseJson } from '../request'
import type { SandboxEnv } from '../request'
import { regionOf } from '../vendors'
import type { HeapApps } from './apps'
import type { PersonName } from './rules'
import { acceptPerson } from './rules'
import type { HeapState } from './state'

const TOKEN_LIFE = 5 * 60_000
const MOST_USERS = 10_000

export interface Deletions {
  state: HeapState
  apps: HeapApps
  now: () => number
}

/** The token, the deletion and its status: on Heap's US host for accounts of both regions, the EU host does not know them. */
export function deletion({ state, apps, now }: Deletions): Hono<SandboxEnv> {
  const tokens = new Map<string, number>()
  const isCurrent = (c: Context<SandboxEnv>): boolean => {
    const token = /^Bearer (.+)$/.exec(c.env.incoming.headers.authorization ?? '')?.[1]
    return now() < (tokens.get(token ?? '') ?? -Infinity)
  }
  return new Hono<SandboxEnv>()
    .use('/api/public/*', async (c, next) =>
      regionOf('heap', c.env.incoming.headers.host) === 'EU' ? c.json({}, 404) : next()
    )
    .post('/api/public/v0/auth_token', (c) => {
      const given = basicCredentials(c.env.incoming.headers.authorization)
      if (!given || !apps.isKey(given.user, given.password)) return c.json({}, 401)
      const token = randomUUID()
      tokens.set(token, now() + TOKEN_LIFE)
      return c.json({ access_token: token }, 200)
    })
    .post('/api/public/v0/user_deletion', (c) => {
      if (!isCurrent(c)) return c.json({}, 401)
      const users = usersOf(parseJson(c.get('body')))
      if (!users) return c.json({}, 400)
      return c.json({ deletion_request_id: state.delete(users).id, status: 'pending' }, 201)
    })
    .get('/api/public/v0/deletion_status/:id', (c) => {
      if (!isCurrent(c)) return c.json({}, 401)
      const found = state.deletions.find(({ id }) => id === c.req.param('id'))
      return found ? c.json({ deletion_request_id: found.id, status: 'complete' }, 200) : c.json({}, 404)
    })
}

function usersOf(body: unknown): PersonName[] | undefined {
  if (!isObject(body) || !Array.isArray(body.users) || body.users.length === 0) return undefined
  if (body.users.length > MOST_USERS) return undefined
  const people = body.users.map(acceptPerson)
  return people.every((person) => person !== undefined) ? people : undefined
}
