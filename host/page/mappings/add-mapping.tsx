import { useState } from 'preact/hooks'
import type { ActionView, PresetView } from '../../server/api-types'
import { call, sentenceOf } from '../lib/api'
import { goTo, linkTo } from '../lib/use-route'
import { Notice } from '../parts/notice'

const TRIGGER = 'type = "track" and event = "Report Exported"'

/** A mapping of one's own, as someone makes it in Segment: an action, a trigger, a name. Its fields begin with their defaults. */
export function AddMapping({ actions, changed }: { actions: readonly ActionView[]; changed: () => void }) {
  const [problem, setProblem] = useState('')
  const add = (event: SubmitEvent): void => {
    event.preventDefault()
    const given = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement))
    call<PresetView>('POST', '/api/presets', given).then(
      ({ id }) => {
        changed()
        goTo('mappings', { id })
      },
      (error) => setProblem(sentenceOf(error))
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
      <p>Nothing of Heap’s is forwarded to Appcues until someone says what. A mapping says it.</p>
      <form class="form" onSubmit={add}>
        <label>
          Name
          <input name="name" required maxLength={100} placeholder="Report exports" />
        </label>
        <label>
          Action
          <select name="action" defaultValue="forwardEvent">
            {actions.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Trigger: which events it takes
          <input class="mono" name="subscribe" required defaultValue={TRIGGER} spellcheck={false} />
        </label>
        <button class="button">Add it</button>
        {problem && <Notice tone="bad">{problem}</Notice>}
      </form>
    </article>
  )
}
