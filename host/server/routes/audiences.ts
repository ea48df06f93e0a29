import { Hono } from 'hono'
import { isUtf8 } from 'node:buffer'
import { CommandError } from '../../cli/command-error'
import { readMembers } from '../../input/read-members'
import type { AudiencesView } from '../api-types'
import { audienceView } from '../audiences/audiences'
import { jsonBody, readBody } from '../body'
import type { HostEnv } from '../body'
import type { HostParts } from '../host-parts'
import type { Workspace } from '../workspace/workspace'
import { parseDescription } from '../../../src/destinations/heap-appcues/audience/remembered'

/** What the page says before someone picks a file; the command takes lists of any length. */
export const MOST_MEMBERS = 200_000
const MOST_BYTES = 32 * 1024 * 1024
const TOO_LARGE = 'The list is larger than 32 MB. Use the command: heap-appcues sync <file>.'

const SHOWN = 500
const LONGEST_NAME = 200

/** Audiences: connect, rename, and sync a list, whose changes are shown before anything is written. */
export const audienceRoutes = ({
  audiences,
  workspace,
  sandboxes,
  mostMembers = MOST_MEMBERS
}: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .post('/:id/plan', readBody(MOST_BYTES, TOO_LARGE), async (c) => {
      const audience = audiences.find(c.req.param('id'))
      if (!audience) return c.json({ error: NONE }, 404)
      if (audience.sync?.running) return c.json({ error: BUSY }, 409)
      try {
        const members = await readMembers(contentOf(c.get('bytes')), mostMembers)
        return c.json(audiences.plan(audience, members))
      } catch (error) {
        if (error instanceof CommandError) return c.json({ error: error.message }, 400)
        throw error
      }
    })
    .use(readBody(64 * 1024, 'The body is too large.'))
    .get('/', (c) => {
      const segments = sandboxes?.appcues.state.segments()
      const recurring = segments?.filter(
        ({ description }) => parseDescription(description)?.sync === 'recurring'
      ).length
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
    .put('/:id', (c) => {
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
      if (audience.sync?.running) return c.json({ error: BUSY }, 409)
      const { plan } = audience
      if (!plan || plan.id !== jsonBody(c)?.plan) return c.json({ error: STALE }, 409)
      void audiences.sync(audience, plan.changes)
      return c.json(audienceView(audience), 202)
    })

/** Text where it is text: an archive, or another encoding, is for the reader to find out. */
const contentOf = (bytes: Buffer): string | Buffer => (isUtf8(bytes) ? bytes.toString('utf8') : bytes)

const limitOf = ({ recurringSyncLimit }: Workspace['settings']): number =>
  typeof recurringSyncLimit === 'number' ? recurringSyncLimit : 10

const NONE = 'There is no such audience.'
const BUSY = 'This audience is being synced. Wait until it is done.'
const STALE = 'The audience or the list has changed since. Look at the changes again.'
const NAME = `Name: give the audience a name of at most ${LONGEST_NAME} characters.`

function nameOf(body: Record<string, unknown> | undefined): string | undefined {
  const name = body?.name
  return typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME ? name.trim() : undefined
}
