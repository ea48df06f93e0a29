import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { goTo, linkTo } from '../lib/use-route'
import { Notice } from '../parts'
import type { ActionView, PresetView } from '../../server/api-types'

const TRIGGER = 'type = "track" and event = "Report Exported"'

/** A mapping of one's own, as someone makes it in Segment: an action, a trigger, a name. Its fields begin with their defaults. */
export function AddMapping({ actions, changed }: { actions: readonly ActionView[]; changed: () => void }) {
  const [problem, setProblem] = useState<{ field: string; message: string }>()
  const add = (event: SubmitEvent): void => {
    event.preventDefault()
    const given = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement))
    call<PresetView>('POST', '/api/presets', given).then(
      ({ id }) => {
        changed()
        goTo('mappings', { id })
      },
      (error) => setProblem(problemOf(messageOf(error)))
    )
  }
  return (
    <article class="detail">
      <a class="back" href={linkTo('mappings')}>
        Back to the presets
      </a>
      <header>
        <h2>Add a mapping</h2>
      </header>
      <p>Heap’s events are forwarded to Appcues only where a mapping says so.</p>
      <form class="form" onSubmit={add}>
        <label>
          Name
          <input
            name="name"
            required
            maxLength={100}
            placeholder="Report exports"
            aria-invalid={problem?.field === 'Name'}
            aria-describedby="name-problem"
          />
        </label>
        <Problem id="name-problem" of="Name" problem={problem} />
        <label>
          Action
          <select name="action">
            {actions.map(({ key, title }) => (
              <option key={key} value={key} selected={key === 'forwardEvent'}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Trigger: which events it takes
          <input
            class="mono"
            name="subscribe"
            required
            defaultValue={TRIGGER}
            spellcheck={false}
            aria-invalid={problem?.field === 'Trigger'}
            aria-describedby="trigger-problem"
          />
        </label>
        <Problem id="trigger-problem" of="Trigger" problem={problem} />
        <button class="button">Add it</button>
        {problem && !FIELDS.includes(problem.field) && <Notice tone="bad">{problem.message}</Notice>}
      </form>
    </article>
  )
}

const FIELDS = ['Name', 'Trigger']

interface FieldProblem {
  field: string
  message: string
}

/** The server names the field, and a colon behind it. */
function problemOf(message: string): FieldProblem {
  const [, field = '', rest = message] = /^(\w+): (.*)$/s.exec(message) ?? []
  return FIELDS.includes(field) ? { field, message: rest } : { field: '', message }
}

const Problem = ({ id, of, problem }: { id: string; of: string; problem?: FieldProblem }) => (
  <div id={id} class="field-problem">
    {problem?.field === of && <p role="alert">{problem.message}</p>}
  </div>
)
