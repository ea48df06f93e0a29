import { useState } from 'preact/hooks'
import type { ViewProps } from '../lib/use-route'
import type { AppcuesProfileDetail, AppcuesView as View } from '../../server/api-types'
import { counted, dayOf } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import { Facts } from '../parts/facts'
import { Empty, Notice } from '../parts/notice'
import { listedOf } from './listed-of'
import { People } from './people'
import { Segments } from './segments'

/** What Appcues would hold. */
export function AppcuesView({ params }: ViewProps) {
  const { version } = useLive()
  const [search, setSearch] = useState('')
  const { data, error, reload } = useData<View>(`/api/appcues?q=${encodeURIComponent(search)}`, version)
  if (error) return <Notice>{error}</Notice>
  if (!data) return <p class="loading">Loading …</p>
  return (
    <>
      <div class="two-columns">
        <Segments segments={data.segments} changed={reload} />
        <Jobs jobs={data.jobs} />
      </div>
      <div class="two-columns">
        <People
          title="Profiles"
          view="appcues"
          people={data.profiles.map(({ id, properties }) => ({
            id,
            note: counted(Object.keys(properties).length, 'property', 'properties')
          }))}
          total={data.profilesTotal}
          chosen={params.person}
          search={search}
          setSearch={setSearch}
        />
        {params.person ? (
          <Profile id={params.person} version={version} />
        ) : (
          <Empty title="Choose a profile">
            You see the properties that flows can be targeted by, such as “[Heap] Power users”. Profiles come with{' '}
            <a href={linkTo('audiences')}>an audience</a>.
          </Empty>
        )}
      </div>
    </>
  )
}

const Jobs = ({ jobs }: { jobs: View['jobs'] }) => (
  <section class="card" aria-labelledby="jobs-title">
    <div class="card-head">
      <h2 id="jobs-title">Import jobs</h2>
      <p class="soft">Appcues takes imports at once and works through them in its own time.</p>
    </div>
    {jobs.length === 0 && <p class="soft pad">No import was sent yet.</p>}
    <ul class="log">
      {jobs.map(({ id, name, status, startedAt, notes }) => (
        <li key={id}>
          <b>{name}</b> <span class={`job is-${status.toLowerCase()}`}>{status.toLowerCase()}</span>
          <time class="soft small">{dayOf(startedAt)}</time>
          {notes.map((note) => (
            <p class="soft small" key={note}>
              {note}
            </p>
          ))}
        </li>
      ))}
    </ul>
  </section>
)

function Profile({ id, version }: { id: string; version: number }) {
  const { data, error } = useData<AppcuesProfileDetail>(`/api/appcues/profiles/${encodeURIComponent(id)}`, version)
  if (error) return <Notice tone="bad">{error}</Notice>
  if (!data) return <p class="loading">Loading …</p>
  return (
    <section class="card" aria-labelledby="profile-title">
      <div class="card-head">
        <h2 id="profile-title">{data.id}</h2>
        <p class="soft">
          {counted(data.events, 'event')} forwarded{listedOf(data)}.
        </p>
      </div>
      <Facts values={data.properties} />
      <ul class="log">
        {data.log.map(({ name, timestamp, attributes }, index) => (
          <li key={index}>
            <details>
              <summary>
                <b>{name}</b> <time class="soft">{dayOf(timestamp)}</time>
              </summary>
              <Facts values={attributes} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
