import { Hono } from 'hono'
import type { AppcuesJob, AppcuesProfile, AppcuesSandbox } from '../../sandbox/appcues'
import type { AppcuesProfileView, AppcuesView } from '../api-types'
import type { HostEnv } from '../body'
import { holds, MOST_EVENTS, MOST_PEOPLE } from '../shown'

const MOST_JOBS = 20

/** What the Appcues sandbox holds. */
export const appcuesRoutes = (appcues: AppcuesSandbox): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => c.json(appcuesView(appcues, c.req.query('q'))))
    .get('/profiles/:id', (c) => {
      const profile = appcues.state.profile(c.req.param('id'))
      if (!profile) return c.json({ error: 'Appcues has no profile with this ID.' }, 404)
      const log = appcues.state.eventsOf(profile.id).slice(-MOST_EVENTS).reverse()
      return c.json({ ...profileView(profile), log })
    })
    .get('/segments/:id/members', (c) => {
      const members = appcues.state.membersOf(c.req.param('id'))
      if (!members) return c.json({ error: 'There is no such segment.' }, 404)
      return c.json({ members: [...members].slice(0, MOST_PEOPLE), total: members.size })
    })
    .delete('/segments/:id', (c) => {
      appcues.state.deleteSegment(c.req.param('id'))
      return c.body(null, 204)
    })

function appcuesView({ state, jobs }: AppcuesSandbox, search: string | undefined): AppcuesView {
  const profiles = state.profiles()
  return {
    profiles: profiles
      .filter(({ id }) => holds(id, search))
      .slice(0, MOST_PEOPLE)
      .map(profileView),
    profilesTotal: profiles.length,
    segments: state.segments().map(({ id, name, description, updated_at }) => ({
      id,
      name,
      description,
      members: state.membersOf(id)?.size ?? 0,
      updatedAt: updated_at
    })),
    jobs: jobs.all().slice(-MOST_JOBS).reverse().map(jobView)
  }
}

const profileView = ({ id, properties, eventCount }: AppcuesProfile): AppcuesProfileView => ({
  id,
  properties: Object.fromEntries(properties),
  events: eventCount
})

const jobView = ({ id, name, status, started_at, events }: AppcuesJob): AppcuesView['jobs'][number] => ({
  id,
  name,
  status,
  startedAt: started_at,
  notes: events.map(({ message }) => message)
})
