import { useState } from 'preact/hooks'
import type { AppcuesView } from '../../server/api-types'
import { call } from '../lib/api'
import { counted } from '../lib/format'
import { linkTo } from '../lib/use-route'

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
          <button class="link" onClick={() => void call('DELETE', `/api/appcues/segments/${segment.id}`).then(changed)}>
            Delete {segment.name}
          </button>
        </li>
      ))}
    </ul>
  </section>
)

function Members({ id, count }: { id: string; count: number }) {
  const [members, setMembers] = useState<string[]>([])
  const open = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return
    void call<{ members: string[] }>('GET', `/api/appcues/segments/${id}/members`).then((answer) =>
      setMembers(answer.members)
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
