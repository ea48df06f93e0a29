import { Hono } from 'hono'
import type { HostEnv } from '../host-env'
import type { AppcuesProfile } from '../../sandbox/appcues'
import { faultChoices } from '../../sandbox/faults'
import type { FaultChoice } from '../../sandbox/faults'
import type { HeapPerson } from '../../sandbox/heap'
import type { AppcuesProfileView, AppcuesView, HeapPersonView, HeapView, VendorName } from '../api-types'
import type { HostParts } from '../host-parts'
import { jsonBody } from '../json-body'
import type { Sandboxes } from '../sandboxes'

/** People in one answer; `q` finds the others. */
const SHOWN = 100
const JOBS_SHOWN = 20
const EVENTS_SHOWN = 200

/** What the sandboxes hold, and how they misbehave. */
export const vendorRoutes = (
  { sandboxes, live }: HostParts,
  faults: Record<VendorName, string | null>
): Hono<HostEnv> => {
  if (!sandboxes)
    return new Hono<HostEnv>().all('/*', (c) => c.json({ error: 'This runs with the real vendors: look there.' }, 404))
  const { heap, appcues } = sandboxes
  return new Hono<HostEnv>()
    .get('/heap', (c) => c.json(heapView(sandboxes, c.req.query('q') ?? '')))
    .get('/heap/people/:id', (c) => {
      const person = heap.state.person(c.req.param('id'))
      if (!person) return c.json({ error: 'Heap knows nobody of this name.' }, 404)
      const log = heap.state.eventsOf(person.id).slice(-EVENTS_SHOWN).reverse()
      return c.json({ ...personView(person), log })
    })
    .get('/appcues', (c) => c.json(appcuesView(sandboxes, c.req.query('q') ?? '')))
    .get('/appcues/profiles/:id', (c) => {
      const profile = appcues.state.profile(c.req.param('id'))
      if (!profile) return c.json({ error: 'Appcues knows nobody of this id.' }, 404)
      const log = appcues.state.eventsOf(profile.id).slice(-EVENTS_SHOWN).reverse()
      return c.json({ ...profileView(profile), log })
    })
    .get('/appcues/segments/:id/members', (c) => {
      const members = appcues.state.membersOf(c.req.param('id'))
      if (!members) return c.json({ error: 'There is no such segment.' }, 404)
      return c.json({ members: [...members].slice(0, SHOWN), total: members.size })
    })
    .delete('/appcues/segments/:id', (c) => {
      appcues.state.deleteSegment(c.req.param('id'))
      return c.body(null, 204)
    })
    .get('/faults', (c) => c.json({ faults, choices: Object.keys(faultChoices) }))
    .put('/faults/:vendor', async (c) => {
      const vendor = c.req.param('vendor')
      const fault = jsonBody(c)?.fault ?? null
      if (vendor !== 'heap' && vendor !== 'appcues') return c.json({ error: 'There is no such sandbox.' }, 404)
      if (fault !== null && !isFault(fault))
        return c.json({ error: `There is no such fault. There are: ${choices()}.` }, 400)
      sandboxes[vendor].faults.off()
      if (fault !== null) sandboxes[vendor].faults.always(faultChoices[fault])
      faults[vendor] = fault
      live.touch()
      return c.json({ faults })
    })
}

const isFault = (fault: unknown): fault is FaultChoice =>
  typeof fault === 'string' && Object.hasOwn(faultChoices, fault)
const choices = (): string => Object.keys(faultChoices).join(', ')

function heapView({ heap }: Sandboxes, q: string): HeapView {
  const { state } = heap
  const people = state.people()
  return {
    counters: { ...state.counters },
    eventCounts: [...state.eventCounts]
      .map(([name, count]) => ({ name, count }))
      .sort((one, other) => other.count - one.count),
    flows: state.flowCounts(),
    nps: state.nps(),
    people: people
      .filter(({ id }) => holds(id, q))
      .slice(0, SHOWN)
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

function appcuesView({ appcues }: Sandboxes, q: string): AppcuesView {
  const { state, jobs } = appcues
  const profiles = state.profiles()
  return {
    profiles: profiles
      .filter(({ id }) => holds(id, q))
      .slice(0, SHOWN)
      .map(profileView),
    profilesTotal: profiles.length,
    segments: state.segments().map(({ id, name, description, updated_at }) => ({
      id,
      name,
      description,
      members: state.membersOf(id)?.size ?? 0,
      updatedAt: updated_at
    })),
    jobs: jobs
      .all()
      .slice(-JOBS_SHOWN)
      .reverse()
      .map(({ id, name, status, started_at, events }) => ({
        id,
        name,
        status,
        startedAt: started_at,
        notes: events.map(({ message }) => message)
      }))
  }
}

const profileView = ({ id, properties, eventCount }: AppcuesProfile): AppcuesProfileView => ({
  id,
  properties: Object.fromEntries(properties),
  events: eventCount
})

const holds = (id: string, q: string): boolean => id.toLowerCase().includes(q.trim().toLowerCase())
