import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { counted, dayOf } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import type { ViewProps } from '../lib/use-route'
import { Empty, Facts, Notice } from '../parts'
import { listedOf, People } from './people'
import type { AppcuesProfileDetail, AppcuesView, AppcuesView as View } from '../../server/api-types'

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

/** Appcues' segments, with their members. */
export const Segments = ({ segments, changed }: { segments: AppcuesView['segments']; changed: () => void }) => (
  <section class="card" aria-labelledby="segments-title">
    <div class="card-head">
      <h2 id="segments-title">Segments</h2>
      <p class="soft">Kept by the destination, and found again by what their description says, never by name.</p>
    </div>
    {segments.length === 0 && (
      <p class="soft pad">
        None yet. <a href={linkTo('audiences')}>Connect an audience.</a>
      </p>
    )}
    <ul class="log">
      {segments.map((segment) => (
        <li key={segment.id}>
          <b>{segment.name}</b> <span class="soft">{counted(segment.members, 'member')}</span>
          <p class="soft small">{segment.description}</p>
          <Members id={segment.id} count={segment.members} />
          <Delete segment={segment} changed={changed} />
        </li>
      ))}
    </ul>
  </section>
)

function Members({ id, count }: { id: string; count: number }) {
  const [members, setMembers] = useState<string[]>([])
  const open = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return
    void call<{ members: string[] }>('GET', `/api/appcues/segments/${id}/members`).then((found) =>
      setMembers(found.members)
    )
  }
  return (
    <details onToggle={open} key={count}>
      <summary>Members</summary>
      <ul class="people">
        {members.map((member) => (
          <li key={member}>
            <a href={linkTo('appcues', { person: member })}>{member}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Asks first: a deleted segment takes its members with it, and flows that are targeted by it show to no one. */
function Delete({ segment, changed }: { segment: AppcuesView['segments'][number]; changed: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState('')
  const remove = (): void => {
    call('DELETE', `/api/appcues/segments/${segment.id}`).then(changed, (error) => setProblem(messageOf(error)))
  }
  if (!isAsking) {
    return (
      <button class="link" onClick={() => setAsking(true)}>
        Delete {segment.name}
      </button>
    )
  }
  return (
    <div class="actions" role="group" aria-label={`Delete ${segment.name}`}>
      <span>
        Delete {segment.name}, with its {counted(segment.members, 'member')}?
      </span>
      <button class="quiet" onClick={remove}>
        Yes, delete it
      </button>
      <button class="quiet" onClick={() => setAsking(false)}>
        Cancel
      </button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </div>
  )
}
