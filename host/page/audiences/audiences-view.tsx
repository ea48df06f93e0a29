import { useState } from 'preact/hooks'
import { SyncForm } from './sync-form'
import { call, messageOf } from '../lib/api'
import { counted, dayOf, thousands } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import { Empty, Meter, Notice } from '../parts'
import type { AudiencesView as Audiences, AudienceView } from '../../server/api-types'

/** Audiences as Segment keeps them, and what Appcues has of them. */
export function AudiencesView() {
  const { data, error, reload } = useData<Audiences>('/api/audiences', useLive().version)
  return (
    <>
      <section class="card" aria-labelledby="connect-title">
        <div class="card-head">
          <h2 id="connect-title">Connect an audience</h2>
          <p class="soft">
            Its members get the property “[Heap] name” in Appcues, true or false, and Appcues gets a segment of that
            name, filled with them.
          </p>
        </div>
        <Connect connected={reload} />
        {data && <Limit recurring={data.recurring} limit={data.limit} />}
      </section>
      {error && <Notice tone="bad">{error}</Notice>}
      {data?.audiences.length === 0 && (
        <Empty title="No audience is connected">
          Give one a name above, then paste a list of people. Or let Heap post its own segment sync:{' '}
          <a href={linkTo('send', { example: 'segment-sync' })}>send that example</a>.
        </Empty>
      )}
      <div class="cards">
        {data?.audiences.map((audience) => (
          <AudienceCard key={audience.id} audience={audience} changed={reload} />
        ))}
      </div>
    </>
  )
}

function Connect({ connected }: { connected: () => void }) {
  const [problem, setProblem] = useState('')
  const connect = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    call<AudienceView>('POST', '/api/audiences', { name: new FormData(form).get('name') }).then(
      () => {
        form.reset()
        setProblem('')
        connected()
      },
      (error) => setProblem(messageOf(error))
    )
  }
  return (
    <form class="line-form" onSubmit={connect}>
      <label>
        Name of the audience
        <input name="name" required maxLength={200} placeholder="Power users" />
      </label>
      <button class="button">Connect</button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </form>
  )
}

/** How much of the limit is taken. */
function Limit({ recurring, limit }: { recurring?: number; limit: number }) {
  if (recurring === undefined || limit === 0) return null
  return (
    <p class="limit">
      <Meter role="meter" label="Recurring syncs" max={limit} value={recurring} isFull={recurring >= limit} />
      <span>
        {recurring} of {limit} recurring syncs are connected. Deleting a segment under{' '}
        <a href={linkTo('appcues')}>Appcues</a> frees its place.
      </span>
    </p>
  )
}

export function AudienceCard({ audience, changed }: { audience: AudienceView; changed: () => void }) {
  const { id, name, property, members, lastSynced, sync } = audience
  return (
    <article class="card audience" aria-labelledby={`${id}-title`}>
      <div class="card-head">
        <h2 id={`${id}-title`}>{name}</h2>
        <p class="soft">
          In Appcues: <b>{property}</b>
          {property !== `[Heap] ${name}` && ', the name of the first sync. Renaming changes nothing there.'}
        </p>
      </div>
      <p class="pad">
        {counted(members, 'member')} · {lastSynced === undefined ? 'never synced' : `last synced ${dayOf(lastSynced)}`}
      </p>
      {sync && <Progress sync={sync} name={name} />}
      <SyncForm id={id} members={members} isBusy={sync?.running === true} changed={changed} />
      <Members id={id} count={members} />
      <Rename audience={audience} changed={changed} />
    </article>
  )
}

const Progress = ({ sync, name }: { sync: NonNullable<AudienceView['sync']>; name: string }) => (
  <div class="pad" aria-live="polite">
    <Meter
      role="progressbar"
      label={`Sync of ${name}`}
      max={Math.max(sync.of, 1)}
      value={sync.of === 0 ? 1 : sync.done}
    />
    <p class="soft small">
      {thousands(sync.done)} of {counted(sync.of, 'change')} {sync.running ? 'so far' : 'done'}
      {sync.rejected > 0 && `; ${thousands(sync.rejected)} were not delivered`}
    </p>
  </div>
)

function Members({ id, count }: { id: string; count: number }) {
  const [shown, setShown] = useState<{ members: string[]; total: number }>()
  const open = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return
    void call<{ members: string[]; total: number }>('GET', `/api/audiences/${id}/members`).then(setShown)
  }
  return (
    <details class="pad" onToggle={open} key={count}>
      <summary>Who is in</summary>
      <ul class="people">
        {shown?.members.map((member) => (
          <li key={member}>{member}</li>
        ))}
      </ul>
      {shown && shown.total > shown.members.length && (
        <p class="soft">
          The first {thousands(shown.members.length)} of {thousands(shown.total)}.
        </p>
      )}
    </details>
  )
}

function Rename({ audience: { id, name }, changed }: { audience: AudienceView; changed: () => void }) {
  const [problem, setProblem] = useState('')
  const rename = (event: SubmitEvent): void => {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement).get('name')
    call('PUT', `/api/audiences/${id}`, { name: given }).then(changed, (error) => setProblem(messageOf(error)))
  }
  return (
    <details class="pad">
      <summary>Rename it in Heap</summary>
      <form class="line-form" onSubmit={rename}>
        <label>
          New name
          <input name="name" required defaultValue={name} maxLength={200} />
        </label>
        <button class="quiet">Rename</button>
        {problem && <Notice tone="bad">{problem}</Notice>}
      </form>
    </details>
  )
}
