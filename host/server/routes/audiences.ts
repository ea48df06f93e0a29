import { Hono } from 'hono'
import type { HostEnv } from '../host-env'
import { readMembers } from '../audiences/read-members'
import { audienceView } from '../audiences/audience'
import type { AudiencesView } from '../api-types'
import type { HostParts } from '../host-parts'
import { jsonBody } from '../json-body'
import { readBody } from '../read-body'
import type { Workspace } from '../workspace/workspace'

/** Two hundred thousand ids of ordinary length. */
const MOST_BYTES = 8 * 1024 * 1024
const SHOWN = 500
const LONGEST_NAME = 200

/** Audiences: connect, sync a list, rename. */
export const audienceRoutes = ({ audiences, workspace, sandboxes }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .use(readBody(MOST_BYTES, 'Members: the list is larger than 8 MB.'))
    .get('/', (c) => {
      const segments = sandboxes?.appcues.state.segments()
      const recurring = segments?.filter(({ description }) => RECURRING.test(description)).length
      const view: AudiencesView = { audiences: audiences.views(), recurring, limit: limitOf(workspace.settings) }
      return c.json(view)
    })
    .post('/', async (c) => {
      const name = nameOf(jsonBody(c))
      if (name === undefined) return c.json({ error: NAME }, 400)
      try {
        return c.json(audienceView(await audiences.connect(name)), 201)
      } catch (error) {
        return c.json({ error: (error as Error).message }, 409)
      }
    })
    .put('/:id', async (c) => {
      const audience = audiences.find(c.req.param('id'))
      const name = nameOf(jsonBody(c))
      if (!audience) return c.json({ error: NONE }, 404)
      if (name === undefined) return c.json({ error: NAME }, 400)
      audiences.rename(audience, name)
      return c.json(audienceView(audience))
    })
    .get('/:id/members', (c) => {
      const audience = audiences.find(c.req.param('id'))
      if (!audience) return c.json({ error: NONE }, 404)
      return c.json({ members: [...audience.members].slice(0, SHOWN), total: audience.members.size })
    })
    .post('/:id/sync', (c) => {
      const audience = audiences.find(c.req.param('id'))
      if (!audience) return c.json({ error: NONE }, 404)
      if (audience.sync?.running) return c.json({ error: 'This audience is being synced: wait until it is done.' }, 409)
      const read = readMembers(c.get('body'))
      if ('problem' in read) return c.json({ error: read.problem }, 400)
      void audiences.sync(audience, read.ids)
      return c.json(audienceView(audience), 202)
    })

/** How the destination marks the segments that count. */
const RECURRING = /\[heap-appcues:recurring:/

const limitOf = ({ recurringSyncLimit }: Workspace['settings']): number =>
  typeof recurringSyncLimit === 'number' ? recurringSyncLimit : 10

const NONE = 'There is no such audience.'
const NAME = `Name: give the audience a name of at most ${LONGEST_NAME} characters.`

function nameOf(body: Record<string, unknown> | undefined): string | undefined {
  const name = body?.name
  return typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME ? name.trim() : undefined
}
