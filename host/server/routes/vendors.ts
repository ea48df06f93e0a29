import { Hono } from 'hono'
import type { AppcuesJob, AppcuesProfile, AppcuesSandbox } from '../../sandbox/appcues'
import { faultChoices } from '../../sandbox/faults'
import type { FaultChoice } from '../../sandbox/faults'
import type { HeapEvent, HeapPerson, HeapSandbox } from '../../sandbox/heap'
import type { AppcuesProfileView, AppcuesView, HeapPersonView, HeapView, Status } from '../api-types'
import { jsonBody } from '../body'
import type { HostEnv } from '../body'
import type { Changes, HostParts } from '../host-parts'
import type { Sandboxes } from '../sandboxes'

/** What the sandboxes hold, and how they misbehave; with the real vendors there is nothing to look into. */
export function vendorRoutes({ sandboxes, faults, changes }: HostParts): Hono<HostEnv> {
  const routes = new Hono<HostEnv>()
  if (sandboxes) {
    return routes
      .route('/heap', heapRoutes(sandboxes.heap))
      .route('/appcues', appcuesRoutes(sandboxes.appcues))
      .route('/faults', faultRoutes(sandboxes, faults, changes))
  }
  for (const path of ['/heap/*', '/appcues/*', '/faults/*']) {
    routes.all(path, (c) => c.json({ error: 'This host runs with the real vendors. Look there.' }, 404))
  }
  return routes
}

const CHOICES = Object.keys(faultChoices)

/** The switches that let a sandbox misbehave. */
export const faultRoutes = (sandboxes: Sandboxes, faults: Status['faults'], changes: Changes): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => c.json({ faults, choices: CHOICES }))
    .put('/:vendor', (c) => {
      const vendor = c.req.param('vendor')
      const fault = jsonBody(c)?.fault ?? null
      if (vendor !== 'heap' && vendor !== 'appcues') return c.json({ error: 'There is no such sandbox.' }, 404)
      if (fault !== null && !isFault(fault)) {
        return c.json({ error: `There is no such fault. There are: ${CHOICES.join(', ')}.` }, 400)
      }
      sandboxes[vendor].faults.off()
      if (fault !== null) sandboxes[vendor].faults.always(faultChoices[fault])
      faults[vendor] = fault
      changes.touch()
      return c.json({ faults })
    })

const isFault = (fault: unknown): fault is FaultChoice => typeof fault === 'string' && CHOICES.includes(fault)

/** What the Heap sandbox holds. */
export const heapRoutes = ({ state }: HeapSandbox): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => c.json(heapView(state, c.req.query('q'))))
    .get('/people/:id', (c) => {
      const person = state.person(c.req.param('id'))
      if (!person) return c.json({ error: 'Heap has no person with this ID.' }, 404)
      const log = [...state.eventsOf(person.id)].reverse().sort(newestFirst).slice(0, MOST_EVENTS)
      return c.json({ ...personView(person), log })
    })

/** As Heap shows a person’s events: by when they happened, not by when they arrived. */
const newestFirst = (one: HeapEvent, other: HeapEvent): number => other.timestamp.localeCompare(one.timestamp)

function heapView(state: HeapSandbox['state'], search: string | undefined): HeapView {
  const people = state.people()
  const eventCounts = [...state.eventCounts].map(([name, count]) => ({ name, count }))
  return {
    counters: { ...state.counters },
    eventCounts: eventCounts.sort((one, other) => other.count - one.count),
    flows: state.flowCounts(),
    nps: state.nps(),
    people: people
      .filter(({ id }) => holds(id, search))
      .slice(0, MOST_PEOPLE)
      .map(personView),
    peopleTotal: people.length
  }
}

const personView = ({ id, kind, eventCount, properties, nps }: HeapPerson): HeapPersonView => ({
  id,
  kind,
  events: eventCount,
  properties,
  nps
})

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

/** People in one response; a search finds the others. */
export const MOST_PEOPLE = 100

/** The newest events of one person in one response. */
export const MOST_EVENTS = 200

/** Whether a search finds this id; without one everything is found. */
export const holds = (id: string, search = ''): boolean => id.toLowerCase().includes(search.trim().toLowerCase())
