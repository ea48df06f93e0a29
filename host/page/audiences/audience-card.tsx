import { useState } from 'preact/hooks'
import type { AudienceView } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { counted, dayOf, thousands } from '../lib/format'
import { Meter } from '../parts/meter'
import { Notice } from '../parts/notice'
import { SyncForm } from './sync-form'

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
