import { useState } from 'preact/hooks'
import type { AppcuesView } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { counted } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { Notice } from '../parts/notice'

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
