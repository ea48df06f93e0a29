import { useState } from 'preact/hooks'
import { counted, dayOf, thousands } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import type { ViewProps } from '../lib/use-route'
import { Empty, Facts, Meter, Notice, Numbers } from '../parts'
import { listedOf, People } from './people'
import type { HeapPersonDetail, HeapView, HeapView as View } from '../../server/api-types'

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

const STEPS = ['started', 'completed', 'skipped'] as const

/** How many started, completed and skipped each flow. */
export const Flows = ({ flows }: { flows: HeapView['flows'] }) => (
  <section class="card" aria-labelledby="flows-title">
    <div class="card-head">
      <h2 id="flows-title">Flows</h2>
      <p class="soft">Counted from Heap’s events, as a chart in Heap would.</p>
    </div>
    {flows.length === 0 ? (
      <p class="soft pad">No flow was started yet.</p>
    ) : (
      <div class="scroll" tabIndex={0} role="region" aria-label="Flows, a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Flow</th>
              {STEPS.map((step) => (
                <th scope="col" class="number" key={step}>
                  {step[0].toUpperCase() + step.slice(1)}
                </th>
              ))}
              <th scope="col">Completion</th>
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => (
              <tr key={flow.id}>
                <th scope="row">{flow.name || flow.id}</th>
                {STEPS.map((step) => (
                  <td class="number" key={step}>
                    {thousands(flow[step])}
                  </td>
                ))}
                <td>
                  <Meter
                    role="meter"
                    max={Math.max(flow.started, 1)}
                    value={flow.completed}
                    label={`Completion of ${flow.name || flow.id}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)

const KINDS = [
  ['detractors', 'Detractors, 0 to 6'],
  ['passives', 'Passives, 7 and 8'],
  ['promoters', 'Promoters, 9 and 10']
] as const

/** The net promoter score: everyone's newest score. */
export const Nps = ({ nps }: { nps: HeapView['nps'] }) => (
  <section class="card" aria-labelledby="nps-title">
    <div class="card-head">
      <h2 id="nps-title">NPS</h2>
      <p class="soft">Everyone’s newest score: promoters less detractors, in percent.</p>
    </div>
    {nps.score === undefined ? (
      <p class="soft pad">No score has been given yet.</p>
    ) : (
      <div class="pad nps">
        <p class="nps-score">
          {nps.score > 0 && '+'}
          {nps.score}
          <span class="soft"> from {counted(nps.answers, 'person', 'people')}</span>
        </p>
        <div class="nps-bar" role="img" aria-label={KINDS.map(([kind, words]) => `${words}: ${nps[kind]}`).join('; ')}>
          {KINDS.map(([kind]) => (
            <span key={kind} class={`is-${kind}`} style={{ flexGrow: nps[kind] }} />
          ))}
        </div>
        <ul class="legend">
          {KINDS.map(([kind, words]) => (
            <li key={kind} class={`is-${kind}`}>
              <b>{nps[kind]}</b> {words}
            </li>
          ))}
        </ul>
      </div>
    )}
  </section>
)
