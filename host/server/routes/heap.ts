import { Hono } from 'hono'
import type { HeapPerson, HeapSandbox } from '../../sandbox/heap'
import type { HeapPersonView, HeapView } from '../api-types'
import type { HostEnv } from '../body'
import { holds, MOST_EVENTS, MOST_PEOPLE } from '../shown'

/** What the Heap sandbox holds. */
export const heapRoutes = ({ state }: HeapSandbox): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => c.json(heapView(state, c.req.query('q'))))
    .get('/people/:id', (c) => {
      const person = state.person(c.req.param('id'))
      if (!person) return c.json({ error: 'Heap has no person with this ID.' }, 404)
      const log = state.eventsOf(person.id).slice(-MOST_EVENTS).reverse()
      return c.json({ ...personView(person), log })
    })

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
