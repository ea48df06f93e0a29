import { useState } from 'preact/hooks'
import type { ViewProps } from '../lib/use-route'
import type { HeapPersonDetail, HeapView as View } from '../../server/api-types'
import { counted, dayOf } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import { Facts } from '../parts/facts'
import { Empty, Notice } from '../parts/notice'
import { Numbers } from '../parts/numbers'
import { Flows } from './flows'
import { listedOf } from './listed-of'
import { Nps } from './nps'
import { People } from './people'

/** What Heap would hold. */
export function HeapView({ params }: ViewProps) {
  const { version } = useLive()
  const [search, setSearch] = useState('')
  const { data, error } = useData<View>(`/api/heap?q=${encodeURIComponent(search)}`, version)
  if (error) return <Notice>{error}</Notice>
  if (!data) return <p class="loading">Loading …</p>
  const { counters } = data
  return (
    <>
      <Numbers
        values={[
          { name: 'People', value: data.peopleTotal },
          { name: 'Events kept', value: counters.stored },
          { name: 'Repeats that changed nothing', value: counters.duplicates },
          { name: 'In rejected requests', value: counters.rejected, tone: 'bad' },
          { name: 'Lost', value: counters.lost, tone: 'bad' }
        ]}
      />
      <div class="two-columns">
        <Flows flows={data.flows} />
        <Nps nps={data.nps} />
      </div>
      <div class="two-columns">
        <People
          title="People"
          view="heap"
          people={data.people.map(({ id, kind, events }) => ({
            id,
            note: `${counted(events, 'event')}${kind === 'identity' ? '' : `, ${kind.replace('_', ' ')}`}`
          }))}
          total={data.peopleTotal}
          chosen={params.person}
          search={search}
          setSearch={setSearch}
        />
        {params.person ? (
          <Person id={params.person} version={version} />
        ) : (
          <Empty title="Choose a person">You see their properties and everything Heap knows they did.</Empty>
        )}
      </div>
    </>
  )
}

function Person({ id, version }: { id: string; version: number }) {
  const { data, error } = useData<HeapPersonDetail>(`/api/heap/people/${encodeURIComponent(id)}`, version)
  if (error) return <Notice tone="bad">{error}</Notice>
  if (!data) return <p class="loading">Loading …</p>
  return (
    <section class="card" aria-labelledby="person-title">
      <div class="card-head">
        <h2 id="person-title">{data.id}</h2>
        <p class="soft">
          {counted(data.events, 'event')} in Heap{listedOf(data)}.{' '}
          <a href={linkTo('deliveries', { person: data.id })}>Their deliveries</a>
        </p>
      </div>
      {Object.keys(data.properties).length > 0 && <Facts values={data.properties} />}
      <ul class="log">
        {data.log.map(({ name, timestamp, properties, offered }, index) => (
          <li key={index}>
            <details>
              <summary>
                <b>{name}</b> <time class="soft">{dayOf(timestamp)}</time>
                {offered > 1 && <span class="tag">offered {offered} times, kept once</span>}
              </summary>
              <Facts values={properties} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
